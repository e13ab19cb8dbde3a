/** The files that a file leads to where no program has them: read from the disk, and read again only once they have changed. */
import { mayNameRefinement, mayRefine, moduleFinder, type ResolveModule, type TypeScript } from '@proviso/compiler';
import { statSync } from 'node:fs';
import { posix } from 'node:path';
import type ts from 'typescript';
import { kept } from './kept.ts';
import { packagesOnDisk } from './lone-packages.ts';
import { typescript } from './source.ts';

/** A file as it was when it was last looked at. */
interface DiskFile {
  readonly time: number;
  readonly size: number;
  readonly text: string;
  /** What it may call type aliases: the words behind `type`. */
  readonly aliases: ReadonlySet<string>;
  /** It may export what another file declares. */
  readonly passesOn: boolean;
  parsed?: ts.SourceFile;
}

const files = new Map<string, DiskFile>();

/** What is true of the disk for a moment. */
interface Moment {
  readonly files: Map<string, DiskFile | undefined>;
  /** Where relative imports of a folder lead. */
  readonly paths: Map<string, string | undefined>;
  /** Whether a name of a file may stand for an alias with an invariant. */
  readonly refinements: Map<string, boolean>;
  readonly resolveModule: ResolveModule;
  /** Without the files that lead to no alias with an invariant, so that these need not be parsed. */
  readonly resolveAlias: ResolveModule;
}

const moment = kept((): Moment => {
  const now = new Map<string, DiskFile | undefined>();
  const standsAlone = packagesOnDisk();
  const parse = (fileName: string): ts.SourceFile | undefined => parsed(fileName, fileOn(now, fileName));
  const parseAlias = (fileName: string): ts.SourceFile | undefined => (standsAlone(fileName) || !mayLead(fileOn(now, fileName)) ? undefined : parse(fileName));
  return { files: now, paths: new Map(), refinements: new Map(), resolveModule: moduleFinder(typescript, { parse }), resolveAlias: moduleFinder(typescript, { parse: parseAlias }) };
});

/** The file that an import means, found as bundlers do. */
export const diskModule: ResolveModule = (specifier, from) => moment().resolveModule(specifier, from);

/** Whether a function of a file may be annotated with a type alias that has an invariant. */
export function mayUseRefinement(ts: TypeScript, file: ts.SourceFile): boolean {
  if (mayRefine(file.text) || /\b(?:import|require)\s*\(/.test(file.text)) return true;
  return file.statements.some((statement) => (ts.isImportDeclaration(statement) ? mayImportRefinement(ts, file, statement) : ts.isImportEqualsDeclaration(statement)));
}

function mayImportRefinement(ts: TypeScript, file: ts.SourceFile, { importClause, moduleSpecifier }: ts.ImportDeclaration): boolean {
  const bindings = importClause?.namedBindings;
  if (!importClause || !ts.isStringLiteral(moduleSpecifier)) return false;
  const path = pathOf(file, moduleSpecifier.text);
  const found = path === undefined ? undefined : fileOn(moment().files, path);
  if (found && !mayLead(found)) return false;
  if (bindings && ts.isNamespaceImport(bindings)) return moment().resolveAlias(moduleSpecifier, file) !== undefined;
  const names = [...(importClause.name ? [{ local: importClause.name, exported: 'default' }] : []), ...(bindings?.elements ?? []).map(({ name, propertyName }) => ({ local: name, exported: (propertyName ?? name).text }))];
  return names.some(({ local, exported }) => {
    if (found && !found.passesOn && !found.aliases.has(exported)) return false;
    const key = `${path ?? `${posix.dirname(file.fileName)} ${moduleSpecifier.text}`} ${exported}`;
    const { refinements, resolveAlias } = moment();
    const known = refinements.get(key) ?? mayNameRefinement({ ts, resolveModule: resolveAlias }, local);
    refinements.set(key, known);
    return known;
  });
}

/** Where a relative import leads if it means a `.ts` file, which comes before all others that it may mean. */
function pathOf({ fileName }: ts.SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const { files: now, paths } = moment();
  const folder = fileName.slice(0, fileName.lastIndexOf('/'));
  const key = `${folder} ${specifier}`;
  if (paths.has(key)) return paths.get(key);
  const path = `${posix.join(folder, specifier.replace(/\.js$/, ''))}.ts`;
  const found = fileOn(now, path) && path;
  paths.set(key, found);
  return found;
}

/** Whether anything that a file exports may be an alias with an invariant, its own or another's. */
function mayLead(file: DiskFile | undefined): boolean {
  return file !== undefined && (file.passesOn || file.aliases.size > 0);
}

function fileOn(now: Moment['files'], fileName: string): DiskFile | undefined {
  if (!now.has(fileName)) now.set(fileName, lookAt(fileName));
  return now.get(fileName);
}

function lookAt(fileName: string): DiskFile | undefined {
  const { mtimeMs: time, size } = statSync(fileName, { throwIfNoEntry: false }) ?? {};
  if (time === undefined || size === undefined) return undefined;
  const known = files.get(fileName);
  if (known?.time === time && known.size === size) return known;
  const text = typescript.sys.readFile(fileName);
  if (text === undefined) return undefined;
  const file = { time, size, text, aliases: new Set([...text.matchAll(/\btype\s+([\w$\u0080-\uffff]+)/g)].map(([, name = '']) => name)), passesOn: passesOn.test(text) };
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
  const options = { languageVersion: typescript.ScriptTarget.Latest, jsDocParsingMode: typescript.JSDocParsingMode.ParseNone };
  return (file.parsed ??= typescript.createSourceFile(fileName, file.text, options, true));
}
