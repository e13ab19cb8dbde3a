/** Files beyond all measure: nothing overflows, nothing is lost, and the work grows as the file does. */
import { check, packageFinder, plan, printAst, profiles, read } from '@proviso/compiler';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { compile, printed } from './compile.ts';

/** Functions of ten lines with two clauses each. */
function functions(count: number): string {
  return Array.from({ length: count }, (_, index) => `
/**
 * Number ${index}.
 *
 * @requires \`n > ${index}\`
 * @ensures \`result >= n\`
 */
export function f${index}(n: number): number {
  return n > 5 ? n : f${Math.max(index - 1, 0)}(n + 1);
}`).join('\n');
}

function members(count: number): string {
  const methods = Array.from({ length: count }, (_, index) => `  /** @requires \`n > ${index} && this.g${index} > 0\` */\n  m${index}(n: number): number {\n    if (n > 1) return n;\n    return 0;\n  }\n  /** @ensures \`result > 0\` */\n  get g${index}(): number {\n    return 1;\n  }`);
  return `/** @invariant \`this.n >= 0\` */\nexport class Large {\n  n = 1;\n${methods.join('\n')}\n}\n`;
}

/** Blocks, since TypeScript's own printer takes no more than some 350 `if`s inside one another. */
function nested(depth: number): string {
  return `/** @ensures \`result > 0\` */\nexport function deep(n: number): number {\n${'{\n'.repeat(depth)}if (n > 0) return n;\n${'}\n'.repeat(depth)}return 1;\n}\n`;
}

function output(source: string, profile = 'enforce'): string {
  const { output: files, diagnostics } = compile({ 'main.ts': source }, { profile });
  expect(printed(diagnostics.slice(0, 3))).toBe('');
  return files.get('main.js') ?? '';
}

/** How many reports of clauses there are: each is one call. */
function reports(code: string): number {
  return code.match(/p\$f\(\d/g)?.length ?? 0;
}

test('10,000 lines with 2,000 clauses', { timeout: 300_000 }, () => {
  const source = functions(1000);
  expect(source.split('\n').length).toBeGreaterThanOrEqual(10_000);
  expect(reports(output(source))).toBe(2000);
  expect(reports(output(source, 'off'))).toBe(0);
});

test('a class with 500 contracted members', { timeout: 300_000 }, () => {
  expect(reports(output(members(250)))).toBe(501);
});

test('a body nested 500 deep', () => {
  const code = output(nested(500));
  expect(reports(code)).toBe(1);
  expect(code).toContain('{ p$r = n; break p$b; }');
});

test('functions nested 100 deep, each with a contract', () => {
  const open = (index: number): string => `/** @requires \`n > ${index}\` @ensures \`result > n\` */\nfunction f${index}(n: number): number {\n`;
  const source = `export {};\n${Array.from({ length: 100 }, (_, index) => open(index)).join('')}return 1;\n}\n${'return 2;\n}\n'.repeat(99)}f0(1);\n`;
  expect(reports(output(source))).toBe(200);
});

test('a clause of 10,000 characters', () => {
  const condition = Array.from({ length: 900 }, (_, index) => `n !== ${1000 + index}`).join(' && ').slice(0, 20_000);
  expect(condition.length).toBeGreaterThan(10_000);
  const list = `[${Array.from({ length: 3000 }, (_, index) => index).join(', ')}].includes(n)`;
  expect(list.length).toBeGreaterThan(10_000);
  const { diagnostics } = compile({ 'main.ts': `/** @requires \`${condition}\` */\nexport const f = (n: number): number => n;\n` }, { profile: 'enforce' });
  expect(printed(diagnostics)).toContain('nested too deep');
  expect(reports(output(`/** @requires \`${list}\` */\nexport const f = (n: number): number => n;\n`))).toBe(1);
});

/** A TypeScript that counts how many nodes it is asked about. */
function counting(): { counted: typeof ts; count: () => number } {
  let count = 0;
  const names = ['isIdentifier', 'isTypeNode', 'isFunctionLike', 'isClassLike', 'isCallExpression', 'isPropertyAccessExpression'] as const;
  const ticking = names.map((name) => [name, (node: ts.Node) => {
    count++;
    return ts[name](node);
  }] as const);
  const forEachChild = (...args: Parameters<typeof ts.forEachChild>): unknown => {
    count++;
    return ts.forEachChild(...args);
  };
  return { counted: { ...ts, ...Object.fromEntries(ticking), forEachChild: forEachChild as typeof ts.forEachChild }, count: () => count };
}

/** The questions that reading, checking, planning and printing a file take. */
function questions(source: string): number {
  const { counted, count } = counting();
  const fileName = new URL('../.tmp/memory/main.ts', import.meta.url).pathname;
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2022, true);
  Object.assign(file, { externalModuleIndicator: file });
  const contracts = read({ ts: counted, packageOf: packageFinder(ts) }, file);
  if (!contracts) throw new Error('There are contracts.');
  const planned = plan(counted, check(counted, contracts), { profile: profiles.enforce, verbatim: false, oldTarget: undefined });
  if (!planned) throw new Error('There is something to change.');
  ts.transform(file, [(context) => (each) => printAst(counted, context, { sourceFile: each, plan: planned, cache: new Map() })]);
  return count();
}

describe('the work grows as the file does', () => {
  test.each([['functions', functions, 100], ['members of one class', members, 40], ['levels of nesting', nested, 100]])('%s', (_, make, size) => {
    const [once, fourTimes] = [questions(make(size)), questions(make(4 * size))];
    expect(once).toBeGreaterThan(size);
    expect(fourTimes).toBeLessThan(5 * once);
  });
});
