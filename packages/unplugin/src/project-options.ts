/** What the tsconfig of a file says of how its imports are found and kept. */
import { oldTargetOf, type OldTarget, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/** What a tsconfig has to say here. */
export interface ProjectOptions {
  /** How its modules are found, over what bundlers do. */
  readonly resolution: ts.CompilerOptions;
  /** `verbatimModuleSyntax`. */
  readonly verbatim: boolean;
  /** What its target lacks, if it is older than ES2022. */
  readonly oldTarget: OldTarget | undefined;
  /** How it is made JavaScript: JSX, decorators, fields of classes. Whether those are defined, not assigned, goes by its target too. */
  readonly syntax: ts.CompilerOptions;
  /** The files that say all this. */
  readonly configs: readonly string[];
}

const syntaxOptions = ['jsx', 'jsxFactory', 'jsxFragmentFactory', 'jsxImportSource', 'experimentalDecorators', 'emitDecoratorMetadata'];
const resolutionOptions = ['baseUrl', 'paths', 'pathsBasePath', 'rootDirs', 'customConditions', 'moduleSuffixes', 'preserveSymlinks'];

/**
 * Reads the tsconfig of files, each once: the nearest, unless `tsconfig` stands for all. One that only refers to others speaks with the first of
 * them that names `paths`.
 *
 * @noContract what it finds depends on the disk alone
 */
export function projectOptionsFinder(ts: TypeScript, tsconfig?: string): (fileName: string) => ProjectOptions {
  const byFolder = new Map<string, ProjectOptions>();
  const byConfig = new Map<string, ProjectOptions>();
  const optionsAt = (config: string | undefined): ProjectOptions => {
    const key = config ?? '';
    const known = byConfig.get(key) ?? (config === undefined ? { resolution: {}, verbatim: false, oldTarget: undefined, syntax: {}, configs: [] } : readProject(ts, config));
    byConfig.set(key, known);
    return known;
  };
  return (fileName) => {
    const folder = fileName.slice(0, fileName.lastIndexOf('/'));
    const known = byFolder.get(folder) ?? optionsAt(tsconfig ?? ts.findConfigFile(folder, (name) => ts.sys.fileExists(name)));
    byFolder.set(folder, known);
    return known;
  };
}

function readProject(ts: TypeScript, config: string): ProjectOptions {
  const configs = new Set<string>();
  const read = (name: string): ts.ParsedCommandLine => readConfig(ts, name, configs);
  const own = read(config);
  const others = own.options.paths ? [] : (own.projectReferences ?? []).map((reference) => read(ts.resolveProjectReferencePath(reference)));
  const { options } = others.find((each) => each.options.paths !== undefined) ?? own;
  return {
    resolution: picked(options, resolutionOptions),
    verbatim: [own, ...others].some((each) => each.options.verbatimModuleSyntax === true),
    oldTarget: oldTargetOf(ts, options),
    syntax: { ...picked(options, syntaxOptions), ...fieldsOption(ts, options) },
    configs: [...configs],
  };
}

/** Nothing where a tsconfig does not say: every host has a rule of its own for that. */
function fieldsOption(ts: TypeScript, { useDefineForClassFields: isSaid, target }: ts.CompilerOptions): ts.CompilerOptions {
  const isDefined = isSaid ?? (target === undefined ? undefined : target >= ts.ScriptTarget.ES2022);
  return isDefined === undefined ? {} : { useDefineForClassFields: isDefined };
}

function picked(options: ts.CompilerOptions, names: readonly string[]): ts.CompilerOptions {
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}

/** A mistake in it is for others to report. No list of files is made. What is read, also by `extends`, is added to `configs`. */
function readConfig(ts: TypeScript, config: string, configs: Set<string>): ts.ParsedCommandLine {
  const readFile = (name: string): string | undefined => {
    configs.add(name);
    return ts.sys.readFile(name);
  };
  const { config: content = {} } = ts.readConfigFile(config, readFile) as { config?: unknown };
  const folder = config.slice(0, config.lastIndexOf('/'));
  return ts.parseJsonConfigFileContent(content, { ...ts.sys, readFile, readDirectory: () => [] }, folder, undefined, config);
}
