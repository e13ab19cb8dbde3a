/** Lints a text as a file of this package, which opted in, with types and without touching the disk. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import plugin from '../src/index.ts';

const folder = dirname(fileURLToPath(import.meta.url));

/** What a rule said of a text. */
export interface Finding {
  readonly message: string;
  /** `line:column-line:column`, both from 1. */
  readonly at: string;
  /** What is marked. */
  readonly marked: string;
  /** The text after each suggestion that mends, in order. */
  readonly suggested: readonly { readonly desc: string; readonly output: string }[];
}

/** A finding, and the text after the suggestion that disables the rule for a comment. */
interface Disableable extends Finding {
  readonly disabled: string | undefined;
}

/** How a text is linted. */
export interface Setup {
  readonly options?: readonly unknown[];
  readonly fileName?: string;
  /** Other files of the program, by name. */
  readonly others?: Readonly<Record<string, string>>;
  /** Without a program, as a config without `projectService` would. */
  readonly untyped?: boolean;
  /** Set differently from the usual options. */
  readonly compilerOptions?: ts.CompilerOptions;
}

const usualOptions: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  types: ['node'],
  skipLibCheck: true,
};

/** Files of the disk, parsed once for all samples: the libraries are most of the work. */
const onDisk = new Map<string, ts.SourceFile | undefined>();

/** The last program of given options: what its unchanged files import is not looked for once more. */
const previous = new Map<string, ts.Program>();

function programOf(texts: ReadonlyMap<string, string>, own: ts.CompilerOptions): ts.Program {
  const compilerOptions = { ...usualOptions, ...own };
  const host = ts.createCompilerHost(compilerOptions, true);
  const disk = { ...host };
  host.fileExists = (name) => texts.has(name) || disk.fileExists(name);
  host.readFile = (name) => texts.get(name) ?? disk.readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, version, true);
    if (!onDisk.has(name)) onDisk.set(name, disk.getSourceFile(name, version, ...rest));
    return onDisk.get(name);
  };
  const key = JSON.stringify(compilerOptions);
  const program = ts.createProgram([...texts.keys()], compilerOptions, host, previous.get(key));
  previous.set(key, program);
  return program;
}

/** A program with one text as its file, beside others, and without the types of Node. */
export function programOfText(text: string, others: Readonly<Record<string, string>>): { readonly program: ts.Program; readonly fileName: string } {
  const named = Object.entries({ 'sample.ts': text, ...others }).map(([name, content]) => [join(folder, name), content] as const);
  return { program: programOf(new Map(named), { types: [] }), fileName: join(folder, 'sample.ts') };
}

/** Lints one text with one rule. */
export function lintText(rule: string, text: string, setup: Setup = {}): Finding[] {
  return lintDisabling(rule, text, setup).map(({ disabled: _, ...finding }) => finding);
}

/** Lints one text with one rule, and disables it where a report lies in a comment. */
export function lintDisabling(rule: string, text: string, { options = [], fileName = 'sample.ts', others = {}, untyped = false, compilerOptions = {} }: Setup = {}): Disableable[] {
  const name = join(folder, fileName);
  const texts = new Map([[name, text], ...Object.entries(others).map(([other, content]) => [join(folder, other), content] as const)]);
  const config = {
    files: ['**/*.{ts,tsx,cts,mts,js,jsx,cjs,mjs}'],
    plugins: { '@proviso': plugin },
    languageOptions: { parser, parserOptions: untyped ? {} : { programs: [programOf(texts, compilerOptions)] } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: { [`@proviso/${rule}`]: ['error', ...options] },
  } satisfies Linter.Config;
  const messages = new Linter({ configType: 'flat', cwd: '/' }).verify(text, [config], { filename: name });
  const lines = ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
  const offset = (line: number, column: number): number => lines.getPositionOfLineAndCharacter(line - 1, column - 1);
  return messages.map(({ message, line, column, endLine = line, endColumn = column, suggestions = [], fatal }) => {
    if (fatal) throw new Error(`${message}, in:\n${text}`);
    const all = suggestions.map(({ desc, fix }) => ({ desc, output: `${text.slice(0, fix.range[0])}${fix.text}${text.slice(fix.range[1])}` }));
    const isDisabling = all.at(-1)?.desc.startsWith('Disable ') === true;
    return {
      message,
      at: `${line}:${column}-${endLine}:${endColumn}`,
      marked: text.slice(offset(line, column), offset(endLine, endColumn)),
      suggested: isDisabling ? all.slice(0, -1) : all,
      disabled: isDisabling ? all.at(-1)?.output : undefined,
    };
  });
}

/** The only suggestion of the only report; it has to be a contract that `valid-contract` and `pure-contract` accept. */
export function suggestionFor(rule: string, text: string, setup: Setup = {}): string | undefined {
  const findings = lintText(rule, text, setup);
  const [finding, ...others] = findings;
  if (!finding || others.length > 0) throw new Error(`${findings.length} reports where one was expected, in:\n${text}`);
  const output = finding.suggested[0]?.output;
  if (output === undefined) return undefined;
  const wrong = ['valid-contract', 'pure-contract'].flatMap((each) => lintText(each, output, { ...setup, options: [] }));
  if (wrong.length > 0) throw new Error(`The suggestion is no valid contract: ${wrong.map(({ message }) => message).join('; ')}\n${output}`);
  return output;
}
