/** Compiles one folder of fixtures/ in this process, under one profile or without Proviso at all. */
import { contractRecords, profiles, type ContractRecord } from '@proviso/compiler';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { createAnalysis } from '../src/analysis.ts';
import { buildLines } from '../src/build-line.ts';
import transformProgram from '../src/index.ts';
import { contractFree } from './contract-free.ts';

export const fixturesRoot: string = fileURLToPath(new URL('../../../fixtures', import.meta.url));

/** `fixture.json` of a case; every field has a default. */
interface CaseConfig {
  readonly compilerOptions?: Record<string, unknown>;
  /** The profiles whose output is kept; enforce and off if not said. */
  readonly profiles?: readonly string[];
  /** The output of `off` is not compared with that of the contract-free source, because of `[always]` clauses. */
  readonly keepsChecks?: boolean;
}

export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly config: CaseConfig;
}

/** The cases of the corpus, by name. Folders named `todo-…` are known gaps and hold only a note. */
export function listCases(): Case[] {
  return readdirSync(fixturesRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(?:todo-|node_modules|\.)/.test(entry.name))
    .map(({ name }) => readCase(name));
}

function readCase(name: string): Case {
  const folder = `${fixturesRoot}/${name}`;
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.startsWith('out/') && file !== 'run.mjs')
    .map((file) => `${folder}/${file}`);
  const configFile = `${folder}/fixture.json`;
  const config = existsSync(configFile) ? (JSON.parse(readFileSync(configFile, 'utf8')) as CaseConfig) : {};
  return { name, folder, files, config };
}

export interface Compiled {
  /** Output by file name: `input.js`. */
  readonly output: ReadonlyMap<string, string>;
  readonly diagnostics: readonly ts.Diagnostic[];
  readonly contracts: Record<string, ContractRecord[]>;
  readonly lines: readonly string[];
}

/** How to compile: under a profile, plainly, or plainly from the contract-free sources. */
export type Mode = { readonly profile: string; readonly transformers?: ts.CustomTransformers } | 'plain' | 'contract-free';

/** Files outside of the corpus, parsed and bound once for all cases: the libraries are most of the work. */
const libraries = new Map<string, ts.SourceFile | undefined>();

function createHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version, ...rest) => {
    if (name.startsWith(`${fixturesRoot}/`) && !name.includes('/node_modules/')) return getSourceFile(name, version, ...rest);
    const key = `${name} ${JSON.stringify(version)}`;
    if (!libraries.has(key)) libraries.set(key, getSourceFile(name, version, ...rest));
    return libraries.get(key);
  };
  return host;
}

export function compileCase(each: Case, mode: Mode): Compiled {
  const options = optionsOf(each);
  const host = createHost(options);
  const output = new Map<string, string>();
  const write: ts.WriteFileCallback = (name, text) => void output.set(name.slice(`${each.folder}/.out/`.length), text);
  if (mode === 'contract-free') stripOnRead(host, each, options.verbatimModuleSyntax === true);
  let program = ts.createProgram(each.files, options, host);
  if (typeof mode === 'object') {
    program = transformProgram(program, host, { transform: '@proviso/transformer', transformProgram: true, profile: mode.profile }, { ts });
  }
  const diagnostics = [...program.getOptionsDiagnostics(), ...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()];
  program.emit(undefined, write, undefined, undefined, typeof mode === 'object' ? mode.transformers : undefined);
  const analysis = createAnalysis(ts, { program, host }, profiles.enforce);
  const checked = program.getSourceFiles().flatMap((file) => analysis.contractsOf(file) ?? []);
  const contracts = Object.fromEntries(checked.map(({ file }) => [basename(file.path), contractRecords(file)]));
  return { output, diagnostics, contracts, lines: buildLines(profiles.enforce, checked, { skimmed: 0, currentDirectory: fixturesRoot }).slice(1) };
}

/** The program of a case, as plain TypeScript sees it. */
export function programOf(each: Case): ts.Program {
  const options = optionsOf(each);
  return ts.createProgram(each.files, options, createHost(options));
}

function stripOnRead(host: ts.CompilerHost, each: Case, verbatim: boolean): void {
  const { getSourceFile } = host;
  host.getSourceFile = (name, version, ...rest) =>
    each.files.includes(name) ? ts.createSourceFile(name, contractFree(name, readFileSync(name, 'utf8'), verbatim), version, true) : getSourceFile(name, version, ...rest);
}

export function optionsOf(each: Case): ts.CompilerOptions {
  const written = { target: 'es2022', module: 'nodenext', strict: true, types: [], skipLibCheck: true, ...each.config.compilerOptions };
  const { options, errors } = ts.convertCompilerOptionsFromJson(written, each.folder);
  if (errors.length > 0) throw new Error(ts.formatDiagnostics(errors, formatHost));
  return { ...options, rootDir: each.folder, outDir: `${each.folder}/.out` };
}

const formatHost: ts.FormatDiagnosticsHost = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => fixturesRoot, getNewLine: () => '\n' };

/** Diagnostics with the line they are on and squiggles under their range. */
export function squiggles(diagnostics: readonly ts.Diagnostic[]): string {
  return diagnostics.map(squiggle).join('\n');
}

function squiggle(diagnostic: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const { file, start = 0, length = 0 } = diagnostic;
  if (!file) return `TS${diagnostic.code}: ${text.replaceAll(fixturesRoot, '')}\n`;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const source = file.text.split(/\r\n|[\r\n]/)[line] ?? '';
  const width = Math.max(1, Math.min(length, source.length - character));
  const indent = source.slice(0, character).replace(/[^\t]/g, ' ');
  return `${basename(file.fileName)}:${line + 1}:${character + 1} TS${diagnostic.code}: ${text}\n  ${source.slice(0, 120)}\n  ${indent.slice(0, 120)}${'~'.repeat(Math.min(width, 120))}\n`;
}
