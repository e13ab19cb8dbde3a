/**
 * What tools that measure coverage count. They map the places of statements and branches by the segments on their lines, and leave out
 * what has none: so do `c8`, Vitest and istanbul.
 */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';

const source = `import { assert, decreases, requires } from '@proviso/runtime';

/**
 * @requires \`amount <= account.balance\`: the account must cover it
 * @requires \`isWhole(amount)\`
 * @ensures \`result === old(account.balance) - amount\`
 * @throws {RangeError} if \`amount > 1000\`
 */
export function withdraw(amount: number, account: { balance: number }): number {
  requires(amount > 0);
  if (amount > 1000) {
    throw new RangeError('too much');
  }
  account.balance -= amount;
  return account.balance;
}

export function isWhole(n: number): boolean {
  return Number.isInteger(n) || n === 1;
}

/** @invariant \`this.n >= 0\` */
export class Counter {
  n = 0;
  add(by: number): number {
    if (by > 10) return this.n;
    this.n += by;
    return this.n;
  }
}

/**
 * @requires \`n > 0\`
 * @ensures \`result > 0\`
 * @decreases \`n\`
 */
export const half = (n: number): number => (n < 2 ? n : half(n / 2));

export async function each(list: number[], f: /** @ensures \`result > 0\` */ (n: number) => number): Promise<number> {
  let sum = 0;
  for (const n of list) {
    decreases(list.length - sum);
    assert(n > 0);
    sum += f(n);
  }
  return sum;
}
`;

/** The columns of the segments on each line of a source map, with the line of the source that each leads to. */
function segmentsOf(map: string): { column: number; line: number }[][] {
  const { mappings } = JSON.parse(map) as { mappings: string };
  let line = 0;
  return mappings.split(';').map((text) => {
    let column = 0;
    return text.split(',').filter((each) => each !== '').map((each) => {
      const [columns = 0, , lines = 0] = decoded(each);
      column += columns;
      line += lines;
      return { column, line: line + 1 };
    });
  });
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The numbers of one segment: base 64, five bits each, the lowest one the sign. */
function decoded(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const char of segment) {
    const digit = alphabet.indexOf(char);
    value |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >>> 1) : value >>> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

interface Counted {
  readonly statements: readonly string[];
  readonly branches: readonly string[];
}

/** The statements and branches that a tool counts, by the source line that they are said to be on. */
function countedIn(code: string, map: string): Counted {
  const file = ts.createSourceFile('main.js', code, ts.ScriptTarget.Latest, true);
  const segments = segmentsOf(map);
  const at = (offset: number): number | undefined => {
    const { line, character } = file.getLineAndCharacterOfPosition(offset);
    const all = segments[line] ?? [];
    return (all.findLast(({ column }) => column <= character) ?? all[0])?.line;
  };
  const counted = { statements: [] as string[], branches: [] as string[] };
  const visit = (node: ts.Node): void => {
    const [start, end] = [at(node.getStart()), at(node.end - 1)];
    const isBranch = ts.isIfStatement(node) || ts.isConditionalExpression(node) || (ts.isBinaryExpression(node) && /^(?:&&|\|\||\?\?)$/.test(node.operatorToken.getText()));
    if (start !== undefined && end !== undefined) {
      if (isBranch) counted.branches.push(`${ts.SyntaxKind[node.kind]} ${start}`);
      if (ts.isStatement(node) && !ts.isBlock(node)) counted.statements.push(`${start}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return counted;
}

const commentLines = new Set(source.split('\n').flatMap((line, index) => (/^\s*(?:\/?\*|requires|decreases|assert)/.test(line) ? [`${index + 1}`] : [])));

function countedUnder(profile: string, options: Record<string, unknown> = {}): Counted {
  const { output } = compile({ 'main.ts': source }, { profile, options: { sourceMap: true, ...options } });
  return countedIn(output.get('main.js') ?? '', output.get('main.js.map') ?? '');
}

describe.each(['enforce', 'observe', 'audit', 'boundary'])('under %s', (profile) => {
  test.each([['ES modules', {}], ['CommonJS', { module: 'commonjs', moduleResolution: 'bundler' }]])('no branch of a check is counted: %s', (_, options) => {
    const plain = countedUnder('off', options);
    expect(plain.branches.length).toBeGreaterThan(3);
    const { branches, statements } = countedUnder(profile, options);
    expect(branches).toEqual(plain.branches);
    expect(statements.filter((line) => commentLines.has(line))).toEqual([]);
  });
});

test('a report still leads to its clause', () => {
  const { output } = compile({ 'main.ts': source }, { profile: 'enforce', options: { sourceMap: true } });
  const lines = (output.get('main.js') ?? '').split('\n');
  const segments = segmentsOf(output.get('main.js.map') ?? '');
  const reports = lines.flatMap((line, index) => (/^\s+p\$f\(/.test(line) ? [segments[index]?.[0]?.line ?? 0] : []));
  const places = reports.map((line) => source.split('\n')[line - 1]?.trim() ?? '');
  expect(places.length).toBeGreaterThan(5);
  expect(places.filter((text) => !/@\w+|assert|decreases/.test(text))).toEqual([]);
});
