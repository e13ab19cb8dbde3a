/** One mistake, one report: the rules of `strict` side by side on the same text. */
import type { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../src/index.ts';
import { lintFile } from './lint.ts';
import { programOfText } from './lint-text.ts';

const { rules: configured = {} } = plugin.configs.strict;

/** All of them; those about state look into this folder of tests too. */
const rules: Linter.RulesRecord = { ...configured };
for (const name of ['no-undeclared-module-write', 'no-undeclared-parameter-mutation', 'no-mutation-in-getter', 'no-stale-write-across-await']) rules[`@proviso/${name}`] = ['error', { tests: true }];

const others = { 'runtime.d.ts': "declare module '@proviso/runtime' { export function requires(c: boolean): void; export function assert(c: boolean): void; export function old<T>(value: T): T; }" };

const reported = (text: string): string[] => {
  const { program, fileName } = programOfText(`import { assert, old, requires } from '@proviso/runtime';\n${text}`, others);
  return lintFile(program, fileName, { ...rules, '@proviso/no-mutable-export': 'off' }).map(({ rule, at }) => `${rule.replace('@proviso/', '')} ${at}`);
};

describe('a condition that changes something is the fault of the condition alone', () => {
  test.each([
    ['a variable of the module', 'let count = 0;\nexport function f(n: number): number { requires(count++ > n); return n; }', 'pure-contract 3:49-3:56'],
    ['through a function', 'let count = 0; function bump(): boolean { count += 1; return count > 0; }\nexport function f(n: number): number { requires(bump()); return n; }', 'pure-contract 3:49-3:55'],
    ['a parameter', '/** @ensures `result >= 0` */\nexport function f(xs: number[]): number { requires(xs.pop() !== 1); return xs.length; }', 'pure-contract 3:52-3:60'],
    ['a field, in a getter', 'export class C { #n = 0; get g(): number { assert(this.#n++ > 0); return 1; } }', 'pure-contract 2:51-2:60'],
    ['a field, after an await', 'export class C { n = 0;\n  /** @requires `k > 0` */\n  async s(k: number): Promise<void> { const v = this.n; await Promise.resolve(); assert((this.n = v + 1) > k); } }', 'pure-contract 4:90-4:104'],
  ])('%s', (_, text, expected) => {
    expect(reported(text)).toEqual([expected]);
  });

  test('what the body does besides is reported', () => {
    const text = 'let count = 0;\n/** @ensures `result >= 0` */\nexport function f(n: number): number { requires(count > 0); count += n; return n; }';
    expect(reported(text)).toEqual(['no-undeclared-module-write 4:61-4:71']);
  });
});

test.each([
  ['a result that repeats', '/** @ensures `result === old(n)` */\nexport function f(n: number): number { return n; }', ['meaningful-contract 2:15-2:32']],
  ['what is said twice', '/**\n * @ensures `result > old(n)`\n * @ensures `result > old(n)`\n */\nexport function f(n: number): number { return n + 1; }', ['meaningful-contract 3:23-3:29', 'meaningful-contract 4:14-4:29']],
  ['two places in one clause', '/** @ensures `result > old(n) + old(m)` */\nexport function f(n: number, m: number): number { return n + m + 1; }', ['meaningful-contract 2:24-2:30', 'meaningful-contract 2:33-2:39']],
])('`old` of a parameter in a clause that has another fault: %s', (_, text, expected) => {
  expect(reported(text)).toEqual(expected);
});

test('a contract right before a function that does not belong to it: that it does not is said, and not also that there is none', () => {
  const text = "export class C { /** @requires `n > 0` */ m(n: number): number { return n + 1; } }";
  expect(reported(text)).toEqual(['valid-contract 2:22-2:39']);
});
