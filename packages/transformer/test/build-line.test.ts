/** The line that counts what a build made of its clauses: each is counted where it is checked. */
import { expect, test } from 'vitest';
import { createProject, tsconfig } from './project.ts';

const types = `/** @requires \`n > 0\` */
export type Halve = (n: number) => number;
export interface Sized {
  size: number;
  /** @ensures \`result >= 0\` */
  room(): number;
}
`;

const uses = `import type { Halve, Sized } from './types.js';
export class Box implements Sized {
  size = 1;
  room(): number {
    return this.size;
  }
}
export function twice(halve: Halve, n: number): number {
  return halve(halve(n));
}
export function once(halve: Halve, n: number): number {
  return halve(n);
}
export function handOn(halve: Halve): Halve {
  return halve;
}
`;

const lineOf = (files: Readonly<Record<string, string>>, name: string): string =>
  createProject(`build-line/${name}`, { 'tsconfig.json': tsconfig({ profile: 'enforce' }), ...files }).tspc('-p', '.').output;

const line = (enforced: number): string => `proviso enforce: ${enforced} clauses enforced, 0 observed, 0 ignored, 0 not yet supported\n`;

test('contracts of types count for each class that inherits and each function that calls a callback', () => {
  expect(lineOf({ 'src/types.ts': types, 'src/uses.ts': uses }, 'used')).toBe(line(3));
});

test('a callback of the same file counts likewise', () => {
  const alone = uses.replace(/^import.*\n/, '').replace(/export class[^]*?\n\}\n/, '');
  expect(lineOf({ 'src/all.ts': types + alone }, 'same-file')).toBe(line(2));
});

test('where nothing checks them they do not', () => {
  expect(lineOf({ 'src/types.ts': types }, 'unused')).toBe(line(0));
});

test('what is not checked is told by its place from where the build was started, also in another package', () => {
  const manifest = JSON.stringify({ name: 'inner', type: 'module', dependencies: { '@proviso/runtime': '*' } });
  const field = "import type { Sized } from '../types.js';\nexport class Field implements Sized {\n  size = 1;\n  room = Math.random;\n}\n";
  const output = lineOf({ 'src/types.ts': types, 'src/inner/package.json': manifest, 'src/inner/field.ts': field }, 'places');
  expect(output).toContain('\n  src/inner/field.ts:2:31 The contract of');
});
