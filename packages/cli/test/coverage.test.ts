/** `proviso coverage` as its users run it: the built command over a project with tests of its own. */
import { Ajv } from 'ajv';
import { appendFileSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CoverageDocument } from '../src/coverage/covered.ts';
import { manifest, project, tsconfig, type Project, type Ran } from './project.ts';

const account = `import { assert } from '@proviso/runtime';

/** @invariant \`this.balance >= 0\` */
export class Account {
  balance = 0;

  /**
   * @requires \`amount > 0\`
   * @ensures \`this.balance === old(this.balance) + amount\`
   */
  deposit(amount: number): void {
    assert(amount !== 7);
    this.balance += amount;
  }

  /**
   * @requires \`amount > 0\`
   * @throws {RangeError} iff \`amount > this.balance\`
   * @ensures \`result >= 0\`
   */
  withdraw(amount: number): number {
    if (amount > this.balance) throw new RangeError('too much');
    this.balance -= amount;
    return this.balance;
  }

  /** @ensures \`result >= 0\` */
  get total(): number {
    return this.balance;
  }
}

/**
 * @requires \`n > 0\`
 * @ensures \`!isBig(n) || result > 10\`
 * @throws {RangeError} if \`n > 1000\`
 */
export function twice(n: number): number {
  return n * 2;
}

/** @pure */
export function isBig(n: number): boolean {
  return n > 10;
}

/** @requires \`n > 100\` */
export function huge(n: number): void {
  void n;
}

/** @ensures \`result\` */
export function wrong(on: boolean): boolean {
  return !on;
}

/** @ensures \`name(result).length > 0\` */
export function half(n: number): number {
  return n / 2;
}

/** @requires [axiom] \`n >= 0\` */
function name(n: number): string {
  if (n > 1) throw new Error('no name');
  return String(n);
}

/** @noContract any text will do */
export function say(text: string): void {
  void text;
}

export function bare(n: number): number {
  return n;
}

export const list = [1].map((n) => n);
`;

const tests = `import { expect, test } from 'vitest';
import { Account, half, huge, twice, wrong } from '../src/account.js';

test('deposit', () => {
  const account = new Account();
  account.deposit(5);
  account.deposit(6);
  expect(account.balance).toBe(11);
});
test('withdraw too much', () => expect(() => new Account().withdraw(1)).toThrow(RangeError));
test('twice', () => {
  expect(twice(2)).toBe(4);
  expect(() => twice(-1)).toThrow();
});
test('huge', () => expect(() => huge(1)).toThrow('huge requires'));
test('a violation that the test swallows', () => {
  try { wrong(true); } catch { /* nobody hears of it */ }
  wrong(false);
});
test('a clause that throws', () => expect(() => half(4)).toThrow('half ensures'));
`;

const files = {
  'package.json': { ...manifest, scripts: { test: 'vitest' } },
  'tsconfig.json': { ...tsconfig, include: ['src', 'test'] },
  'vitest.config.js': "import proviso from '@proviso/unplugin/vitest';\nexport default { plugins: [proviso({ swallowed: 'ignore' })] };\n",
  'src/account.ts': account,
  'src/unloaded.ts': '/** @requires `n > 0` */\nexport function unloaded(n: number): void {\n  void n;\n}\n',
  'test/account.test.ts': tests,
  'test/helper.ts': 'export function helper(n: number): number {\n  return n;\n}\n',
};

const counts = 'node_modules/.cache/proviso/coverage';
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(JSON.parse(readFileSync(new URL('../coverage.schema.json', import.meta.url), 'utf8')) as object);

function documentOf({ stdout }: Ran): CoverageDocument {
  const document = JSON.parse(stdout) as CoverageDocument;
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

describe('a project with Vitest', () => {
  let shop: Project;
  let ran: Ran;
  let document: CoverageDocument;

  beforeAll(() => {
    shop = project(files);
    ran = shop.proviso(['coverage', '--json', '--min-contracts', '90', '--min-clauses', '50']);
    document = documentOf(ran);
  });

  test('each clause is counted exactly', () => {
    const rows = document.clauses.map(({ owner, text, state, hint, unchecked, evaluated, held }) => [owner, text, hint ?? unchecked ?? state, evaluated, held]);
    expect(rows).toEqual([
      ['Account', '@invariant `this.balance >= 0`', 'exercised', 8, 8],
      ['Account.deposit', '@requires `amount > 0`', 'exercised', 2, 2],
      ['Account.deposit', '@ensures `this.balance === old(this.balance) + amount`', 'exercised', 2, 2],
      ['Account.deposit', 'assert() `amount !== 7`', 'exercised', 2, 2],
      ['Account.withdraw', '@requires `amount > 0`', 'exercised', 1, 1],
      ['Account.withdraw', '@throws {RangeError} iff `amount > this.balance`', 'exercised', 1, 1],
      ['Account.withdraw', '@ensures `result >= 0`', 'not-reached', 0, 0],
      ['Account.total', '@ensures `result >= 0`', 'not-called', 0, 0],
      ['twice', '@requires `n > 0`', 'exercised', 2, 1],
      ['twice', '@ensures `!isBig(n) || result > 10`', 'antecedent-never-true', 1, 1],
      ['twice', '@throws {RangeError} if `n > 1000`', 'never-thrown', 1, 0],
      ['isBig', '@pure', 'audit-only', 0, 0],
      ['huge', '@requires `n > 100`', 'never-held', 1, 0],
      ['wrong', '@ensures `result`', 'violated', 2, 1],
      ['half', '@ensures `name(result).length > 0`', 'not-reached', 0, 0],
      ['name', '@requires [axiom] `n >= 0`', 'axiom', 0, 0],
      ['unloaded', '@requires `n > 0`', 'not-called', 0, 0],
    ]);
  });

  test('each function that is exported, with its calls where they are counted', () => {
    expect(document.functions.map((each) => [each.name, each.exported, each.contract, each.calls])).toEqual([
      ['Account.deposit', true, 'stated', 2],
      ['Account.withdraw', true, 'stated', 1],
      ['Account.total', true, 'stated', 0],
      ['twice', true, 'stated', 2],
      ['isBig', true, 'stated', undefined],
      ['huge', true, 'stated', 1],
      ['wrong', true, 'stated', 2],
      ['half', true, 'stated', 1],
      ['name', false, 'stated', undefined],
      ['say', true, 'exempt', undefined],
      ['bare', true, 'none', undefined],
      ['unloaded', true, 'stated', 0],
    ]);
  });

  test('shares are of what is checked, and a threshold that is not met ends with 1', () => {
    const [only] = document.packages;
    expect(document.total).toEqual({ contracts: { total: 10, covered: 9, percent: 90, exempt: 1 }, clauses: { total: 15, covered: 10, percent: 66.6, unchecked: 2 } });
    expect(only).toEqual({ name: 'shop', folder: '.', counted: true, ...document.total });
    expect(document.thresholds).toEqual([{ of: 'contracts', min: 90, percent: 90, met: true }, { of: 'clauses', min: 50, percent: 66.6, met: true }]);
    expect(ran.status).toBe(0);
    const missed = shop.proviso(['coverage', '--no-run', '--min-clauses', '66.7']);
    expect([missed.status, missed.stderr]).toEqual([1, 'proviso: clauses are at 66.6 %, and at least 66.7 % are wanted\n']);
  });

  test('what the tests print goes to stderr', () => {
    expect(ran.stderr).toMatch(/^proviso: npm test\n/);
    expect(ran.stderr).toContain('6 passed');
  });

  test('people read what is missing, with its place', () => {
    const { stdout, stderr, status } = shop.proviso(['coverage', '--no-run']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatchSnapshot();
  });

  test('the configuration has thresholds too, and the command line goes before it', () => {
    shop.write('proviso.config.json', { coverage: { minContracts: 95.5, minClauses: 1 } });
    expect(shop.proviso(['coverage', '--no-run']).stderr).toBe('proviso: contracts are at 90 %, and at least 95.5 % are wanted\n');
    expect(shop.proviso(['coverage', '--no-run', '--min-contracts', '0']).status).toBe(0);
    shop.write('proviso.config.json', { coverage: { minClauses: 101 } });
    expect(shop.proviso(['coverage', '--no-run'])).toMatchObject({ status: 2, stdout: '', stderr: 'proviso: proviso.config.json: coverage.minClauses has to be a number from 0 to 100\n' });
    shop.write('proviso.config.json', {});
  });

  test('half a line is told of, and counted is what is whole', () => {
    const [name = ''] = readdirSync(join(shop.folder, counts)).filter((each) => each.startsWith('counts-'));
    appendFileSync(join(shop.folder, counts, name), '{"site":["');
    const { status, stdout, stderr } = shop.proviso(['coverage', '--no-run', '--json']);
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^proviso: a line of what was counted is not whole/)]);
    expect(documentOf({ status, stdout, stderr }).total).toEqual(document.total);
  });

  test('counts that are older than a source, or a test, are refused', () => {
    shop.write('src/other.ts', 'export const other = 1;\n');
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(shop.folder, 'test/account.test.ts'), later, later);
    expect(shop.proviso(['coverage', '--no-run'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^proviso: (src\/other|test\/account\.test)\.ts is newer than what was counted\. Leave out --no-run\n$/) as string });
    shop.write('src/account.ts', `\n${account}`);
    expect(shop.proviso(['coverage', '--no-run'])).toMatchObject({ status: 2, stderr: 'proviso: what was counted of src/account.ts is of another text than the file has: it changed since then. Leave out --no-run\n' });
  });
});

describe('a run of which nothing can be told ends with 2', () => {
  const source = { 'package.json': manifest, 'tsconfig.json': tsconfig, 'src/half.ts': '/** @requires `n > 0` */\nexport function half(n: number): number {\n  return n / 2;\n}\n', 'main.mjs': "import { half } from './src/half.ts';\nhalf(2);\n", 'none.mjs': "import './src/half.ts';\n" };
  const shop = project(source);
  const node = ['--', process.execPath, '--import', '@proviso/unplugin/node'];

  const rows: readonly (readonly [what: string, args: readonly string[], says: string, profile?: string])[] = [
    ['no plugin', ['--', process.execPath, '--eval', '0'], 'nothing compiled contracts. The tests need `@proviso/unplugin/vitest`'],
    ['a profile that leaves contracts out', [...node, 'main.mjs'], 'the tests ran with contracts compiled under the profile `boundary`, which leaves most of them out', 'boundary'],
    ['tests that call nothing', [...node, 'none.mjs'], 'called no function with a contract'],
    ['tests that load nothing', [...node, '--eval', '0'], 'loaded no file with a contract'],
    ['a command that is not there', ['--', './none'], './none cannot be started'],
    ['no command', [], 'package.json has no script test. Say what runs the tests: proviso coverage -- npx vitest run'],
    ['nothing behind --', ['--'], 'behind -- there is no command'],
    ['a name', ['half'], 'coverage takes no names; "half" is one'],
    ['--no-run with a command', ['--no-run', '--', 'true'], '--no-run runs nothing'],
    ['a threshold that is none', ['--min-clauses', 'most'], '--min-clauses takes a number from 0 to 100, not "most"'],
  ];

  test.each(rows.map(([what, args, says, profile = '']) => ({ what, args, says, profile })))('$what', ({ args, says, profile }) => {
    const { status, stdout, stderr } = shop.proviso(['coverage', ...args], { PROVISO_PROFILE: profile });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('bug in Proviso');
  });

  test('--no-run before any run', () => {
    expect(project(source).proviso(['coverage', '--no-run'])).toEqual({ status: 2, stdout: '', stderr: 'proviso: no run of the tests has counted anything here yet. Leave out --no-run\n' });
  });

  test('no contract at all', () => {
    expect(project({ ...source, 'src/half.ts': 'export const n = 1;\n', 'main.mjs': '' }).proviso(['coverage', ...node, 'main.mjs'])).toMatchObject({ status: 2, stdout: '' });
  });
});

test('tests that fail end with 1, and what they covered is shown', () => {
  const shop = project({ 'package.json': manifest, 'tsconfig.json': tsconfig, 'src/half.ts': '/** @requires `n > 0` */\nexport function half(n: number): number {\n  return n / 2;\n}\n', 'main.mjs': "import { half } from './src/half.ts';\nhalf(2);\nprocess.exit(3);\n" });
  const { status, stdout, stderr } = shop.proviso(['coverage', '--json', '--', process.execPath, '--import', '@proviso/unplugin/node', 'main.mjs']);
  expect(status).toBe(1);
  expect(documentOf({ status, stdout, stderr })).toMatchObject({ run: { status: 3 }, total: { clauses: { total: 1, covered: 1, percent: 100 } } });
  expect(stderr).toMatch(/proviso: the tests failed \(`.* main\.mjs` ended with 3\): this is what they covered until then\n$/);
});

const kinds = `/** @invariant \`value > 0\` */
export type Positive = number;

export interface Counted {
  /** @requires \`by > 0\` */
  add(by: number): number;
}

export class Box implements Counted {
  size = 0;

  add(by: number): number {
    this.size += by;
    return this.size;
  }
}

export function half(n: Positive): number {
  return n / 2;
}

/** @noContract all of it is plain */
export class Plain {
  set(n: number): void {
    void n;
  }
}

export function over(n: number): number;
export function over(n: string): string;
/** @requires \`n !== 0\` */
export function over(n: number | string): number | string {
  return n;
}

export class Base {
  constructor(readonly n: number) {}
  static make(n: number): Base { return new Base(n); }
  private hidden(n: number): number { return n; }
  field = (n: number): number => this.hidden(n);
}

/** @requires \`b > 0\` @ensures \`result > 0\` */
export type Step = (b: number) => number;

/** @noContract it calls */
export function walk(step: Step): number {
  return step(1);
}

export const api = {
  /** @trusted from elsewhere */
  go(n: number): number { return n; },
  plain(n: number): number { return n; },
};
`;

test('contracts count that are inherited, carried by a type, or of a callback, and functions that are exported in other ways', () => {
  const shop = project({ 'package.json': manifest, 'tsconfig.json': tsconfig, 'src/kinds.ts': kinds, 'main.mjs': "import { Box, half, walk, over } from './src/kinds.ts';\nnew Box().add(1); half(2); walk((n) => n + 1); over('a');\n" });
  const { functions, clauses } = documentOf(shop.proviso(['coverage', '--json', '--', process.execPath, '--import', '@proviso/unplugin/node', 'main.mjs']));
  expect(clauses.map(({ owner, text, evaluated, held }) => `${owner} ${text} ${evaluated} ${held}`)).toEqual([
    'Positive @invariant `value > 0` 1 1',
    'Counted.add @requires `by > 0` 1 1',
    'over @requires `n !== 0` 1 1',
    'Step @requires `b > 0` 1 1',
    'Step @ensures `result > 0` 1 1',
  ]);
  expect(functions.map(({ name, contract, calls = '-' }) => `${name} ${contract} ${calls}`)).toEqual([
    'Box.add stated 1', 'half stated 1', 'Plain.set exempt -', 'over stated 1', 'Base.make none -', 'Base.field none -', 'walk exempt -', 'api.go exempt -', 'api.plain none -',
  ]);
});

describe('a workspace', () => {
  const half = (name: string): string => `/** @requires \`n > 0\` */\nexport function ${name}(n: number): number {\n  return n / 2;\n}\n`;
  const member = (name: string): Record<string, string | object> => ({ [`packages/${name}/package.json`]: { ...manifest, name: `@shop/${name}` }, [`packages/${name}/tsconfig.json`]: tsconfig, [`packages/${name}/src/index.ts`]: half(name) });
  const shop = project({
    'package.json': { private: true, type: 'module', workspaces: ['packages/*'] },
    ...member('a'), ...member('b'),
    'packages/c/package.json': { name: '@shop/c' },
    'packages/d/package.json': { ...manifest, name: '@shop/d' },
    'a.mjs': "import { a } from './packages/a/src/index.ts';\na(1);\n",
    'both.mjs': "import './a.mjs';\nimport { b } from './packages/b/src/index.ts';\ntry { b(-1); } catch { /* as it has to be */ }\n",
  });
  const run = (script: string, ...args: readonly string[]): Ran => shop.proviso(['coverage', ...args, '--', process.execPath, '--import', '@proviso/unplugin/node', script]);

  test('has a row for each package, a total, and says which it leaves out', () => {
    const { status, stdout } = run('both.mjs');
    expect(status).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  test('a package that nothing was loaded of is not 0 %, but not known, and ends with 2', () => {
    const ran = run('a.mjs', '--json');
    expect(ran.status).toBe(2);
    expect(documentOf(ran).packages.map(({ name, counted, clauses: { percent } }) => [name, counted, percent])).toEqual([['@shop/a', true, 100], ['@shop/b', false, null]]);
    expect(ran.stderr).toContain('proviso: no file of @shop/b was loaded with its contracts compiled, so nothing is known of its clauses.');
  });

  test('pnpm names its packages in a file of its own', () => {
    shop.write('pnpm-workspace.yaml', "catalog:\n  a: 1\npackages:\n  # ours\n  - 'packages/*'\n  - \"!packages/b\" # not this\nother: x\n");
    expect(documentOf(run('both.mjs', '--json')).packages.map(({ folder }) => folder)).toEqual(['packages/a']);
  });
});
