/** The source files of a program that its package publishes as entries. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { entryTargets } from './entry-targets.ts';

/**
 * The entry modules of the package whose folder is `root`.
 *
 * @returns undefined where its package.json names no entry, or none that is a file of the program: every file is then an entry.
 */
export function entryModules(ts: TypeScript, program: ts.Program, root: string): readonly ts.SourceFile[] | undefined {
  const sources = sourcesByStem(program, root);
  const manifest = readManifest(ts, `${root}/package.json`);
  const sourceRoot = (program.getCompilerOptions().rootDir ?? commonFolder([...sources.keys()])).replace(/\/$/, '');
  const found = new Set<ts.SourceFile>();
  const folders = { root, sourceRoot, packageName: nameIn(manifest) };
  for (const { path, offers } of entryTargets(manifest)) {
    const stems = candidateStems(program.getCompilerOptions(), folders, path);
    for (const file of firstMatch(sources, stems, offers)) found.add(file);
  }
  return found.size === 0 ? undefined : [...found];
}

/** A package.json that does not parse names no entries; another rule reports it. */
function readManifest(ts: TypeScript, path: string): unknown {
  try {
    return JSON.parse(ts.sys.readFile(path) ?? '{}');
  } catch {
    return {};
  }
}

/** The name of a package without its scope. */
function nameIn(manifest: unknown): string | undefined {
  const { name } = (manifest ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name.slice(name.indexOf('/') + 1) : undefined;
}

const extension = /(?:\.d)?\.[cm]?[jt]sx?$/;

/** The program's own files in the package, by path without extension. */
function sourcesByStem(program: ts.Program, root: string): ReadonlyMap<string, ts.SourceFile> {
  const own = program.getSourceFiles().filter((file) => !file.isDeclarationFile && file.fileName.startsWith(`${root}/`) && !program.isSourceFileFromExternalLibrary(file));
  return new Map(own.map((file) => [file.fileName.replace(extension, ''), file]));
}

/** Folders that builds write to, and the folders that they make in them for formats. */
const buildFolder = /^(?:dist|lib|build|out|output|target|umd|node|browser|bundles?|types|typings|dts|production|development|module|modules|import|require|default|_?(?:esm|cjs|es|mjs|commonjs|types)[\d.]*)(?:-[\w-]+)?$/;

/** What bundlers put before the extension to tell formats apart: `index.cjs.js`, `index.umd.min.js`. */
const format = /(?:\.(?:cjs|esm?|mjs|umd|iife|amd|system|common(?:js)?|module|modern|node|browser|min|dev(?:elopment)?|prod(?:uction)?))+$/;

/** A file with an extension that no code has. */
function isData(path: string): boolean {
  return /[^./][^/]*\.[^/]*$/.test(path.slice(path.lastIndexOf('/') + 1));
}

/** The folder that holds all of some paths; a compiler without rootDir takes that of all sources. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const length = first.findIndex((part, index) => others.some((each) => each[index] !== part));
  return first.slice(0, length === -1 ? first.length : length).join('/');
}

interface Folders {
  readonly root: string;
  /** What outDir mirrors. */
  readonly sourceRoot: string;
  /** What bundlers call the file that they make of the index. */
  readonly packageName: string | undefined;
}

/**
 * Where the source of a published path may be, the likeliest first: by rootDir and outDir, as it is, then without the build's folders; all that
 * once more without what names a format, and for the index where the file is called like the package.
 */
function candidateStems(options: ts.CompilerOptions, folders: Folders, path: string): string[] {
  if (!extension.test(path)) return isData(path) ? [] : ['.js', '/index.js'].flatMap((end) => candidateStems(options, folders, path.replace(/\/?$/, end)));
  const relative = path.replace(/^\.\//, '').replace(extension, '');
  const plain = relative.replace(format, '');
  const index = plain.slice(plain.lastIndexOf('/') + 1) === folders.packageName ? [plain.replace(/[^/]+$/, 'index')] : [];
  return [...new Set([relative, plain, ...index])].flatMap((each) => stemsOf(options, folders, each));
}

function stemsOf({ outDir, declarationDir }: ts.CompilerOptions, { root, sourceRoot }: Folders, relative: string): string[] {
  const whole = `${root}/${relative}`;
  const mapped = [outDir, declarationDir].flatMap((folder) => (folder !== undefined && whole.startsWith(`${folder}/`) ? [`${sourceRoot}${whole.slice(folder.length)}`] : []));
  const parts = relative.split('/');
  const folders = parts.slice(0, -1).findIndex((part) => !buildFolder.test(part));
  const droppable = folders === -1 ? parts.length - 1 : folders;
  const dropped = Array.from({ length: droppable }, (_, index) => parts.slice(index + 1).join('/'));
  // A package that is published from the folder of its build names no such folder.
  return [...mapped, whole, ...dropped.flatMap((rest) => [`${root}/src/${rest}`, `${root}/source/${rest}`, `${root}/${rest}`]), `${root}/src/${relative}`, `${root}/source/${relative}`];
}

/** The files of the first candidate that has any: a file, the index of a folder, or all that a `*` stands for. */
function firstMatch(sources: ReadonlyMap<string, ts.SourceFile>, stems: readonly string[], offers: (star: string) => boolean): readonly ts.SourceFile[] {
  for (const stem of stems) {
    const files = stem.includes('*') ? starMatches(sources, stem, offers) : [sources.get(stem), sources.get(`${stem}/index`)].filter((file) => file !== undefined).slice(0, 1);
    if (files.length > 0) return files;
  }
  return [];
}

function starMatches(sources: ReadonlyMap<string, ts.SourceFile>, stem: string, offers: (star: string) => boolean): readonly ts.SourceFile[] {
  const [before = '', after = ''] = stem.split('*', 2);
  return [...sources].flatMap(([path, file]) => {
    const isMatch = path.length >= before.length + after.length && path.startsWith(before) && path.endsWith(after);
    return isMatch && offers(path.slice(before.length, path.length - after.length)) ? [file] : [];
  });
}
