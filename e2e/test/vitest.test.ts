/** Vitest with the set-up of its page, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOnPage } from './host-pages.ts';
import { manifest, packageFolder, project } from './project.ts';
import { startWatch } from './watching.ts';

const half = `/**
 * Half of a number.
 *
 * @requires \`n % 2 === 0\`: an even number
 * @ensures \`result * 2 === n\`
 */
export function half(n: number): number {
  return n > 100 ? n : n / 2;
}

export function quarter(n: number): number {
  try {
    return half(half(n));
  } catch {
    return 0;
  }
}
`;

const box = `import type { Counted } from './counted.js';

/** @invariant \`this.size < 10\`: it is small */
export class Box implements Counted {
  size = 0;

  add(by: number): number {
    if (by > 0) this.size += by;
    return this.size;
  }
}
`;

const counted = `export interface Counted {
  /** @requires \`by > 0\` */
  add(by: number): number;
}
`;

const files = { 'package.json': manifest, 'src/half.ts': half, 'src/box.ts': box, 'src/counted.ts': counted };

interface Results {
  readonly status: number | null;
  readonly output: string;
  /** The state of each test by name; with what it failed. */
  readonly tests: Readonly<Record<string, string>>;
  readonly read: (path: string) => string;
}

interface Run {
  readonly name: string;
  readonly tests: string;
  /** The options of the plugin, as they are written. */
  readonly options?: string;
  /** What else stands in `defineConfig`. */
  readonly config?: string;
  /** What else is said on the command line. */
  readonly flags?: readonly string[];
  /** What else the configuration imports. */
  readonly imports?: string;
  readonly files?: Readonly<Record<string, string | object>>;
}

function runVitest({ name, tests, options = '', config = '', imports = '', flags = [], files: others = {} }: Run): Results {
  const configured = Object.fromEntries(Object.entries(filesOnPage('vitest')).map(([path, text]) => [path, imports + text.replace('proviso()', `proviso(${options})`).replace('defineConfig({', `defineConfig({\n  ${config}`)]));
  const made = project(`vitest-${name}`, { ...files, ...configured, ...others, 'test/shop.test.ts': tests });
  const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(packageFolder('vitest'), 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', '--outputFile=results.json', ...flags], { cwd: made.folder, encoding: 'utf8', env: { ...env, NO_COLOR: '1' } });
  const { testResults } = JSON.parse(existsSync(join(made.folder, 'results.json')) ? made.read('results.json') : '{ "testResults": [] }') as { testResults: { message: string; assertionResults: { title: string; status: string; failureMessages: string[] }[] }[] };
  const found = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title, status: state, failureMessages: [message = ''] }) => [title, state === 'passed' ? 'passed' : message.split(/\n {4}at /, 1)[0] ?? '']));
  return { status, output: `${stdout}${stderr}`.replaceAll(`${made.folder}/`, ''), tests: Object.fromEntries(found) as Record<string, string>, read: made.read };
}

const head = "import { expect, test, vi } from 'vitest';\nimport { setTimeout } from 'node:timers/promises';\nimport { half, quarter } from '../src/half.js';\nimport { Box } from '../src/box.js';\n";

test('a violation fails its test, with the clause, the values and the line of the clause', () => {
  const { status, output, tests } = runVitest({
    name: 'enforced',
    tests: `${head}
test('holds', () => { expect(half(4)).toBe(2); });
test('breaks', () => { expect(half(400)).toBe(200); });
test('breaks what it inherits', () => { new Box().add(-1); });
`,
  });
  expect(status).toBe(1);
  expect(tests).toEqual({
    holds: 'passed',
    breaks: 'ContractViolationError: half ensures `result * 2 === n`\n  result * 2 = 800, result = 400, n = 400\n  at src/half.ts:5:14; blame: the callee',
    'breaks what it inherits': 'ContractViolationError: Box.add requires `by > 0`\n  by = -1\n  at src/counted.ts:2:18, inherited from Counted.add; blame: the caller',
  });
  expect(output).toContain(' ❯ half src/half.ts:5:14');
});

test('mistakes in contracts fail the file, each with its place', () => {
  const { status, output } = runVitest({ name: 'mistake', tests: `${head}test('holds', () => { half(4); });\n`, files: { 'src/half.ts': half.replace('=== 0', '===').replace('=== n', '===') } });
  expect(status).toBe(1);
  expect(output).toMatch(/Error: src\/half\.ts:4:\d+ TS97001: /);
  expect(output).toMatch(/^src\/half\.ts:5:\d+ TS97001: /m);
});

const swallowing = `${head}import { allowViolations } from '@proviso/unplugin/violations';
test('swallows', () => { expect(quarter(6)).toBe(0); });
test('expects', () => { expect(() => half(3)).toThrow('even'); });
test('expects none', () => { expect(() => half(4)).not.toThrow(); });
test('expects later', async () => { await expect((async () => half(3))()).rejects.toThrow('even'); });
test('hands over', () => {
  let caught: unknown;
  try { half(3); } catch (error) { caught = new Error('wrapped', { cause: error }); }
  expect(caught).toBeInstanceOf(Error);
});
test('allows', () => { allowViolations(); expect(quarter(6)).toBe(0); });
test('fails as it says', { fails: true }, () => { half(3); });
test('has no part in it', () => { expect(1).toBe(1); });
test('looks at its text', () => {
  let message = '';
  try { half(3); } catch (error) { message = (error as Error).message; }
  expect(message).toContain('even');
});
test('collects', () => {
  const report = vi.fn();
  const errors: unknown[] = [];
  try { half(3); } catch (error) { report(error); }
  try { half(5); } catch (error) { errors.push({ error }); }
  expect(report).toHaveBeenCalledOnce();
  expect(errors).toHaveLength(1);
});
test('waits until it holds', async () => {
  let n = 3;
  await expect.poll(() => half(n++)).toBe(2);
  n = 5;
  await expect.poll(async () => half(n++)).toBe(3);
  n = 7;
  await vi.waitFor(() => half(n++));
});
test('has a matcher of its own', () => {
  expect.extend({ toThrowIt(f: () => unknown) { try { f(); return { pass: false, message: () => 'none' }; } catch { return { pass: true, message: () => 'one' }; } } });
  (expect(() => half(3)) as unknown as { toThrowIt(): void }).toThrowIt();
});
`;

describe('a violation that the tested code caught', () => {
  test('fails the test, unless the test saw it', () => {
    const { status, tests } = runVitest({ name: 'swallowed', tests: swallowing });
    expect(status).toBe(1);
    const { swallows = '', ...others } = tests;
    expect(swallows).toContain('SwallowedViolation: A contract was violated, and the tested code caught the error:\n\nhalf requires `n % 2 === 0`: an even number\n  n % 2 = 1, n = 3\n');
    expect(swallows, 'the entry that has it').toContain('call `allowViolations()` of @proviso/unplugin/violations in the test');
    expect([...new Set(Object.values(others))]).toEqual(['passed']);
  });

  test('is seen by assertions of Node itself too, whose failures begin with the line of the test', () => {
    const { status, tests, output } = runVitest({
      name: 'node-assert',
      tests: `import assert from 'node:assert/strict';
import { rejects, throws } from 'node:assert';
${head}
test('throws', () => { assert.throws(() => half(3), /even/); });
test('throws by name', () => { throws(() => half(3), Error); });
test('rejects', async () => { await rejects(async () => half(3), { name: 'ContractViolationError' }); });
test('rejects a promise', async () => { await assert.rejects((async () => half(3))(), /even/); });
test('matches its text', () => { try { half(3); } catch (error) { assert.match((error as Error).message, /even/); } });
test('swallows', () => { assert.equal(quarter(6), 0); });
test('compares', () => { assert.equal(half(4), 3); });
test('has a condition', () => { assert(half(4) === 3); });
`,
    });
    expect(status).toBe(1);
    const { swallows, compares, 'has a condition': condition, ...others } = tests;
    expect([...new Set(Object.values(others))]).toEqual(['passed']);
    expect(swallows).toContain('SwallowedViolation: A contract was violated');
    expect(compares).toContain('2 !== 3');
    expect(output).toMatch(/2 !== 3\n[^❯]*❯ test\/shop\.test\.ts:/);
    expect(condition).toContain('AssertionError');
    expect(output).not.toContain('vitest-setup');
  });

  test('is only warned of, or left alone, where an option says so', () => {
    const warned = runVitest({ name: 'warned', tests: swallowing, options: "{ swallowed: 'warn' }" });
    expect(warned.status).toBe(0);
    expect(warned.output).toContain('SwallowedViolation: A contract was violated');
    const ignored = runVitest({ name: 'ignored', tests: swallowing, options: "{ swallowed: 'ignore' }" });
    expect(ignored.output).not.toContain('SwallowedViolation');
    expect(ignored.tests).toMatchObject({ swallows: 'passed' });
  });

  test('leaves inline snapshots to Vitest, and has seen what they show', () => {
    const { status, tests, read } = runVitest({
      name: 'inline-snapshots',
      flags: ['-u'],
      tests: `${head}
test('one', () => { expect(half(2)).toMatchInlineSnapshot(\`1\`); });
test('two', () => { expect(half(4)).toMatchInlineSnapshot(\`2\`); });
test('thrown', () => { expect(() => half(3)).toThrowErrorMatchingInlineSnapshot(); });
test('rejected', async () => { await expect((async () => half(5))()).rejects.toThrowErrorMatchingInlineSnapshot(); });
test('new', () => { expect(half(6)).toMatchInlineSnapshot(); });
`,
    });
    expect([...new Set(Object.values(tests))]).toEqual(['passed']);
    expect(status).toBe(0);
    const written = read('test/shop.test.ts');
    expect(written).toContain('expect(half(6)).toMatchInlineSnapshot(`3`)');
    expect(written).toMatch(/half\(3\)\)\.toThrowErrorMatchingInlineSnapshot\(\s*`\s*\[ContractViolationError: half requires/);
    expect(written).toMatch(/rejects\.toThrowErrorMatchingInlineSnapshot\(\s*`\s*\[ContractViolationError: half requires/);
  });

  test('outside of any test, or of several at a time, fails the file', () => {
    const { status, output, tests } = runVitest({
      name: 'outside',
      tests: `${head}
test.concurrent('one', async () => { await setTimeout(20); quarter(6); await setTimeout(20); });
test.concurrent('other', async () => { await setTimeout(50); });
`,
    });
    expect(status).toBe(1);
    expect(tests).toEqual({ one: 'passed', other: 'passed' });
    expect(output).toContain('SwallowedViolation: A contract was violated');
  });

  test('an option that does not exist', () => {
    const { status, output } = runVitest({ name: 'option', tests: swallowing, options: "{ swallowed: 'no' }" });
    expect(status).toBe(1);
    expect(output).toContain('`swallowed` of @proviso/unplugin/vitest is `fail`, `warn` or `ignore`; "no" is not.');
    const { output: misspelt } = runVitest({ name: 'option-name', tests: swallowing, options: "{ swalowed: 'warn' }" });
    expect(misspelt).toContain('`swalowed` is not an option of @proviso/unplugin/vitest. Its options are `swallowed`, `profile`, `include` and `exclude`.');
  });
});

test('a run ends with the summary line, and a failed assertion with the frame of the test', () => {
  const { output } = runVitest({ name: 'summary', tests: `${head}\ntest('fails', () => { expect(half(new Box().add(4))).toBe(3); });\n` });
  expect(output).toContain('proviso enforce: 4 clauses enforced, 0 observed, 0 ignored, 0 not yet supported\n');
  expect(output).toContain(' ❯ test/shop.test.ts:6:');
  expect(output).not.toContain('vitest-setup');
});

test('include that matches no file is said', () => {
  const { output } = runVitest({ name: 'include', tests: `${head}\ntest('holds', () => { half(4); });\n`, options: "{ include: 'source/**' }" });
  expect(output).toContain('proviso enforce: nothing is checked, since `include` matches no file of this build: `source/**`, below ');
});

test('modules that Vitest keeps on the disk have no contract of before', () => {
  const run = (counted: string): Results => runVitest({
    name: 'kept', config: "test: { experimental: { fsModuleCache: true, fsModuleCachePath: '../vitest-kept-modules' } },",
    tests: `${head}\ntest('adds', () => { new Box().add(5); });\n`, files: { 'src/counted.ts': counted },
  });
  const counted = files['src/counted.ts'];
  expect(run(counted).tests).toEqual({ adds: 'passed' });
  expect(run(counted.replace('by > 0', 'by > 7')).tests['adds']).toContain('Box.add requires `by > 7`');
});

test('in a watch tests run again for a contract that their modules inherit, and for a mended one', async (context) => {
  const { folder } = project('vitest-watch', { ...files, ...filesOnPage('vitest'), 'test/shop.test.ts': `${head}\ntest('adds', () => { new Box().add(5); });\n` });
  const { change, until, said } = startWatch(context, folder, [process.execPath, join(packageFolder('vitest'), 'vitest.mjs'), '--watch']);
  await until('a first run', () => said().includes('1 passed') && said().includes('Waiting for file changes'));
  await change('src/counted.ts', 'by > 0', 'by > 7');
  await until('the violation', () => said().includes('Box.add requires `by > 7`') && said().includes('Watching for file changes'));
  await change('src/counted.ts', 'by > 7', 'by >');
  await until('the mistake', () => said().includes('TS97001') && said().includes('Watching for file changes'));
  await change('src/counted.ts', 'by >`', 'by > 2`');
  await until('what was mended', () => said().includes('1 passed'));
});

test('in a watch tests run again for a contract of a class that a module imports and extends', async (context) => {
  const { folder } = project('vitest-watch-class', {
    ...files, ...filesOnPage('vitest'),
    'src/base.ts': 'export class Base {\n  /** @requires `by > 0` */\n  add(by: number): number {\n    return by;\n  }\n}\n',
    'src/own.ts': "import { Base } from './base.js';\nexport class Own extends Base {\n  override add(by: number): number {\n    return 2 * by;\n  }\n}\n",
    'test/own.test.ts': "import { test } from 'vitest';\nimport { Own } from '../src/own.js';\ntest('adds', () => { new Own().add(5); });\n",
  });
  const { change, until, said } = startWatch(context, folder, [process.execPath, join(packageFolder('vitest'), 'vitest.mjs'), '--watch']);
  await until('a first run', () => said().includes('1 passed') && said().includes('Waiting for file changes'));
  await change('src/base.ts', 'by > 0', 'by > 7');
  await until('the violation', () => said().includes('Own.add requires `by > 7`') && said().includes('Watching for file changes'));
  await change('src/base.ts', 'by > 7', 'by > 2');
  await until('what was mended', () => said().includes('1 passed'));
});

test('in an environment of pages an interface that is not there is warned of', () => {
  const { status, output } = runVitest({
    name: 'client', config: "test: { environment: './client.mjs' },",
    tests: `${head}\ntest('adds', () => { new Box().add(5); });\n`,
    files: { 'client.mjs': "export default { name: 'client', viteEnvironment: 'client', setup: () => ({ teardown() {} }) };\n", 'src/box.ts': box.replace('./counted.js', './gone.js') },
  });
  expect(output).toContain('`./gone.js` leads nowhere');
  expect(status, output).toBe(0);
});

describe.each(['v8', 'istanbul'])('coverage by %s', (provider) => {
  const coverage = (name: string, options: string, sources: Readonly<Record<string, string>> = {}): unknown => {
    const { status, output, read } = runVitest({
      name: `coverage-${provider}-${name}`, options, files: sources,
      config: `test: { coverage: { enabled: true, provider: '${provider}', reporter: 'json-summary', include: ['src/**'] } },`,
      tests: `${head}\ntest('some', () => { half(4); new Box().add(2); });\n`,
    });
    expect(status, output).toBe(0);
    return Object.entries(JSON.parse(read('coverage/coverage-summary.json')) as object).map(([path, counts]) => [path.split('/').at(-1), counts as unknown]);
  };

  test('has no statement, branch or function of a check', () => {
    expect(coverage('enforce', '')).toEqual(coverage('free', "{ exclude: '**/*' }"));
  });

  test('has neither branches of clauses nor clauses in bodies, and all that is written besides', () => {
    const call = '  invariant(by > 0 && by < 9);\n';
    const range = `import { invariant } from '@proviso/runtime';

/** @invariant \`this.low >= 0 && this.low <= this.high\` */
export class Range {
  low = 0;
  size = this.low + 1;
  constructor(readonly high = 3) {}
}

export const pair = (low: number, high: number) => ({ low, high });

/** @requires \`n > 0 && n < 9 || n === 10\` */
export const double = (n: number) => n * 2;

/** @ensures \`(result ?? 0) >= 0\` */
export function sum(n: number): number {
  let all = 0;
  for (let by = 1; by < n; by++) {
${call}    all += by > 2 ? by : 1;
  }
  return new Range(n).high > 2 ? all : pair(n, n).low;
}

sum(double(2));
`;
    const enforced = coverage('clauses', '', { 'src/half.ts': `import './range.js';\n${half}`, 'src/range.ts': range });
    const free = coverage('no-clauses', "{ exclude: '**/*' }", { 'src/half.ts': `import './range.js';\n${half}`, 'src/range.ts': range.replace(call, '').replace(/^import.*\n/, '') });
    expect(enforced).toEqual(free);
  });
});

test('each project of a workspace', () => {
  const { status, tests } = runVitest({
    name: 'workspace',
    config: "test: { projects: [{ extends: true, test: { name: 'one' } }, { extends: true, test: { name: 'two', environment: 'node' } }] },",
    tests: `${head}test('breaks', () => { expect(half(400)).toBe(200); });\n`,
  });
  expect(status).toBe(1);
  expect(tests['breaks']).toContain('ContractViolationError: half ensures');
});

test('contracts as tests: the modules of the test itself, which only Vitest can load', () => {
  const { status, tests } = runVitest({
    name: 'contract-test',
    tests: "import { contractTest } from '@proviso/testing/vitest';\nimport { Box } from '../src/box.js';\nimport { half } from '../src/half.js';\n\ncontractTest(half);\ncontractTest(Box);\n",
    files: { 'tsconfig.json': { compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, types: [] } } },
  });
  expect(status).toBe(1);
  expect(tests['half keeps its contract']).toContain('half: refuted by\n\n  half(');
  expect(tests['Box keeps its contract']).toContain('Box keeps `this.size < 10`');
});

test('the page shows what a failed test prints', () => {
  expect(readFileSync(new URL('../../docs/hosts/vitest.md', import.meta.url), 'utf8')).toContain('ContractViolationError: half ensures `result * 2 === n`\n  result * 2 = 800, result = 400, n = 400\n  at src/half.ts:5:14; blame: the callee\n ❯ half src/half.ts:5:14');
});

const chromium = '/usr/bin/chromium';

test.skipIf(!existsSync(chromium))('in a browser too', () => {
  const { status, tests } = runVitest({
    name: 'browser',
    tests: swallowing.replace(/^.*node:timers.*\n/m, ''),
    config: `test: { browser: { enabled: true, headless: true, screenshotFailures: false, provider: playwright({ launchOptions: { executablePath: '${chromium}', args: ['--no-sandbox'] } }), instances: [{ browser: 'chromium' }] } },`,
    imports: "import { playwright } from '@vitest/browser-playwright';\n",
  });
  expect(status).toBe(1);
  const { swallows = '', ...others } = tests;
  expect(swallows).toContain('SwallowedViolation: A contract was violated');
  expect([...new Set(Object.values(others))]).toEqual(['passed']);
});
