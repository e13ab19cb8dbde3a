/** Contracts that a dependency has in its record alone: what the rules say of heirs and of calls. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import transformProgram from '../../transformer/src/index.ts';
import { lintFile, type Report } from './lint.ts';

const library = `import { requires } from '@proviso/runtime';
import { least } from './limits.js';
export { least as most } from './limits.js';
const hidden = 5;
export const shown = 7;

/** @requires \`n > 0\` */
export function positive(n: number): number {
  return n;
}
export function called(n: number): void {
  requires(n !== 1, 'not one');
}
/** @requires \`n > least && n !== hidden\` */
export function between(n: number): void {
  void n;
}
/** @requires \`n !== shown\` */
export function known(n: number): void {
  void n;
}
const isFinite = (n: number): boolean => n < 100;
/** @requires \`isFinite(n) || Number.isInteger(n)\` */
export function own(n: number): void {
  void n;
}
export class Box {
  /** @requires \`size > 0\` */
  constructor(readonly size: number) {}
  /** @requires \`key !== ''\` */
  put(key: string): void {
    void key;
  }
  over(what: string): void;
  over(what: number): void;
  /** @requires \`what !== 0\` */
  over(what: string | number): void {
    void what;
  }
}
/** @requires \`xs.length > 0\` */
export const first = (xs: readonly number[]): number | undefined => xs[0];
export interface Sink {
  /** @requires \`n > 0\` */
  take(n: number): void;
}
`;

const user = `import { between, Box, called, first, known, own, positive, type Sink } from 'dep';
declare const sink: Sink;
positive(-1);
positive(1);
called(1);
between(-100);
known(7);
own(0.5);
new Box(0).put('');
sink.take(0);
first([]);
export class Crate extends Box implements Sink {
  /** @requires \`key.length > 3\` */
  override put(key: string): void {
    void key;
  }
  take(n: number): void {
    void n;
  }
  bare(n: number): number {
    return n;
  }
}
`;

const root = mkdtempSync(join(import.meta.dirname, '.tmp-recorded-'));

function save(name: string, text: string): void {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Compiles the dependency as its author would, without comments. */
function publish(): void {
  const options: ts.CompilerOptions = { rootDir: join(root, 'node_modules/dep/src'), outDir: join(root, 'node_modules/dep/dist'), declaration: true, removeComments: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, types: [], skipLibCheck: true, configFilePath: join(root, 'node_modules/dep/tsconfig.json') };
  const host = ts.createCompilerHost(options, true);
  const plain = ts.createProgram([join(root, 'node_modules/dep/src/index.ts')], options, host);
  transformProgram(plain, host, { transform: '@proviso/transformer', transformProgram: true, profile: 'boundary' }, { ts: { ...ts, sys: { ...ts.sys, write: () => undefined } } }).emit();
}

beforeAll(() => {
  save('package.json', JSON.stringify({ name: 'app', type: 'module', dependencies: { '@proviso/runtime': '*' } }));
  save('node_modules/dep/package.json', JSON.stringify({ name: 'dep', version: '1.0.0', type: 'module', exports: './dist/index.js', dependencies: { '@proviso/runtime': '*' } }));
  save('node_modules/dep/src/limits.ts', 'export const least: number = 0;\n');
  save('node_modules/dep/src/index.ts', library);
  save('main.ts', user);
  publish();
});
afterAll(() => rmSync(root, { recursive: true }));

function lint(rule: string): Report[] {
  const program = ts.createProgram([join(root, 'main.ts')], { strict: true, target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts'], module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [], skipLibCheck: true, noEmit: true });
  return lintFile(program, join(root, 'main.ts'), { [`@proviso/${rule}`]: 'error' });
}

describe('a dependency whose declarations have no comments', () => {
  test('is as it was meant', () => {
    expect(ts.sys.readFile(join(root, 'node_modules/dep/dist/index.d.ts'))).not.toMatch(/@requires|hidden|least,/);
    expect(ts.sys.readFile(join(root, 'node_modules/dep/dist/contracts.json'))).toContain('n !== hidden');
  });

  test('no-violated-precondition: calls keep its preconditions, as far as their names are known', () => {
    const found = lint('no-violated-precondition').map(({ at, message }) => `${at.split(':')[0]} ${/`([\w. ]+)` requires: `(.*?)`/.exec(message)?.slice(1).join(': ')}`);
    expect(found).toEqual(['3 positive: n > 0', '5 called: n !== 1', '7 known: n !== shown', '9 new Box: size > 0', '9 Box.put: key !== \'\'', '10 Sink.take: n > 0', '11 first: xs.length > 0']);
  });

  test('compatible-override: a heir may not demand more', () => {
    expect(lint('compatible-override')).toEqual([{ rule: '@proviso/compatible-override', at: '13:7-13:33', message: expect.stringContaining('`Crate.put` overrides `Box.put`') as string }]);
  });

  test('require-contract: what inherits a contract needs none', () => {
    expect(lint('require-contract').map(({ at }) => at.split(':')[0])).toEqual(['20']);
  });
});
