/** Contracts in what Bun runs without a build: `plugin(proviso())` in a file that it loads before. */
import { profiles, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { readFileSync } from 'node:fs';
import { slashed } from '../build.ts';
import { createSession, type Session } from '../compile-session.ts';
import { importsOrExports, type SourceText } from '../node/module-format.ts';
import { readOptions, type ProvisoOptions } from '../options.ts';
import { problemError } from '../problem-error.ts';
import { printProblem } from '../problem.ts';
import { findTypeScript } from '../typescript.ts';

type Loader = 'ts' | 'tsx' | 'js' | 'jsx';

/** What a plugin is handed where nothing is built. */
export interface BunRun {
  readonly onLoad: (constraints: { readonly filter: RegExp }, load: (file: { readonly path: string }) => { readonly contents: string; readonly loader: Loader }) => void;
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
  const chosen = profile ?? profiles[process.env['NODE_ENV'] === 'production' ? 'boundary' : 'enforce'];
  const ts = findTypeScript(root);
  const session = createSession({ ts, profile: chosen, root, include, exclude, handsOnTypes: true });
  bun.onLoad({ filter: include === undefined ? typeScript : anyScript }, ({ path }) => {
    const fileName = slashed(path);
    const text = readFileSync(path, 'utf8');
    return { contents: asModule(ts, { fileName, text, contents: compiled(session, { fileName, text }) }), loader: loaderOf(fileName) };
  });
}

function compiled(session: Session, { fileName, text }: SourceText): string {
  const found = session.concerns(fileName) ? session.compile({ fileName, text, isModule: true }) : undefined;
  if (!found) return text;
  if (found.errors.length > 0) throw problemError(found.errors);
  for (const problem of found.unsupported) process.emitWarning(printProblem(problem), 'ProvisoWarning');
  return found.code ?? text;
}

interface Given extends SourceText {
  readonly contents: string;
}

/** Of what a plugin gives Bun runs ES modules alone: it would pass over CommonJS without a word. */
function asModule(ts: TypeScript, { fileName, text, contents }: Given): string {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
  if (importsOrExports(ts, file)) return contents;
  if (isCommonJs(ts, file)) {
    throw withoutPlace(`Bun runs no CommonJS that a plugin has loaded, with contracts or without, and @proviso/unplugin loads all TypeScript of the project. Write ${fileName} with \`import\` and \`export\`.`);
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

function withoutPlace(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}

/** By the ending, as Bun has it. */
function loaderOf(fileName: string): Loader {
  if (fileName.endsWith('.tsx')) return 'tsx';
  if (fileName.endsWith('.jsx')) return 'jsx';
  return fileName.endsWith('ts') ? 'ts' : 'js';
}
