/** What `proviso check` writes for other tools. */
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import type { Log } from 'sarif';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CheckDocument } from '../src/report/json.ts';
import { everyVerdict } from './every-verdict.ts';
import { manifest, project, tsconfig, type Project, type Ran } from './project.ts';
import { parseXml, type Element } from './parse-xml.ts';

let shop: Project;
let ran: Ran;
let document: CheckDocument;

beforeAll(() => {
  shop = project({ 'package.json': manifest, 'tsconfig.json': tsconfig, 'src/shop.ts': everyVerdict });
  ran = shop.proviso(['check', '--json', '--runs', '50', '--sarif', 'out/check.sarif', '--junit', 'out/check.xml'], { GITHUB_ACTIONS: 'true' });
  document = JSON.parse(ran.stdout) as CheckDocument;
});

test('the source gets every verdict', () => {
  expect(ran.status).toBe(1);
  expect(document.results.map(({ symbol, verdict }) => `${symbol} ${verdict}`)).toEqual([
    'longer passed', 'toggle exhaustive', 'withdraw refuted', 'next refuted', 'odd starved', 'never vacuous', 'hidden skipped', 'ends error',
  ]);
});

describe('--json', () => {
  const schema = JSON.parse(readFileSync(new URL('../check.schema.json', import.meta.url), 'utf8')) as object;
  const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(schema);

  test('fits the schema that is published', () => {
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.stringify(document)).not.toContain(shop.folder);
  });

  test('a list has a schema of its own', () => {
    const list = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(readFileSync(new URL('../list.schema.json', import.meta.url), 'utf8')) as object);
    const { stdout } = shop.proviso(['check', '--list', '--json']);
    expect(list(JSON.parse(stdout)), JSON.stringify(list.errors)).toBe(true);
    expect((JSON.parse(stdout) as { subjects: object[] }).subjects).toContainEqual({ symbol: 'toggle', file: 'src/shop.ts', line: expect.any(Number) as number, clauses: 1 });
  });

  test('no verdict fits with the details of another', () => {
    const [passed, ...others] = document.results;
    for (const { verdict } of others.filter((each) => each.verdict !== 'exhaustive')) {
      expect(validate({ version: 1, results: [{ ...passed, verdict }] }), verdict).toBe(false);
    }
    expect(validate({ ...document, version: 2 })).toBe(false);
  });
});

describe('--sarif', () => {
  let log: Log;
  beforeAll(() => {
    log = JSON.parse(shop.read('out/check.sarif')) as Log;
  });

  test('has a result for what is not as promised, at the clause', () => {
    const { results = [] } = log.runs[0] ?? {};
    expect(results.map(({ ruleId, level, locations }) => [ruleId, level, locations?.[0]?.physicalLocation?.region])).toEqual([
      ['broken-promise', 'error', { startLine: 13, startColumn: 14 }],
      ['impure-function', 'error', { startLine: 18 }],
      ['starved-contract', 'warning', { startLine: 21, startColumn: 4 }],
      ['vacuous-contract', 'warning', { startLine: 27, startColumn: 5 }],
      ['check-ended', 'error', { startLine: 35 }],
    ]);
    expect(new Set(results.map(({ locations }) => JSON.stringify(locations?.[0]?.physicalLocation?.artifactLocation)))).toEqual(new Set(['{"uri":"src/shop.ts","uriBaseId":"%SRCROOT%"}']));
  });

  test('tells the counterexample, and what it broke', () => {
    const [broken] = log.runs[0]?.results ?? [];
    expect(broken?.message.text).toContain('withdraw ensures `result < balance`');
    expect(broken?.message.text).toMatch(/withdraw\(\d+, \d+\);$/);
    const result = document.results.find(({ symbol }) => symbol === 'withdraw');
    expect(broken?.partialFingerprints).toEqual({ 'clause/v1': `withdraw:${result?.clauses[1]?.id}` });
  });

  test('has a rule for each result, with help', () => {
    const { results = [], tool } = log.runs[0] ?? {};
    const rules = tool?.driver.rules ?? [];
    for (const { ruleId, ruleIndex = -1 } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    for (const rule of rules) expect([rule.shortDescription?.text, rule.help?.text, rule.defaultConfiguration?.level].every(Boolean)).toBe(true);
    expect([log.version, log.$schema]).toEqual(['2.1.0', 'https://json.schemastore.org/sarif-2.1.0.json']);
  });
});

test('--junit has a test case for each subject, and none passes that was not judged', () => {
  const root = parseXml(shop.read('out/check.xml'));
  const [suite] = root.children;
  expect([root.name, suite?.name, suite?.attributes['name']]).toEqual(['testsuites', 'testsuite', 'src/shop.ts']);
  expect(root.attributes).toMatchObject({ tests: '8', failures: '2', errors: '1', skipped: '3' });
  const stateOf = ({ attributes, children }: Element): string => `${attributes['name']} ${children.map(({ name }) => name).join(' ')}`.trim();
  expect(suite?.children.map(stateOf)).toEqual(['longer', 'toggle', 'withdraw failure', 'next failure', 'odd skipped system-out', 'never skipped system-out', 'hidden skipped system-out', 'ends error']);
  expect(suite?.children[2]?.children[0]?.text).toMatch(/result = \d+, balance = \d+\n[^]*withdraw\(\d+, \d+\);/);
});

test('annotations of GitHub go to stderr beside --json, with what GitHub reads escaped', () => {
  const lines = ran.stderr.split('\n').filter((line) => line.startsWith('::'));
  expect(lines.map((line) => line.split('::')[1])).toEqual([
    'error file=src/shop.ts,line=13,col=14,title=A promise is broken%3A withdraw',
    'error file=src/shop.ts,line=18,title=A pure function has an effect%3A next',
    'warning file=src/shop.ts,line=21,col=4,title=Hardly any input meets the preconditions%3A odd',
    'warning file=src/shop.ts,line=27,col=5,title=A clause says nothing%3A never',
    'error file=src/shop.ts,line=35,title=A check did not come to its end%3A ends',
  ]);
  expect(lines[0]).toContain('withdraw ensures `result < balance`%0A');
});

test('annotations stand below the report where people read it, and their paths begin at the workspace', () => {
  const { stdout, stderr } = shop.proviso(['check', 'toggle', 'next'], { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: shop.folder.slice(0, shop.folder.lastIndexOf('/')) });
  expect(stdout).toMatch(/\n2 checked: 1 refuted, 1 exhaustive\n::error file=proviso-cli-\d+-\d+\/src\/shop\.ts,line=18,/);
  expect(stderr).toBe('');
});

test('a file that cannot be written is an error, and takes the report from nobody', () => {
  shop.write('taken', '');
  const { status, stdout, stderr } = shop.proviso(['check', 'toggle', '--sarif', 'taken/check.sarif']);
  expect(status).toBe(2);
  expect(stdout).toContain('exhaustive(2)');
  expect(stderr).toMatch(/^proviso: taken\/check\.sarif cannot be written: /);
});
