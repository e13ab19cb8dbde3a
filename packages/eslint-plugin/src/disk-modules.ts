/** The files that a file leads to where no program has them: read from the disk, and read again only once they have changed. */
import { mayNameRefinement, mayRefine, moduleFinder, packageFinder, parseText, type ResolveModule, type TypeScript } from '@proviso/compiler';
import { statSync } from 'node:fs';
import { posix } from 'node:path';
import type ts from 'typescript';
import { importedNames } from './imported-names.ts';
import { importPaths, type PathsFrom } from './import-paths.ts';
import { installedFinder } from './installed.ts';
import { kept } from './kept.ts';
import { packagesOnDisk } from './lone-packages.ts';
import { once } from './once.ts';
import { reach, type Mark, type Text } from './reach.ts';
import { typescript } from './source.ts';

/** A file as it was when it was last looked at. */
interface DiskFile {
  readonly time: number;
  readonly size: number;
  readonly text: string;
  names?: Names;
  parsed?: ts.SourceFile;
}

/** What the text of a file tells of the type aliases that it exports. */
interface Names {
  /** What it may call them: the words behind `type`. */
  readonly aliases: ReadonlySet<string>;
  /** It may export what another file declares. */
  readonly passesOn: boolean;
}

const files = new Map<string, DiskFile>();

/** What is true of the disk for a moment. */
interface Moment {
  readonly fileOn: (fileName: string) => DiskFile | undefined;
  readonly pathsFrom: PathsFrom;
  /** Whether a file is of a package that has no contracts and leads to none. */
  readonly standsAlone: (fileName: string) => boolean;
  readonly reaches: (file: Text, mark: Mark) => boolean;
  /** Whether a name of a file may stand for an alias with an invariant. */
  readonly refinements: Map<string, boolean>;
  readonly resolveModule: ResolveModule;
  /** Without the files that lead to no alias with an invariant, so that these need not be parsed. */
  readonly resolveAlias: ResolveModule;
}

const moment = kept((): Moment => {
  const fileOn = once(lookAt);
  const packageOf = packageFinder(typescript);
  const installed = installedFinder();
  const standsAlone = packagesOnDisk(packageOf, installed);
  const pathsFrom = importPaths({ fileExists: (fileName) => fileOn(fileName) !== undefined, packageOf, standsAlone, installed });
  const parse = (fileName: string): ts.SourceFile | undefined => parsed(fileName, fileOn(fileName));
  const parseAlias = (fileName: string): ts.SourceFile | undefined => (standsAlone(fileName) || !mayLead(fileOn(fileName)) ? undefined : parse(fileName));
  const followFrom = once((folder) =>
    once((specifier): Text | 'unknown' | undefined => {
      const path = pathsFrom(folder)(specifier);
      if (path === undefined || standsAlone(path)) return undefined;
      const isSource = !/\.d\.[cm]?ts$/.test(path) && packageOf(path)?.root === packageOf(`${folder}/from`)?.root;
      const text = isSource ? fileOn(path)?.text : undefined;
      return text === undefined ? 'unknown' : { fileName: path, text };
    }),
  );
  return { fileOn, pathsFrom, standsAlone, reaches: reach(followFrom), refinements: new Map(), resolveModule: moduleFinder(typescript, { parse }), resolveAlias: moduleFinder(typescript, { parse: parseAlias }) };
});

/** Whether a file, or one that it leads to, may hold a contract. */
export function mayMeetContracts(file: ts.SourceFile): boolean {
  return moment().reaches(file, 'contract');
}

/** The file that an import means, found as bundlers do. */
export const diskModule: ResolveModule = (specifier, from) => moment().resolveModule(specifier, from);

/** Whether a function of a file may be annotated with a type alias that has an invariant. */
export function mayUseRefinement(ts: TypeScript, file: ts.SourceFile): boolean {
  if (!moment().reaches(file, 'refinement')) return false;
  if (mayRefine(file.text) || /\b(?:import|require)\s*\(/.test(file.text)) return true;
  return file.statements.some((statement) => (ts.isImportDeclaration(statement) ? mayImportRefinement(ts, file, statement) : ts.isImportEqualsDeclaration(statement)));
}

function mayImportRefinement(ts: TypeScript, file: ts.SourceFile, { importClause, moduleSpecifier }: ts.ImportDeclaration): boolean {
  const bindings = importClause?.namedBindings;
  if (!importClause || !ts.isStringLiteral(moduleSpecifier)) return false;
  const { pathsFrom, fileOn, standsAlone, refinements, resolveAlias } = moment();
  const path = pathsFrom(posix.dirname(file.fileName))(moduleSpecifier.text);
  const found = path === undefined || standsAlone(path) ? undefined : fileOn(path);
  if (!found || !mayLead(found)) return false;
  if (bindings && ts.isNamespaceImport(bindings)) return true;
  return importedNames(ts, importClause).some(({ local, exported }) => {
    if (!namesIn(found).passesOn && !namesIn(found).aliases.has(exported)) return false;
    const key = `${path} ${exported}`;
    const known = refinements.get(key) ?? mayNameRefinement({ ts, resolveModule: resolveAlias }, local);
    refinements.set(key, known);
    return known;
  });
}

/** Whether anything that a file exports may be an alias with an invariant, its own or another's. */
function mayLead(file: DiskFile | undefined): boolean {
  return file !== undefined && (namesIn(file).passesOn || namesIn(file).aliases.size > 0);
}

function namesIn(file: DiskFile): Names {
  return (file.names ??= { aliases: new Set([...file.text.matchAll(/\btype\s+([\w$\u0080-\uffff]+)/g)].map(([, name = '']) => name)), passesOn: passesOn.test(file.text) });
}

function lookAt(fileName: string): DiskFile | undefined {
  const { mtimeMs: time, size } = statSync(fileName, { throwIfNoEntry: false }) ?? {};
  if (time === undefined || size === undefined) return undefined;
  const known = files.get(fileName);
  if (known?.time === time && known.size === size) return known;
  const text = typescript.sys.readFile(fileName);
  if (text === undefined) return undefined;
  const file = { time, size, text };
  files.set(fileName, file);
  return file;
}

/** What may export, or declare in a way of its own, what the words behind `type` do not tell. */
const passesOn = /\bexport\s*(?:type\s*)?[{*=/]|\bexport\s+(?:default|import|as)\b|\bexports\s*[.[=]|\b(?:namespace|module)\s+[\w$.'"/@-]+\s*\{|\btype\s+[\w$]*[\\/]/;

/** Files that were linted and that nothing else may keep. What was parsed for the linter need not be parsed again. */
const linted = new Map<string, WeakRef<ts.SourceFile>>();

/** Lets other files of the same run look into a file, as long as the linter's parse of it is there. */
export function keepLinted(file: ts.SourceFile): void {
  linted.set(file.fileName, new WeakRef(file));
}

function parsed(fileName: string, file: DiskFile | undefined): ts.SourceFile | undefined {
  if (!file) return undefined;
  const fromLinter = linted.get(fileName)?.deref();
  if (fromLinter?.text === file.text) return fromLinter;
  return (file.parsed ??= parseText(typescript, fileName, file.text));
}
