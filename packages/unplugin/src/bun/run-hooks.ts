/** Contracts in what Bun runs without a build: `plugin(proviso())` in a file that it loads before. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { readFileSync } from 'node:fs';
import { slashed } from '../build.ts';
import { createSession, type CompiledFile } from '../compile-session.ts';
import { importsOrExports, type SourceText } from '../node/module-format.ts';
import { profileOfProcess, readOptions, type ProvisoOptions } from '../options.ts';
import { problemError, warnOfProblems } from '../problem-error.ts';
import { findTypeScript } from '../typescript.ts';
import { watchFiles, watchMode } from './watched-files.ts';

type Loader = 'ts' | 'tsx' | 'js' | 'jsx';

/** What a plugin is handed where nothing is built. */
export interface BunRun {
  readonly onLoad: (constraints: { readonly filter: RegExp }, load: (file: { readonly path: string }) => Loaded | Promise<Loaded>) => void;
}

interface Loaded {
  readonly contents: string;
  readonly loader: Loader;
}

/** Every file that is let through has to be given, as it is or compiled: so only those are that may have contracts. */
const typeScript = /^(?!.*[\\/]node_modules[\\/]).*\.(?:tsx?|[cm]ts)$/;
const anyScript = /^(?!.*[\\/]node_modules[\\/]).*\.(?:[jt]sx?|[cm][jt]s)$/;

/**
 * Compiles the contracts of what this process loads from now on; Bun erases the types. What is not checked is warned of.
 *
 * @throws {Error} without a TypeScript that can parse.
 * @noContract it changes what the process loads
 */
export function hookRun(bun: BunRun, options: ProvisoOptions): void {
  const { profile, include, exclude } = readOptions(options);
  const root = slashed(process.cwd());
  const ts = findTypeScript(root);
  const session = createSession({ ts, profile: profileOfProcess(profile), root, include, exclude, handsOnTypes: true });
  const mode = watchMode();
  bun.onLoad({ filter: include === undefined ? typeScript : anyScript }, ({ path }) => {
    const file: SourceText = { fileName: slashed(path), text: readFileSync(path, 'utf8') };
    if (mode === 'hot') session.refresh();
    const compiled = session.concerns(file.fileName) ? session.compile({ ...file, isModule: true }) : undefined;
    const watched = mode && watchFiles([file.fileName, ...(compiled?.dependsOn ?? [])]);
    try {
      return { contents: asModule(ts, { ...file, contents: contentsOf(file, compiled) }), loader: loaderOf(file.fileName) };
    } catch (error) {
      if (!watched) throw error;
      return watched.then(() => {
        throw error;
      });
    }
  });
}

function contentsOf({ text }: SourceText, compiled: CompiledFile | undefined): string {
  if (!compiled) return text;
  if (compiled.errors.length > 0) throw withoutPlace(() => problemError(compiled.errors));
  warnOfProblems(compiled.unsupported);
  return compiled.code ?? text;
}

interface Given extends SourceText {
  readonly contents: string;
}

/** Of what a plugin gives Bun runs ES modules alone: it would pass over CommonJS without a word. */
function asModule(ts: TypeScript, { fileName, text, contents }: Given): string {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
  if (importsOrExports(ts, file)) return contents;
  if (isCommonJs(ts, file)) {
    throw withoutPlace(() => new Error(`Bun runs no CommonJS that a plugin has loaded, with contracts or without, and @proviso/unplugin loads all TypeScript of the project. Write ${fileName} with \`import\` and \`export\`.`));
  }
  return `${contents}\nexport {};`;
}

/** Whether it says what it exports. It may call `require`, as modules may in Bun. */
function isCommonJs(ts: TypeScript, file: ts.SourceFile): boolean {
  const isIdentifier = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;
  const visit = (node: ts.Node): boolean => {
    if (ts.isExportAssignment(node) || ts.isImportEqualsDeclaration(node)) return true;
    if (ts.isPropertyAccessExpression(node) && (isIdentifier(node.expression, 'exports') || (isIdentifier(node.expression, 'module') && isIdentifier(node.name, 'exports')))) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(file);
}

/** Bun shows the code around the place that an error was made at, which is ours. */
function withoutPlace(make: () => Error): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** By the ending, as Bun has it. */
function loaderOf(fileName: string): Loader {
  if (fileName.endsWith('.tsx')) return 'tsx';
  if (fileName.endsWith('.jsx')) return 'jsx';
  return fileName.endsWith('ts') ? 'ts' : 'js';
}
