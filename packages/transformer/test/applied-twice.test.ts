/** A file is compiled once, however often the compiler comes by. */
import ts from 'typescript';
import { expect, test } from 'vitest';
import transformProgram from '../src/index.ts';
import { compile, printed } from './compile.ts';

const source = `import { assert } from '@proviso/runtime';

/** @requires \`n > 0\` */
export function take(n: number): number {
  assert(n !== 5);
  return n;
}

/** @invariant \`this.n > 0\` */
export class Box {
  n = 1;
}
`;

const javascript = { allowJs: true, checkJs: true, strict: false };

test.each([['an ES module', 'nodenext', 'mjs'], ['a CommonJS module', 'commonjs', 'cjs']])('the output, compiled again, is left as it is: %s', (_, module, ending) => {
  const compiled = compile({ 'main.ts': source }, { profile: 'enforce', options: { module, moduleResolution: module === 'commonjs' ? 'bundler' : 'nodenext' } }).output.get('main.js') ?? '';
  expect(compiled).toContain('@requires');
  const files = { [`main.${ending}`]: compiled };
  const again = compile(files, { profile: 'enforce', options: javascript });
  expect(printed(again.diagnostics.filter(({ code }) => code >= 97000))).toBe('');
  expect(again.output.get(`main.${ending}`)).toBe(compile(files, { options: javascript }).output.get(`main.${ending}`));
});

test('what was compiled with `off` is source still', () => {
  const plain = compile({ 'main.ts': source }, { profile: 'off' }).output.get('main.js') ?? '';
  expect(compile({ 'main.mjs': plain }, { profile: 'enforce', options: javascript }).output.get('main.mjs')).toContain('p$f(');
});

test('naming the entry for compiled code in a text changes nothing', () => {
  const named = `${source}\nexport const entry = '@proviso/runtime/check';\n`;
  expect(compile({ 'main.ts': named }, { profile: 'enforce' }).output.get('main.js')).toContain('p$f(');
});

test('a second plugin entry of the same profile does nothing', () => {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, noLib: true, types: [] };
  const fileName = new URL('../.tmp/memory/main.ts', import.meta.url).pathname;
  const outputOf = (times: number): string => {
    const host = ts.createCompilerHost(options, true);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => name === fileName || fileExists(name);
    host.getSourceFile = (name, ...rest) => (name === fileName ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true) : getSourceFile(name, ...rest));
    let written = '';
    let program = ts.createProgram([fileName], options, host);
    for (let time = 0; time < times; time++) program = transformProgram(program, host, { transform: '@proviso/transformer', transformProgram: true, profile: 'enforce' }, { ts: { ...ts, sys: { ...ts.sys, write: () => undefined } } });
    program.emit(undefined, (name, text) => void (name.endsWith('.js') && (written = text)));
    return written;
  };
  expect(outputOf(1)).toContain('p$f(0');
  expect(outputOf(2)).toBe(outputOf(1));
});
