/** Which of a project's contracts a command is about. */
import { findSubjects, type Subject } from '@proviso/testing';
import picomatch from 'picomatch';
import type ts from 'typescript';
import { UserError } from '../user-error.ts';
import type { Project } from './open-project.ts';

interface Selection {
  /** Globs, files, folders and symbols; all of the project where there are none. */
  readonly wanted: readonly string[];
  readonly exclude: readonly string[];
  readonly registered: ReadonlySet<string>;
}

/**
 * The subjects that are wanted, by the names of their files.
 *
 * @throws {UserError} where something that is wanted is not there.
 * @noContract what it finds depends on the disk
 */
export function selectSubjects({ ts, program, host, root }: Project, { wanted, exclude, registered }: Selection): Subject[] {
  const isExcluded = picomatch(exclude.length > 0 ? [...exclude] : ['!**'], { dot: true });
  const own = program.getSourceFiles().filter((file) => isOwn(root, file) && !isExcluded(relativePath(root, file.fileName))).sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
  const patterns = wanted.map((each) => patternOf(relativePath(root, each), ts.sys.directoryExists(`${root}/${relativePath(root, each)}`)));
  const ofFiles = patterns.filter(({ file }) => file !== undefined);
  const files = patterns.every(({ file }) => file !== undefined) && patterns.length > 0 ? own.filter((file) => ofFiles.some((pattern) => pattern.file?.(relativePath(root, file.fileName)))) : own;
  const subjects = files.flatMap((file) => findSubjects({ ts, program, host, registered, importsPackages: true }, file));
  if (patterns.length === 0) return subjects;
  const missing = patterns.find((pattern) => !subjects.some((subject) => isWanted(root, pattern, subject)));
  if (missing?.file && !program.getSourceFiles().some((file) => isOwn(root, file) && missing.file?.(relativePath(root, file.fileName)) === true) && ts.sys.fileExists(`${root}/${missing.text}`)) throw new UserError(`${missing.text} is not among the files of the tsconfig: add it to its include, or name another tsconfig with --project`);
  if (missing) throw new UserError(`nothing with a contract is called ${missing.text}, or stands in a file of that name. proviso check --list shows what there is`);
  return subjects.filter((subject) => patterns.some((pattern) => isWanted(root, pattern, subject)));
}

function isOwn(root: string, { fileName, isDeclarationFile }: ts.SourceFile): boolean {
  return !isDeclarationFile && fileName.startsWith(`${root}/`) && !fileName.includes('/node_modules/');
}

/**
 * A path as people write it.
 *
 * @ensures `root === '' || !result.startsWith(root + '/')`
 */
export function relativePath(root: string, fileName: string): string {
  return fileName.startsWith(`${root}/`) ? fileName.slice(root.length + 1) : fileName;
}

interface Pattern {
  readonly text: string;
  readonly file?: (path: string) => boolean;
}

/** `src/*.ts` and `src` are about files, `LruCache.get` is a symbol. */
function patternOf(text: string, isFolder: boolean): Pattern {
  const path = text.replace(/^\.\//, '').replace(/\/$/, '');
  if (!isFolder && !/[/*\\]|\.[cm]?[jt]sx?$/.test(text)) return { text };
  return { text, file: picomatch([path, `${path}/**`], { dot: true }) };
}

function isWanted(root: string, { text, file }: Pattern, subject: Subject): boolean {
  if (file) return file(relativePath(root, subject.file));
  const names = [subject.symbol, ...(subject.kind === 'class' ? [subject.of.name, ...subject.members.map(({ symbol }) => symbol)] : [])];
  return names.includes(text) || names.some((name) => name.startsWith(`${text}.`));
}
