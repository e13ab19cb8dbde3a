/** Findings, in the forms of other tools, where paths and texts are odd. */
import type { Report } from '@proviso/testing';
import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../src/exit-codes.ts';
import { findingOf } from '../src/report/finding.ts';
import { githubAnnotations } from '../src/report/github.ts';
import { junitDocument } from '../src/report/junit.ts';
import { sarifLog } from '../src/report/sarif.ts';
import { printReports } from '../src/report/terminal.ts';
import { parseXml } from './parse-xml.ts';
import { project } from './project.ts';

const clause = { id: 'vncc7s81', text: '@ensures `result > 0`', location: 'src/a.ts:3:4', isPrecondition: false, isPostcondition: true };

function refuted(file: string, changes: { readonly message?: string; readonly location?: string; readonly id?: string; readonly code?: readonly string[] } = {}): Report {
  const { message = 'size ensures `result > 0`', location = 'src/a.ts:3:13', id = clause.id, code = ["size('')"] } = changes;
  const problem = { problem: 'violation', message, clause: 'result > 0', id, location, subject: 'size', blame: { party: 'callee', reason: 'did not keep its promise' }, values: [], wasSwallowed: false } as const;
  return { symbol: 'size', file, line: 5, clauses: [clause], counts: { accepted: 1, rejected: 0, threw: 0 }, duration: 1, seed: 1, verdict: { verdict: 'refuted', counterexample: { code, imports: [], seed: 1, problem } } };
}

describe('the place of a finding', () => {
  const { folder } = project({ 'packages/a/src/a.ts': '', 'packages/a/src/b.ts': '' });
  const file = `${folder}/packages/a/src/a.ts`;
  const placeOf = (location: string, root = folder): unknown => findingOf(refuted(file, { location }), root)?.place;

  test('is that of the clause, whose path begins at its package', () => {
    expect(placeOf('src/a.ts:3:13')).toEqual({ path: 'packages/a/src/a.ts', line: 3, column: 13 });
    expect(placeOf('src/b.ts:7:1')).toEqual({ path: 'packages/a/src/b.ts', line: 7, column: 1 });
    expect(placeOf('src/a.ts:3:13', `${folder}/packages/a`)).toEqual({ path: 'src/a.ts', line: 3, column: 13 });
  });

  test('is that of the subject, where the clause stands in no file of its package', () => {
    for (const location of ['', 'node_modules/bank/index.ts:1:1', 'src/none.ts:1:1', 'nonsense']) expect(placeOf(location)).toEqual({ path: 'packages/a/src/a.ts', line: 5 });
  });
});

test('GitHub reads what was escaped', () => {
  const report = refuted('/shop/src/a,b:100%.ts', { message: 'size: 100 %\r\n::error::no', location: '' });
  expect(githubAnnotations([report], '/shop')).toBe("::error file=src/a%2Cb%3A100%25.ts,line=5,title=A promise is broken%3A size::size: 100 %25%0D%0A::error::no%0A%0Asize('');\n");
  expect(githubAnnotations([report], '/shop/src', '/shop')).toContain('file=src/a%2Cb%3A100%25.ts,');
  expect(githubAnnotations([{ ...report, verdict: { verdict: 'passed', runs: 3 } }], '/shop')).toBe('');
});

test('JUnit is well formed whatever a message holds', () => {
  const odd = 'a\u0000b\u001b[31m & <c> "d" ]]> \ud800 \uffff';
  const report = refuted('/shop/src/<a> & "b".ts', { message: odd, location: '' });
  const text = junitDocument([report, { ...report, verdict: { verdict: 'error', reason: odd } }, { ...report, verdict: { verdict: 'skipped', reason: odd } }], '/shop');
  const [suite] = parseXml(text).children;
  const shown = 'a\\u0000b\\u001b[31m & <c> "d" ]]> \\ud800 \\uffff';
  expect(suite?.attributes['name']).toBe('src/<a> & "b".ts');
  expect(suite?.children.map(({ children: [child] }) => child?.name)).toEqual(['failure', 'error', 'skipped']);
  expect(suite?.children[0]?.children[0]?.attributes['message']).toBe(`size: ${shown}`);
  expect(suite?.children[0]?.children[0]?.text).toContain(shown);
  expect(suite?.children[2]?.children[1]?.text).toContain(shown);
});

test('JUnit says where small inputs alone were tried', () => {
  const beyond = { reason: 'it did not come to an end within 20 s', call: 'sumTo(2147483647)' };
  const text = junitDocument([{ ...refuted('/shop/src/a.ts'), verdict: { verdict: 'passed', runs: 3 }, beyond }], '/shop');
  expect(text).toContain('with small inputs alone: with others, it did not come to an end within 20 s, at the last of these calls:\n  sumTo(2147483647)');
});

test('what only NaN breaks is a note, and nothing that fails', () => {
  const { verdict, ...report } = refuted('/shop/src/a.ts', { location: '', code: ['size(NaN)'] });
  const nonFinite = { number: 'NaN', remedy: '@requires `!Number.isNaN(n)`', counterexample: (verdict as Extract<Report['verdict'], { verdict: 'refuted' }>).counterexample };
  const reports: Report[] = [{ ...report, verdict: { verdict: 'passed', runs: 3 }, nonFinite }];
  expect(exitCodeOf(reports)).toBe(0);
  expect(printReports(reports, { root: '/shop', paint: (_, text) => text })).toContain('size  passed(3), without NaN\n      without NaN: it alone');
  expect(githubAnnotations(reports, '/shop')).toMatch(/^::notice file=src\/a\.ts,line=5,.*size\(NaN\);\n$/);
  expect(sarifLog(reports, '/shop', '1.2.3').runs[0]?.results?.[0]).toMatchObject({ ruleId: 'only-not-finite', level: 'note' });
  const [suite] = parseXml(junitDocument(reports, '/shop')).children;
  expect(suite?.children[0]?.children.map(({ name, text }) => [name, text])).toEqual([['system-out', expect.stringContaining('Add @requires `!Number.isNaN(n)`')]]);
});

test('SARIF has URIs, and a fingerprint that does not move with lines', () => {
  const of = (report: Report): NonNullable<ReturnType<typeof sarifLog>['runs'][number]['results']>[number] | undefined => sarifLog([report], '/shop', '1.2.3').runs[0]?.results?.[0];
  const first = of(refuted('/shop/src/a b#%.ts', { location: '' }));
  expect(first?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({ uri: 'src/a%20b%23%25.ts', uriBaseId: '%SRCROOT%' });
  expect(of(refuted('/other/a.ts', { location: '' }))?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({ uri: 'file:///other/a.ts' });
  expect(of({ ...refuted('/shop/src/a b#%.ts', { location: '' }), line: 9 })?.partialFingerprints).toEqual(first?.partialFingerprints);
  expect(of(refuted('/shop/src/a b#%.ts', { location: '', id: '0000000z' }))?.partialFingerprints).not.toEqual(first?.partialFingerprints);
});
