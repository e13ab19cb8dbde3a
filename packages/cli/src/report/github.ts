/** The report as commands of GitHub Actions: annotations at the lines of clauses. */
import type { Report } from '@proviso/testing';
import { relativePath } from '../project/select-subjects.ts';
import { findingKinds, findingOf, type Finding } from './finding.ts';

/**
 * The annotations of a run, a line each; empty where nothing is wrong.
 *
 * @param workspace the folder that GitHub takes paths from; the root of the run by default.
 * @ensures `result === '' || result.endsWith('\n')`
 */
export function githubAnnotations(reports: readonly Report[], root: string, workspace: string = root): string {
  return reports.flatMap((report) => findingOf(report, root) ?? []).map((finding) => `${annotationOf(finding, { root, workspace })}\n`).join('');
}

interface Folders {
  readonly root: string;
  readonly workspace: string;
}

function annotationOf({ kind, report, message, place: { path, line, column }, code }: Finding, { root, workspace }: Folders): string {
  const { level, title } = findingKinds[kind];
  const file = /^([A-Za-z]:)?\//.test(path) ? path : `${root}/${path}`;
  const properties = { file: relativePath(workspace, file), line, ...(column === undefined ? {} : { col: column }), title: `${title}: ${report.symbol}` };
  const text = [message, ...(code.length > 0 ? ['', ...code.map((each) => `${each};`)] : [])].join('\n');
  return `::${level === 'note' ? 'notice' : level} ${Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`).join(',')}::${escaped(text)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
