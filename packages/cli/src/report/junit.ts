/** The report as JUnit XML, for build servers. */
import type { Report } from '@proviso/testing';
import junit, { type Builder, type TestCase } from 'junit-report-builder';
import { relativePath } from '../project/select-subjects.ts';
import { findingKinds, findingOf, type Finding } from './finding.ts';
import { notesOf } from './notes.ts';

/**
 * The document of a run: a suite for each file, a test case for each subject. What was not judged counts as skipped, and says why.
 *
 * @ensures `result.startsWith('<?xml')`
 */
export function junitDocument(reports: readonly Report[], root: string): string {
  // Its types say that the builder is a member of what is exported; in Node it is that itself.
  const builder = (junit as unknown as Builder).newBuilder();
  const files = new Map<string, Report[]>();
  for (const each of reports) files.set(each.file, [...(files.get(each.file) ?? []), each]);
  for (const [file, those] of files) {
    const path = relativePath(root, file);
    const suite = builder.testSuite().name(path).time(secondsOf(those));
    for (const report of those) addCase(suite.testCase().className(path).file(path).name(report.symbol).time(report.duration / 1000), report, root);
  }
  return `${builder.build()}\n`;
}

function secondsOf(reports: readonly Report[]): number {
  return reports.reduce((sum, { duration }) => sum + duration, 0) / 1000;
}

function addCase(testCase: TestCase, report: Report, root: string): void {
  const { verdict } = report;
  const finding = findingOf(report, root);
  if (verdict.verdict === 'skipped') testCase.skipped().standardOutput(clean(`skipped: ${verdict.reason}`));
  else if (verdict.verdict === 'refuted' && verdict.of !== undefined) testCase.failure(clean(`${report.symbol}: see ${verdict.of}`), 'broken-promise');
  else if (finding && verdict.verdict === 'error') testCase.error(clean(firstLine(finding)), finding.kind, clean(detailsOf(finding)));
  else if (finding && verdict.verdict === 'refuted') testCase.failure(clean(firstLine(finding)), finding.kind).stacktrace(clean(detailsOf(finding)));
  // Nobody may read it as a test that passed.
  else if (finding && verdict.verdict !== 'passed' && verdict.verdict !== 'exhaustive') testCase.skipped().standardOutput(clean(`${verdict.verdict}: ${detailsOf(finding)}`));
  else if (notesOf(report).length > 0) testCase.standardOutput(clean(notesOf(report).join('\n')));
}

function firstLine({ message }: Finding): string {
  return message.split('\n', 1)[0] ?? message;
}

function detailsOf({ kind, message, place, code }: Finding): string {
  const at = place.column === undefined ? `${place.path}:${place.line}` : `${place.path}:${place.line}:${place.column}`;
  return [message, ...(code.length > 0 ? ['', ...code.map((each) => `${each};`)] : []), '', `at ${at}`, findingKinds[kind].help].join('\n');
}

/** Without what XML 1.0 cannot hold, not even escaped. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (odd) => (odd === '\n' || odd === '\t' ? odd : `\\u${(odd.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`));
}
