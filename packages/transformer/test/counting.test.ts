/** What code counts that is compiled for a run for coverage, and that it does nothing else. */
import * as check from '@proviso/runtime/check';
import { compileText, functionKey, profiles, read, sourceHash, type CompiledText, type ProfileName } from '@proviso/compiler';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { listCases } from './case.ts';
import { runCase } from './run-case.ts';
import { erase, filesIn, printCase } from './text-case.ts';

const fileName = '/shop/main.ts';

function compile(text: string, profile: ProfileName): CompiledText {
  const compiled = compileText({ ts, packageOf: () => ({ name: 'shop', root: '/shop', optedIn: true }) }, { fileName, text, profile: { ...profiles[profile], counts: true }, isModule: true });
  if (!compiled) throw new Error('The program has contracts.');
  return compiled;
}

/** Runs a program and its `calls`, and gives what was counted: times and held, by the text of the clause or the place of the function. */
function countsOf(text: string, profile: ProfileName = 'enforce'): Record<string, readonly [times: number, held: number]> {
  const { code } = compile(text, profile);
  const counts: Record<string, [number, number]> = {};
  const names = namesIn(code);
  const count = <T>(site: string, key: string, value: T, isGuarded?: boolean): T => {
    expect(JSON.parse(site)).toEqual([fileName, sourceHash(text), profile]);
    const known = (counts[names.get(key.replace('?', ''))?.concat(key.endsWith('?') ? '?' : '') ?? key] ??= [0, 0]);
    if (check.state.off === 0 || isGuarded === true) known[0]++;
    if (value) known[1]++;
    return value;
  };
  const { outputText } = ts.transpileModule(code, { fileName, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } });
  const exports: { calls?: readonly (() => unknown)[] } = {};
  runInNewContext(outputText, { exports, require: (name: string) => (name === '@proviso/runtime/check' ? { ...check, count } : {}), Error, RangeError, TypeError });
  for (const call of exports.calls ?? []) {
    try {
      call();
    } catch {
      // What a call throws is not the subject.
    }
  }
  return counts;
}

/** The texts of clauses by their ids, from the table that a violation is told from. */
function namesIn(code: string): ReadonlyMap<string, string> {
  const [, table = ''] = /arguments, `([^`]*)`/.exec(code) ?? [];
  const [, field = ''] = /^\\n(.)/.exec(table) ?? [];
  return new Map(table.split('\\n').map((row) => row.split(field)).map(([, , text = '', , id = '']) => [id, text]));
}

describe('what is counted', () => {
  test('calls, and conditions that came to their end, with those that held', () => {
    expect(countsOf('/**\n * @requires `n > 0`\n * @ensures `result > 1`\n */\nexport function f(n: number): number { return n; }\nexport const calls = [() => f(0), () => f(1), () => f(2)];\n')).toEqual({ '@5:1': [3, 0], 'n > 0': [3, 2], 'result > 1': [2, 1] });
  });

  test('no condition that throws', () => {
    expect(countsOf('/** @requires `n.length > 0` */\nexport function f(n: string): void { }\nexport const calls = [() => f(undefined as never), () => f("a")];\n')).toEqual({ '@2:1': [2, 0], 'n.length > 0': [1, 1] });
  });

  test('the antecedent of an implication', () => {
    expect(countsOf('/** @requires `!(n > 5) || n < 9` */\nexport function f(n: number): void { }\nexport const calls = [() => f(1), () => f(6), () => f(10)];\n')).toEqual({ '@2:1': [3, 0], '!(n > 5) || n < 9': [3, 2], '!(n > 5) || n < 9?': [3, 2] });
  });

  test('nothing that runs while a clause is evaluated, but the clause itself', () => {
    const source = '/** @ensures `result === (n > 0)` */\nexport function ok(n: number): boolean { return n > 0; }\n/** @requires `ok(n)` */\nexport function f(n: number): void { }\nexport const calls = [() => f(1)];\n';
    expect(countsOf(source)).toEqual({ '@4:1': [1, 0], '@2:1': [0, 0], 'ok(n)': [1, 1], 'result === (n > 0)': [0, 1] });
    expect(countsOf(source, 'audit'), 'under audit it is checked').toEqual({ '@4:1': [1, 0], '@2:1': [1, 0], 'ok(n)': [1, 1], 'result === (n > 0)': [1, 1] });
  });

  test('conditions of errors, statements, measures and yields', () => {
    const source = [
      "import { assert } from '@proviso/runtime';",
      '/**\n * @throws {RangeError} iff `n > 5`\n * @decreases `n`\n */\nexport function f(n: number): number { if (n > 5) throw new RangeError(); assert(n !== 3); return n > 0 ? f(n - 1) : 0; }',
      '/** @yields `value > 0` */\nexport function* g(): Generator<number> { yield 1; yield 0; }',
      'export const calls = [() => f(6), () => f(1), () => f(3), () => [...g()]];', '',
    ].join('\n');
    expect(countsOf(source)).toEqual({ '@6:1': [4, 0], 'n > 5': [4, 1], n: [4, 4], 'n !== 3': [3, 2], '@8:1': [1, 0], 'value > 0': [2, 1] });
  });

  test('invariants of classes, and frames under audit', () => {
    const source = '/** @invariant `this.n < 3` */\nexport class C {\n  n = 0;\n  /** @pure */\n  get(): number { return this.n; }\n  /** @modifies this.n */\n  up(): void { this.n += 2; }\n}\nexport const calls = [() => { const c = new C(); c.get(); c.up(); c.up(); }];\n';
    expect(countsOf(source)).toEqual({ '@5:3': [1, 0], '@7:3': [2, 0], 'this.n < 3': [7, 6] });
    const { code } = compile(source, 'audit');
    const names = namesIn(code);
    const frames = Object.entries(countsOf(source, 'audit')).filter(([name]) => name !== 'this.n < 3' && !name.startsWith('@'));
    expect(frames.map(([name, counts]) => [names.get(name) ?? name, counts]), 'the second call of `up` fails before its frame is looked at').toEqual([[expect.any(String), [1, 1]], ['this.n', [1, 1]]]);
  });

  test('a clause of a base where its heir is called', () => {
    const source = 'export interface Base {\n  /** @requires `n > 0` */\n  m(n: number): void;\n}\nexport class Heir implements Base {\n  m(k: number): void { }\n}\nexport const calls = [() => new Heir().m(1)];\n';
    const host = { ts, packageOf: () => ({ name: 'shop', root: '/shop', optedIn: true }), resolveModule: () => undefined };
    const counted = compileText(host, { fileName, text: source, profile: { ...profiles.enforce, counts: true }, isModule: true })?.code ?? '';
    const [, id] = /p\$hits\("([^"@]+)"/.exec(counted) ?? [];
    const [declared] = read(host, ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true))?.contracts ?? [];
    expect([declared?.owner.name, declared?.clauses[0]?.id]).toEqual(['Base.m', id]);
  });

  test('each alternative of several cases, whether another one holds or not', () => {
    const source = 'export class Base {\n  /** @requires `n > 0` */\n  m(n: number): void { }\n}\nexport class Heir extends Base {\n  /** @requiresElse `n < -5` */\n  override m(n: number): void { }\n}\nexport const calls = [() => new Heir().m(1), () => new Heir().m(-6), () => new Heir().m(0)];\n';
    const host = { ts, packageOf: () => ({ name: 'shop', root: '/shop', optedIn: true }), resolveModule: () => undefined };
    const counted = compileText(host, { fileName, text: source, profile: { ...profiles.enforce, counts: true }, isModule: true })?.code ?? '';
    expect(counted).toMatch(/p\$h0 = \(p\$hits\("\w{8}", n > 0\)\);.*p\$h1 = \(p\$hits\("\w{8}", n < -5\)\);/);
  });
});

test('functions are known by their place, comments left out', () => {
  const file = ts.createSourceFile('a.ts', '/** Says it. */\n  export function f(): void { }', ts.ScriptTarget.Latest, true);
  expect(functionKey(file.statements[0] as ts.FunctionDeclaration)).toBe('@2:3');
  expect(sourceHash('\uFEFFa')).toBe(sourceHash('a'));
  expect(sourceHash('b')).not.toBe(sourceHash('a'));
});

test('no built-in profile counts', () => {
  for (const profile of Object.values(profiles)) expect(profile.counts).toBeUndefined();
});

/** Cases of every way in which functions and classes are rewritten. Over all cases the same holds; that takes a thread each. */
const rewritten = ['async-generators', 'callback-contracts', 'class-invariant-forms', 'constructor-contracts', 'frames', 'generators', 'guarded-clauses', 'inherited-contracts', 'labels', 'loop-measures', 'returns-of-every-form', 'throws-conditions'];

test.each(rewritten)('counting changes nothing in %s', async (name) => {
  const each = listCases().find((known) => known.name === name);
  if (!each) throw new Error('The case is gone.');
  const output = new Map([...filesIn(`${each.folder}/out/enforce`), ...printCase(each, { ...profiles.enforce, counts: true }).map((file) => erase(each, file))]);
  expect(readFileSync(`${each.folder}/run.txt`, 'utf8')).toContain(`# enforce\n${await runCase(each, 'enforce.counts', output)}`);
});
