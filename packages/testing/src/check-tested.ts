/** Checks what a test names: its contract is looked for in the modules that the file of the test imports. */
import { moduleFinder, packageFinder, recordFinder, type TypeScript } from '@proviso/compiler';
import { findTypeScript } from '@proviso/unplugin/typescript';
import type * as fc from 'fast-check';
import { dirname } from 'node:path';
import type ts from 'typescript';
import { findSubjects } from './find-subjects.ts';
import { modulesOf } from './modules-of.ts';
import { checkSubject, defaults, type CheckOptions } from './running/check-subject.ts';
import { starvation } from './starvation.ts';
import type { Subject } from './subject.ts';
import type { Report } from './verdict.ts';

export interface ContractTestOptions extends Partial<Pick<CheckOptions, 'runs' | 'exhaustive' | 'seed' | 'nonFinite'>> {
  /** By the name of a type, arbitraries for it. */
  readonly arbitraries?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
}

/** The file of a test. */
export interface TestFile {
  readonly file: string;
  /** Gives what a module exports, as the file of the test has it. */
  readonly load: (module: string) => Promise<unknown>;
}

/** A function, or a class. */
export type Tested = ((...args: never[]) => unknown) | (abstract new (...args: never[]) => unknown);

/**
 * Checks a function or a class that a file imports; gives what was found of it.
 *
 * @throws {Error} with the counterexample where a promise is broken, and where nothing could be said.
 * @noContract the code of the project runs
 */
export async function checkTested(tested: Tested, { file, load }: TestFile, options: ContractTestOptions = {}): Promise<readonly Report[]> {
  const { subject, modules } = await find(tested, { file, load }, options);
  if (!isCompiled(tested, subject)) throw failure(`the contracts of ${tested.name} are not compiled, so nothing would be checked: Vitest needs the plugin of @proviso/unplugin/vitest, and for JavaScript its option \`include\``);
  const { arbitraries = {}, runs = defaults.runs, exhaustive = defaults.exhaustive, seed = 1, nonFinite = false } = options;
  const reports = await checkSubject(subject, {
    ...defaults, runs, exhaustive, seed, nonFinite,
    // The code of a test is not ours to mark.
    interleavings: 0,
    registered: new Map(Object.entries(arbitraries)),
    exportsOf: (name) => modules.get(name),
    classOf: ({ module, exported }) => (modules.get(module) as Record<string, new (...args: unknown[]) => object>)[exported] as new (...args: unknown[]) => object,
  });
  const wrong = reports.find(({ verdict }) => verdict.verdict !== 'passed' && verdict.verdict !== 'exhaustive');
  if (wrong) throw failure(`${wrong.symbol}: ${textOf(wrong.verdict)}`);
  return reports;
}

interface Found {
  readonly subject: Exclude<Subject, { kind: 'skipped' }>;
  readonly modules: ReadonlyMap<string, unknown>;
}

async function find(tested: Tested, { file, load }: TestFile, { arbitraries = {} }: ContractTestOptions): Promise<Found> {
  const ts = findTypeScript(dirname(file));
  const { program, host } = openTest(ts, file);
  const registered = new Set(Object.keys(arbitraries));
  const modules = new Map<string, unknown>();
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile || source.fileName.includes('/node_modules/') || !source.text.includes(tested.name)) continue;
    for (const subject of findSubjects({ ts, program, host, registered }, source)) {
      if (subject.kind === 'skipped' || !mayBe(subject, tested)) continue;
      for (const each of modulesOf(subject)) if (!modules.has(each)) modules.set(each, await load(each));
      if (valueOf(subject, modules.get(subject.file)) === tested) return { subject, modules };
    }
  }
  throw new Error(`contractTest: ${tested.name} has no contract, or the file of the test does not import the module that exports it`);
}

function openTest(ts: TypeScript, file: string): { readonly program: ts.Program; readonly host: Parameters<typeof findSubjects>[0]['host'] } {
  const config = ts.findConfigFile(dirname(file), (name) => ts.sys.fileExists(name));
  const parsed = config === undefined ? undefined : ts.getParsedCommandLineOfConfigFile(config, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
  const options: ts.CompilerOptions = { ...(parsed?.options ?? { strict: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022 }), noEmit: true };
  const program = ts.createProgram({ rootNames: [file], options });
  const packageOf = packageFinder(ts);
  const records = recordFinder({ files: ts.sys, packageOf });
  return { program, host: { ts, packageOf, resolveModule: moduleFinder(ts, { options, parse: (name) => program.getSourceFile(name), records }) } };
}

function mayBe(subject: Exclude<Subject, { kind: 'skipped' }>, { name }: Tested): boolean {
  return subject.kind === 'class' ? subject.of.name === name : subject.symbol === name || subject.path.at(-1) === name || subject.path.at(-1) === 'default';
}

function valueOf(subject: Exclude<Subject, { kind: 'skipped' }>, exports: unknown): unknown {
  const path = subject.kind === 'class' ? [subject.of.exported] : subject.path;
  return path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], exports);
}

/** What code a compiled clause leaves begins with this name. A text that is not to be had says nothing. */
function isCompiled(tested: Tested, subject: Exclude<Subject, { kind: 'skipped' }>): boolean {
  const clauses = subject.kind === 'class' ? [subject, ...subject.members].flatMap((each) => each.clauses) : subject.clauses;
  if (!clauses.some(({ text }) => isAlwaysCompiled(text))) return true;
  const text = Function.prototype.toString.call(tested);
  return text.includes('p$') || text.includes('[native code]');
}

/** Frames, and clauses that are only audited, leave no code under most profiles. */
function isAlwaysCompiled(text: string): boolean {
  return /^@(requires|ensures|throws|yields|invariant|requiresElse|ensuresAlso) (?!\[(audit|axiom)\])/.test(text);
}

function failure(message: string): Error {
  const error = new Error(message);
  error.name = 'ContractTestError';
  return error;
}

function textOf(verdict: Report['verdict']): string {
  switch (verdict.verdict) {
    case 'refuted': return `refuted by\n\n  ${verdict.counterexample.code.join(';\n  ')};\n\n${verdict.counterexample.problem.message}`;
    case 'starved': return `starved: ${starvation(verdict)}${verdict.clause ? `; most fail at ${verdict.clause.text}` : ''}`;
    case 'vacuous': return `vacuous: ${verdict.why}`;
    case 'skipped':
    case 'error': return verdict.reason;
    case 'passed':
    case 'exhaustive': return verdict.verdict;
  }
}
