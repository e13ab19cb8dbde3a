/** Contracts under options that leave out a part of the compilation: the checker, other files, or the output. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import transformProgram from '../src/index.ts';
import { compile, printed, type How } from './compile.ts';
import { createProject } from './project.ts';

const files = {
  'main.ts': `import { limit } from './limit.js';
import { assert } from '@proviso/runtime';

/**
 * @requires \`n < limit\`
 * @ensures \`result > n\`
 */
export function next(n: number): number {
  assert(n !== 5);
  return n + 1;
}
`,
  'limit.ts': 'export const limit: number = 100;\n',
};

function output(how: How): string {
  return compile(files, how).output.get('main.js') ?? '';
}

const enforced = output({ profile: 'enforce' });

describe('an option that leaves out checks', () => {
  test.each([['isolatedModules', {}], ['isolatedDeclarations', { declaration: true }], ['noCheck', {}], ['verbatimModuleSyntax', {}], ['skipLibCheck', {}]])('%s: the same checks are injected', (option, options) => {
    const how = { profile: 'enforce', options: { ...options, [option]: true } };
    expect(printed(compile(files, how).diagnostics)).toBe('');
    expect(output(how)).toBe(enforced);
    expect(output({ ...how, profile: 'off' })).toBe(output({ options: { ...options, [option]: true } }).replace(/import \{ assert \}.*\n| +assert\(.*\n/g, ''));
  });

  test('noCheck: what is wrong without types is an error all the same', () => {
    const wrong = { 'main.ts': '/** @requires `n = 1` @ensures `missing > n` */\nexport const f = (n: number): number => n;\n' };
    expect(printed(compile(wrong, { profile: 'enforce', options: { noCheck: true } }).diagnostics)).toContain('97021');
    expect(printed(compile(wrong, { profile: 'enforce' }).diagnostics)).toContain('Cannot find name \'missing\'');
  });
});

describe('an option that leaves out output', () => {
  test('emitDeclarationOnly: declarations with their comments, and no JavaScript', () => {
    const { output: written, diagnostics } = compile(files, { profile: 'enforce', options: { declaration: true, emitDeclarationOnly: true } });
    expect(printed(diagnostics)).toBe('');
    expect([...written.keys()].sort()).toEqual(['contracts.json', 'limit.d.ts', 'main.d.ts']);
    expect(written.get('main.d.ts')).toContain('@requires `n < limit`');
  });

  test.each(['off', 'enforce'])('outFile: declarations in one bundle, as TypeScript makes them, under %s', (profile) => {
    const options = { declaration: true, outFile: 'out/all.js', module: 'amd', moduleResolution: 'bundler', ignoreDeprecations: '6.0' };
    const declarations = (how: How): string | undefined => compile(files, { ...how, options, checks: false }).output.get('all.d.ts');
    expect(declarations({ profile })).toContain('@requires `n < limit`');
    expect(declarations({ profile })).toBe(declarations({}));
  });

  test('noEmit: mistakes are errors, and nothing is written', () => {
    const wrong = { ...files, 'limit.ts': 'export const limit: string = "100";\n' };
    const { output: written, diagnostics } = compile(wrong, { profile: 'enforce', options: { noEmit: true } });
    expect(written.size).toBe(0);
    expect(printed(diagnostics)).toContain('main.ts(5,15)');
  });

  test('noEmitOnError: a mistake in a contract keeps the output back', () => {
    const wrong = { ...files, 'limit.ts': 'export const limit: string = "100";\n' };
    const how = { profile: 'enforce', options: { noEmitOnError: true } };
    expect(compile(wrong, how).output.size).toBe(0);
    expect(compile(wrong, { ...how, profile: 'off' }).output.get('main.js')).toBeDefined();
    expect(output(how)).toBe(enforced);
  });

  test('declarations with an error: the record of what was written is there', () => {
    const blocked = { ...files, 'other.ts': 'export const Hidden = class {\n  #n = 1;\n  n(): number { return this.#n; }\n};\n' };
    const { output: written, diagnostics } = compile(blocked, { profile: 'enforce', options: { declaration: true } });
    expect(printed(diagnostics)).toContain('TS4094');
    expect([...written.keys()].sort()).toEqual(['contracts.json', 'limit.d.ts', 'limit.js', 'main.d.ts', 'main.js', 'other.js']);
    expect(compile(blocked, { profile: 'enforce', options: { declaration: true, noEmitOnError: true } }).output.size).toBe(0);
  });
});

/** Compiles one file as \`ts.transpileModule\` does: no other file, no library, nothing resolved. */
function transpiled(text: string, profile: string | undefined): string {
  const fileName = new URL('../.tmp/memory/main.ts', import.meta.url).pathname;
  const options: ts.CompilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, isolatedModules: true, noResolve: true, noLib: true, suppressOutputPathCheck: true, allowNonTsExtensions: true };
  const file = ts.createSourceFile(fileName, text, { languageVersion: ts.ScriptTarget.ES2022 });
  let written = '';
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === fileName ? file : undefined),
    writeFile: (name, content) => void (name.endsWith('.js') && (written = content)),
    getDefaultLibFileName: () => 'lib.d.ts',
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => '',
    getNewLine: () => '\n',
    fileExists: (name) => name === fileName,
    readFile: () => '',
  };
  let program = ts.createProgram([fileName], options, host);
  if (profile !== undefined) program = transformProgram(program, host, { transform: '@proviso/transformer', transformProgram: true, profile }, { ts: { ...ts, sys: { ...ts.sys, write: () => undefined } } });
  program.emit();
  return written;
}

test('a file by itself, as transpileModule compiles it, has the same checks', () => {
  expect(transpiled(files['main.ts'], 'enforce')).toBe(enforced);
  const { outputText } = ts.transpileModule(files['limit.ts'], { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
  expect(transpiled(files['limit.ts'], 'enforce')).toBe(outputText);
});

test('the build says once that the types of clauses were not checked', () => {
  const project = createProject('no-check', {
    'tsconfig.json': { extends: '@proviso/transformer/enforce.json', compilerOptions: { target: 'es2022', module: 'nodenext', types: [], rootDir: '.', outDir: 'out' }, files: ['main.ts', 'limit.ts'] },
    ...files,
  });
  expect(project.tspc('-p', '.').output).not.toContain('types of clauses');
  const { output: text, status } = project.tspc('-p', '.', '--noCheck');
  expect(text.match(/The types of clauses were not checked/g)).toHaveLength(1);
  expect(status).toBe(0);
});
