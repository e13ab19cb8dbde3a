/** Finds the file that an import means: the program's own where it has it, else one that is parsed here, each once. */
import type ts from 'typescript';
import { keepRecordProblem } from './1-read/recorded.ts';
import { recordedCopy } from './1-read/recorded-copy.ts';
import type { ResolveModule, TypeScript } from './contract.ts';
import { packageFinder } from './packages.ts';
import { parseText } from './parse-text.ts';
import { recordFinder, type RecordFinder } from './record-finder.ts';

/** What a host knows of the files around the one that it looks at. */
export interface ModuleHost {
  /** Its files are used as they are; its options say how modules are found. */
  readonly program?: ts.Program | undefined;
  /** Where there is no program: what a project says of how its modules are found, `paths` for one. */
  readonly options?: ts.CompilerOptions | undefined;
  /** Where files are read from; the disk if it is absent. */
  readonly files?: ts.ModuleResolutionHost | undefined;
  /** Gives a file that the program does not have; if it is absent, each is read and parsed once. */
  readonly parse?: ((fileName: string) => ts.SourceFile | undefined) | undefined;
  /** What packages record of their contracts; looked up in the files if it is absent. */
  readonly records?: RecordFinder | undefined;
}

/** How modules are found where no program says it: as bundlers do, which finds what Node finds and more. */
const withoutProgram = (ts: TypeScript): ts.CompilerOptions => ({
  module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.Latest, allowJs: true,
});

/**
 * Resolves imports as TypeScript does.
 *
 * @noContract what it finds depends on the disk alone
 */
export function moduleFinder(ts: TypeScript, { program, options, files = ts.sys, parse = (name) => parseFile(ts, files, name), records = recordFinder({ files, packageOf: packageFinder(ts) }) }: ModuleHost): ResolveModule {
  const found = new Map<string, ts.SourceFile | undefined>();
  const fileNamed = (name: string): ts.SourceFile | undefined => {
    if (!found.has(name)) found.set(name, withRecordOf(ts, program?.getSourceFile(name) ?? parse(name), records));
    return found.get(name);
  };
  const pathOf = modulePaths(ts, { program, options, files });
  return (specifier, from) => {
    const path = pathOf(specifier.text, from.fileName, program && ts.getModeForUsageLocation(from, specifier, program.getCompilerOptions()));
    return path === undefined ? undefined : fileNamed(path);
  };
}

type ModulePath = (specifier: string, from: string, mode?: ts.ResolutionMode) => string | undefined;

/**
 * Resolves imports as TypeScript does, to the names of files that can be parsed.
 *
 * @noContract what it finds depends on the disk alone
 */
export function modulePaths(ts: TypeScript, { program, options: given, files = ts.sys }: Pick<ModuleHost, 'program' | 'options' | 'files'>): ModulePath {
  const options = program?.getCompilerOptions() ?? { ...withoutProgram(ts), ...given };
  const cache = ts.createModuleResolutionCache(program?.getCurrentDirectory() ?? '', (name) => name, options);
  const around: ts.ModuleResolutionHost = program ? { ...files, fileExists: (name) => program.getSourceFile(name) !== undefined || files.fileExists(name) } : files;
  return (specifier, from, mode) => {
    const path = ts.resolveModuleName(specifier, from, options, around, cache, undefined, mode).resolvedModule?.resolvedFileName;
    return path !== undefined && /\.[cm]?[jt]sx?$/.test(path) ? path : undefined;
  };
}

function parseFile(ts: TypeScript, files: ts.ModuleResolutionHost, name: string): ts.SourceFile | undefined {
  const text = files.readFile(name);
  return text === undefined ? undefined : parseText(ts, name, text);
}

/**
 * A declaration file with what its package records of it: a copy, or the file itself where there is no record that can be used.
 *
 * @noContract an equality of files says less than its type
 */
export function withRecordOf(ts: TypeScript, file: ts.SourceFile | undefined, { recordOf }: RecordFinder): ts.SourceFile | undefined {
  const recorded = file?.isDeclarationFile === true ? recordOf(file.fileName) : undefined;
  if (!file || !recorded) return file;
  if (!('problem' in recorded)) return recordedCopy(ts, file, recorded);
  keepRecordProblem(file, recorded.problem);
  return file;
}
