/** Inputs are values of the types of their parameters, as `tsc` itself sees them: their code is compiled as arguments. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { callArbitrary } from '../src/arbitraries/call-arbitrary.ts';
import { printCall } from '../src/recipes/print-call.ts';
import { sample } from './draw-samples.ts';
import { functionOf, programOf, subjectsOf } from './subjects-of.ts';

const declarations = `
export interface Circle { readonly kind: 'circle'; radius: number }
export interface Square { readonly kind: 'square'; side: number; label?: string }
export type Shape = Circle | Square;
export interface Tree { value: number; children: Tree[] }
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type List = { head: number; tail: List } | null;
export enum Level { Low, High = 5 }
export enum Word { Yes = 'yes', No = 'no' }
export type Brand = string & { readonly brand?: 'email' };
export class Point { constructor(readonly x: number, readonly y: number = 0) {} }
export class Segment { constructor(readonly from: Point, readonly to: Point) {} }
`;

const types: readonly string[] = [
  'number', 'string', 'boolean', 'bigint', 'symbol', 'null', 'undefined', 'unknown', 'any', 'object', '3', "'a' | 'b'", '1 | 2n | true | null', '`v${number}`', "`${'a' | 'b'}-${string}`",
  'number[]', 'readonly string[]', 'Array<string | null>', '[number, string]', '[number, string?]', '[string, ...number[]]', 'readonly [x: number, y: number]', 'number[][]',
  'Shape', 'Tree', 'Json', 'List', 'Level', 'Brand', 'Point', 'Segment', 'Partial<Square>', "Pick<Square, 'side'>", "Omit<Circle, 'kind'>", 'Readonly<Square>', 'Required<Square>',
  'Record<string, number>', "Record<'a' | 'b', boolean>", '{ [index: number]: string }', 'Map<string, number>', 'ReadonlyMap<number, Tree>', 'Set<string>', 'ReadonlySet<number>', 'Date', 'RegExp', 'Error',
  'Uint8Array', 'Float64Array', 'BigInt64Array', 'Promise<number>', 'Iterable<string>', 'AsyncIterable<number>', '() => number', '(x: number, y: string) => boolean', '(x: number) => Shape', '((x: string) => void) | undefined',
  '{ a: { b: { c: number[] } } }', "{ 'odd name': number; 1: string }", 'string | number[] | Map<string, string>', 'number | undefined', '{ f: (n: number) => string; n?: number }',
];

/** What TypeScript says of calls with these arguments. */
function complaints(text: string): string[] {
  const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [], noEmit: true };
  const program = programOf('/calls.ts', text, options);
  return ts.getPreEmitDiagnostics(program, program.getSourceFile('/calls.ts')).map(({ messageText, start = 0 }) => `${ts.flattenDiagnosticMessageText(messageText, '\n')} in: ${text.slice(start, start + 200).split('\n')[0]}`);
}

test.each(types)('%s', { timeout: 120_000 }, (type) => {
  const text = `${declarations}\n/** @pure */\nexport function subject(value: ${type}): void {}\n`;
  const subject = functionOf(text);
  const calls = [true, false].flatMap((edges) => sample(callArbitrary(subject, { registered: new Map(), edges }), { count: 40, seed: 3 }).map((args) => `${printCall(subject, args).code[0]};`));
  expect(complaints(`${text}\n${[...new Set(calls)].join('\n')}`)).toEqual([]);
});

describe('parameters', () => {
  test('what may be left out is left out, and given', () => {
    const subject = functionOf('/** @pure */\nexport function subject(a: number, b?: string, c = 3): void {}\n');
    const lengths = new Set(sample(callArbitrary(subject, { registered: new Map(), edges: false }), { count: 100, seed: 3 }).map(({ length }) => length));
    expect([...lengths].sort()).toEqual([1, 2, 3]);
  });

  test('rest parameters get any number of arguments', () => {
    const subject = functionOf('/** @pure */\nexport function subject(a: number, ...rest: string[]): void {}\n');
    const lengths = new Set(sample(callArbitrary(subject, { registered: new Map(), edges: false }), { count: 100, seed: 3 }).map(({ length }) => length));
    expect(lengths.size).toBeGreaterThan(3);
    expect(Math.min(...lengths)).toBe(1);
  });

  test('type parameters are what their constraints are', () => {
    const subject = functionOf('/** @pure */\nexport function subject<T extends { id: number }>(a: T): void {}\n');
    for (const [arg] of sample(callArbitrary(subject, { registered: new Map(), edges: false }), { count: 20 })) expect(arg).toMatchObject({ make: 'object', entries: [['id', expect.any(Number)]] });
  });
});

describe('what cannot be made up says why', () => {
  const reasonOf = (text: string): string => {
    try {
      const subject = functionOf(text);
      callArbitrary(subject, { registered: new Map(), edges: false });
    } catch (error) {
      return (error as Error).message;
    }
    return 'it can';
  };

  test.each([
    ['an abstract class', 'export abstract class A {}\n/** @pure */\nexport function f(a: A): void {}\n', 'its class is abstract'],
    ['a class that is not exported', 'class A { x = 1; }\n/** @pure */\nexport function f(a: A): void {}\n', 'its class is not exported'],
    ['a private constructor', 'export class A { private constructor() {} x = 1; static from(a: A): A { return a; } }\n/** @pure */\nexport function f(a: A): void {}\n', 'its constructor is not public'],
    ['a class as a value', '/** @pure */\nexport function f(a: new () => object): void {}\n', 'classes as values are not made up'],
    ['something of the library', '/** @pure */\nexport function f(a: WeakMap<object, number>): void {}\n', 'nothing is known of how one is made'],
  ])('%s', (_, text, reason) => expect(reasonOf(text)).toContain(reason));

  test.each([
    ['f(a: number, b: WeakMap<object, number>)', 'its parameter `b` is a WeakMap<object, number>, and no such value can be made up: nothing is known of how one is made. Give it an arbitrary in proviso.config.ts: check: { arbitraries: { WeakMap: () => fc.constant(…) } }'],
    ['f(job: Job)', 'its parameter `job` is a Job, which holds a WeakRef<object>, and'],
    ['f(jobs: { at: Hidden }[])', 'check: { arbitraries: { Hidden: () => fc.constant(…) } }'],
    ['f(...make: (new () => object)[])', 'Name its type and give that an arbitrary'],
  ])('%s names the parameter, the type and the way out', (signature, reason) => {
    expect(reasonOf(`export interface Job { data: { weak: WeakRef<object> } }\nclass Hidden { x = 1; }\n/** @pure */\nexport function ${signature}: void {}\n`)).toContain(reason);
  });

  test('a function that nobody can call from outside', () => {
    expect(subjectsOf('/** @pure */\nfunction inner(): void {}\nexport const x = inner;\n')).toMatchObject([{ kind: 'skipped', symbol: 'inner', reason: 'its module does not export it' }]);
  });
});
