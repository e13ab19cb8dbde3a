/** Which files of a build are sources that may have contracts. */
import { existsSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import picomatch from 'picomatch';

/** Globs, relative to a root, or patterns that are tested on whole paths. */
export type FilePattern = string | RegExp | readonly (string | RegExp)[];

/** What decides. */
export interface SourceFilter {
  readonly root: string;
  readonly include?: FilePattern | undefined;
  readonly exclude?: FilePattern | undefined;
}

const typeScript = /\.(?:tsx?|[cm]ts)$/;
const anyScript = /\.(?:[jt]sx?|[cm][jt]s)$/;
const declarations = /\.d\.(?:[cm]?ts|\w+\.ts)$/;

/**
 * The file that a bundler's name of a module stands for: without a query, with `/` on every system.
 *
 * @pure
 * @ensures `!result.includes('?') && !result.includes('\\\\')`
 */
export function fileOf(id: string): string {
  const query = id.indexOf('?');
  return (query === -1 ? id : id.slice(0, query)).replaceAll('\\', '/');
}

/**
 * The file itself, where a bundler keeps links as they are: a package of the workspace is none that was installed.
 *
 * @noContract what it finds depends on the disk
 */
export function behindLinks(fileName: string): string {
  if (!fileName.includes('/node_modules/') || !typeScript.test(fileName) || !existsSync(fileName)) return fileName;
  return realpathSync(fileName).replaceAll('\\', '/');
}

/**
 * Makes the test. Nothing of `node_modules` passes it, no declarations, and JavaScript only where `include` names it.
 *
 * @noContract what it gives is a function; that says what it does
 */
export function sourceFilter({ root, include, exclude }: SourceFilter): (fileName: string) => boolean {
  const isWanted = include === undefined ? (fileName: string): boolean => typeScript.test(fileName) : matcher(root, include);
  const isUnwanted = exclude === undefined ? (): boolean => false : matcher(root, exclude);
  return (fileName) => anyScript.test(fileName) && !fileName.includes('\0') && !fileName.includes('/node_modules/') && !declarations.test(fileName) && isWanted(fileName) && !isUnwanted(fileName);
}

function matcher(root: string, pattern: FilePattern): (fileName: string) => boolean {
  const list = typeof pattern === 'string' || pattern instanceof RegExp ? [pattern] : pattern;
  // A `g` pattern would remember where it stopped.
  const tests = list.map((each) => (each instanceof RegExp ? (fileName: string): boolean => fileName.search(each) !== -1 : globTest(root, each)));
  return (fileName) => tests.some((test) => test(fileName));
}

/** Of a glob that names a folder all files in it are meant, and one that begins with any folders means those outside of the root too. */
function globTest(root: string, written: string): (fileName: string) => boolean {
  const isOfWindows = /^[a-z]:/i.test(written);
  const glob = (isOfWindows ? written.replaceAll('\\', '/') : written.replace(/^\.\//, '')).replace(/(?<=.)\/$/, '');
  if (isOfWindows || glob.startsWith('/')) return matcherOf(glob);
  const [up = ''] = /^(?:\.\.(?:\/|$))+/.exec(glob) ?? [];
  const from = posix.join(root, up);
  const matches = matcherOf(glob.slice(up.length) || '**');
  return (fileName) => {
    const path = posix.relative(from, fileName);
    return matches(glob.startsWith('**/') ? path.replace(/^(?:\.\.\/)+/, '') : path);
  };
}

function matcherOf(glob: string): (path: string) => boolean {
  const isName = !/[*?[{(!][^/]*$/.test(glob);
  return picomatch(isName ? [glob, `${glob}/**`] : glob, { dot: true });
}

/**
 * Whether a bundler's name of a module asks for something that is made of the file, such as its text, its address or a worker, and not for what it exports.
 *
 * @pure
 */
export function isOfOtherKind(id: string): boolean {
  return /[?&](?:raw|url|worker|sharedworker)(?:[&=]|$)/.test(id);
}
