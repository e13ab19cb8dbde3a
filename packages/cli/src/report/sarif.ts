/** The report as SARIF 2.1.0, for code scanning. */
import type { Report } from '@proviso/testing';
import type { Log, Result } from 'sarif';
import { relativePath } from '../project/select-subjects.ts';
import { findingKinds, findingOf, type Finding, type FindingKind, type Place } from './finding.ts';

const kinds = Object.keys(findingKinds) as FindingKind[];

/**
 * The log of a run: a result for each subject that is not as it promises. Paths are relative to its folder.
 *
 * @requires `version !== ''`
 * @noContract whether a clause of another file is found depends on the disk
 */
export function sarifLog(reports: readonly Report[], root: string, version: string): Log {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'proviso', version, semanticVersion: version, rules: kinds.map((id) => ruleOf(id)) } },
      columnKind: 'utf16CodeUnits',
      invocations: [{ executionSuccessful: true }],
      results: reports.flatMap((report) => findingOf(report, root) ?? []).map((finding) => resultOf(finding, root)),
    }],
  };
}

function ruleOf(id: FindingKind): NonNullable<Log['runs'][number]['tool']['driver']['rules']>[number] {
  const { title, help, level } = findingKinds[id];
  return { id, name: pascal(id), shortDescription: { text: title }, fullDescription: { text: help }, help: { text: help }, defaultConfiguration: { level } };
}

function pascal(id: string): string {
  return id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function resultOf({ kind, report, message, place, clause, code, problem }: Finding, root: string): Result {
  const values = problem?.problem === 'violation' ? problem.values : [];
  return {
    ruleId: kind,
    ruleIndex: kinds.indexOf(kind),
    level: findingKinds[kind].level,
    message: { text: [message, ...(code.length > 0 ? ['', ...code.map((each) => `${each};`)] : [])].join('\n') },
    locations: [{ ...physical(place), logicalLocations: [{ fullyQualifiedName: report.symbol, kind: 'function' }] }],
    relatedLocations: [{ ...physical({ path: relativePath(root, report.file), line: report.line }), message: { text: report.symbol } }],
    partialFingerprints: { 'clause/v1': `${report.symbol}:${clause ?? kind}` },
    properties: { verdict: report.verdict.verdict, seed: report.seed, ...(clause === undefined ? {} : { clause }), ...(code.length > 0 ? { code } : {}), ...(values.length > 0 ? { values } : {}) },
  };
}

function physical({ path, line, column }: Place): Pick<NonNullable<Result['locations']>[number], 'physicalLocation'> {
  const isBelow = !/^([A-Za-z]:)?\//.test(path);
  return {
    physicalLocation: {
      artifactLocation: isBelow ? { uri: encoded(path), uriBaseId: '%SRCROOT%' } : { uri: `file://${path.startsWith('/') ? '' : '/'}${encoded(path)}` },
      region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
    },
  };
}

function encoded(path: string): string {
  return path.split('/').map((part) => encodeURIComponent(part).replaceAll('%3A', ':')).join('/');
}
