/** `proviso check` as its users run it: the built command, in a child process, over a project with every verdict. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { CheckDocument, CheckResult } from '../src/report/json.ts';

const project = fileURLToPath(new URL('fixtures/verdicts', import.meta.url));
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

// Each run opens a project and starts processes: a busy machine takes its time, and that is no failure.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** Runs the command. */
function proviso(...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { cwd: project, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', CI: '1' } });
  return { status, stdout, stderr };
}

function resultsOf(...args: string[]): ReadonlyMap<string, CheckResult> {
  const { stdout, stderr } = proviso('check', '--json', '--no-cache', ...args);
  expect(stderr).toBe('');
  const { results } = JSON.parse(stdout) as CheckDocument;
  return new Map(results.map((result) => [result.symbol, result]));
}

interface Broken {
  readonly counterexample: { readonly code: readonly string[]; readonly problem: { readonly problem: string; readonly message: string; readonly wasSwallowed?: boolean; readonly clause?: string } };
}

describe('promises that are kept', () => {
  let results: ReadonlyMap<string, CheckResult>;
  beforeAll(() => {
    results = resultsOf('src/kept.ts');
  });

  test.each([
    ['toggle', 'exhaustive', 2],
    ['factorial', 'exhaustive', 22],
    ['half', 'passed'],
    ['at', 'passed'],
    ['unique', 'passed'],
    ['root', 'passed'],
    ['domainOf', 'passed'],
    ['add', 'passed'],
    ['Account', 'passed'],
    ['Account.deposit', 'passed'],
    ['Account.withdraw', 'passed'],
    ['Shelf.put', 'passed'],
    ['Shelf.take', 'passed'],
    ['Account.empty', 'exhaustive', 1],
    ['balanceOf', 'passed'],
  ])('%s: %s', (symbol, verdict, runs?: number) => {
    const result = results.get(symbol) ?? results.get(`api.${symbol}`);
    expect(result).toMatchObject({ verdict, details: { runs: runs ?? (expect.any(Number) as number) } });
    if (runs === undefined) expect((result?.details as { runs: number }).runs).toBeGreaterThan(40);
  });

  test('what is private is called by its class alone', () => expect([...results.keys()].filter((symbol) => symbol.startsWith('Shelf'))).toEqual(['Shelf.put', 'Shelf.take']));
});

describe('promises that are broken', () => {
  let results: ReadonlyMap<string, CheckResult>;
  beforeAll(() => {
    results = resultsOf('src/broken.ts');
  });

  test.each([
    ['limited', ['limited(50)'], 'result < 50'],
    ['copied', ['copied([0, 0, 0])'], 'result.length === xs.length'],
    ['root', ['root(0)'], 'n < 0'],
    ['callsOthers', ['callsOthers(-1)'], 'Number.isInteger(n) && n >= 0 && n <= 20'],
    ['later', ["await later(['', '', ''])"], 'result === xs.length'],
    ['Counter.up', ['const counter = new Counter()', 'counter.up()', 'counter.up()', 'counter.up()', 'counter.up()'], 'this.n <= 3'],
  ])('%s is refuted by the smallest input', (symbol, code, clause) => {
    const { verdict, details } = results.get(symbol) ?? {};
    expect(verdict).toBe('refuted');
    expect((details as unknown as Broken).counterexample).toMatchObject({ code, problem: { problem: 'violation', clause } });
  });

  test('an argument that a pure function changes', () => {
    const { counterexample } = results.get('sorted')?.details as unknown as Broken;
    expect(counterexample.code).toEqual([expect.stringMatching(/^sorted\(\[.+, .+\]\)$/)]);
    expect(counterexample.problem.message).toMatch(/xs\[0\]|first argument/);
  });

  test('a pure function that gives another result', () => {
    const { counterexample } = results.get('counted')?.details as unknown as Broken;
    expect(counterexample.problem).toMatchObject({ problem: 'impure', message: expect.stringContaining('another result the second time') as string });
  });

  test('a violation that the code caught', () => {
    const { counterexample } = results.get('swallows')?.details as unknown as Broken;
    expect(counterexample.problem).toMatchObject({ problem: 'violation', wasSwallowed: true });
  });

  test('an invariant is the class\'s, whichever member breaks it', () => {
    expect(results.get('Counter')).toMatchObject({ verdict: 'refuted' });
    expect(results.get('Box')).toMatchObject({ verdict: 'refuted', details: { counterexample: { code: ['const box = new Box()', "box.put('')", "box.put('')"] } } });
  });

  test('a member that is not at fault is not blamed', () => expect(results.get('Counter.read')).toMatchObject({ verdict: 'passed' }));

  test.each([
    ['values', '[...values(0)]', 'value > 0'],
    ['special', 'special(7)', 'result !== 14'],
  ])('%s', (symbol, code, clause) => {
    expect(results.get(symbol)?.details).toMatchObject({ counterexample: { code: [code], problem: { clause } } });
  });

  test('an anonymous default export has a name in the code', () => {
    const anonymous = [...results.values()].find(({ symbol }) => /default/.test(symbol));
    expect(anonymous).toMatchObject({ verdict: 'refuted', details: { counterexample: { code: ['subject(false)'], imports: [{ name: 'subject', exported: 'default' }] } } });
  });
});

const neither: readonly (readonly [symbol: string, verdict: string, details: object])[] = [
  ['starving', 'starved', { runs: 0, clause: { text: '@requires `isSecret(text)`' } }],
  ['contradiction', 'vacuous', { why: expect.stringContaining('contradict') as string }],
  ['unreached', 'vacuous', { why: expect.stringContaining('no run reached the postcondition') as string, clause: { text: '@ensures `result > 0`' } }],
  ['endless', 'error', { reason: expect.stringContaining('within 5 s') as string, call: 'endless(true)' }],
  ['exits', 'error', { reason: 'it ended the process with code 3', call: 'exits(true)' }],
  ['greedy', 'error', { reason: 'it took more memory than it may have', call: 'greedy(true)' }],
  ['careless', 'error', { reason: expect.stringContaining('nobody looked') as string }],
  ['bottomless', 'error', { reason: 'it called itself until the stack was full', call: 'bottomless([0], 0)' }],
  ['deep', 'passed', {}],
  ['carelessLater', 'error', { reason: expect.stringContaining('nobody looked later') as string }],
  ['Careless.notify', 'error', { reason: expect.stringContaining('nobody looked at it') as string }],
  ['takesWeak', 'skipped', { reason: expect.stringContaining('WeakMap<object, number>') as string }],
];

describe('what is neither', () => {
  let results: ReadonlyMap<string, CheckResult>;
  beforeAll(() => {
    results = resultsOf(...neither.map(([symbol]) => symbol));
  });

  test.each(neither)('%s: %s', (symbol, verdict, details) => expect(results.get(symbol)).toMatchObject({ verdict, details }));
});

test('what takes too much with large inputs is judged by small ones, and that is said', () => {
  const results = resultsOf('sumTo', 'listOf', '--timeout=3');
  expect(results.get('sumTo')).toMatchObject({ verdict: 'passed', beyond: { reason: 'it did not come to an end within 3 s', call: expect.stringMatching(/^sumTo\(\d{8,}\)$/) as string } });
  expect(results.get('listOf')).toMatchObject({ verdict: 'refuted', details: { counterexample: { code: ['listOf(6)'] } } });
  expect(results.get('listOf')).not.toHaveProperty('beyond');
});

test('the same run gives the same results', () => {
  const strip = (results: ReadonlyMap<string, CheckResult>): unknown[] => [...results.values()].map(({ duration: _, ...result }) => result);
  expect(strip(resultsOf('limited', 'copied', 'half', '--jobs=1'))).toEqual(strip(resultsOf('limited', 'copied', 'half', '--jobs=2')));
});

test('another seed tries other inputs', () => {
  expect(resultsOf('half', '--seed=5').get('half')).toMatchObject({ verdict: 'passed', seed: 5 });
});

describe('the exit code', () => {
  test.each([
    ['0 where nothing is wrong', ['check', 'half'], 0],
    ['1 where a promise is broken', ['check', 'limited'], 1],
    ['1 where checking came to no end', ['check', 'exits'], 1],
    ['2 for what is not there', ['check', 'nowhere'], 2],
    ['2 for an option that is not there', ['check', '--rnus=3'], 2],
    ['2 for a number that is none', ['check', '--runs=many'], 2],
    ['2 for a tsconfig that is not there', ['check', '--project=other.json'], 2],
    ['2 for a command that is not there', ['chekc'], 2],
  ])('%s', (_, args, status) => {
    const result = proviso(...args);
    expect(result.status, result.stderr).toBe(status);
    if (status === 2) {
      expect(result.stderr).toMatch(/^proviso: /);
      expect(result.stderr).not.toMatch(/^\s+at /m);
    }
  });
});

test('a person reads it', () => {
  const { stdout } = proviso('check', '--no-cache', 'limited', 'half', 'contradiction');
  expect(stdout).toBe(`src/broken.ts
  ✗ limited        refuted

      limited(50);

      limited ensures \`result < 50\`
        result = 50
        at src/broken.ts:5:14; blame: the callee
      seed 1


src/kept.ts
  ✓ half           passed(250)

src/odd.ts
  ! contradiction  vacuous: no input meets the preconditions: they contradict each other
      @requires \`n > 5 && n < 3\`
      at src/odd.ts:15:5

3 checked: 1 refuted, 1 vacuous, 1 passed
`);
});
