/** The classes of a file that extend or implement something, or merge with an interface, found where its text has the words. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { implementedTypes } from './jsdoc-types.ts';
import { containsAny, offsetsOf } from './offsets.ts';
import { isType } from './resolve.ts';
import { sideTable } from '../side-table.ts';

/**
 * Whether a text can hold something that inherits: one scan, so that others cost next to nothing.
 *
 * @pure
 */
export function mayInherit(text: string): boolean {
  if (text.includes('@implements')) return true;
  const classes = offsetsOf(text, ['class']);
  return classes.some((offset) => mayHaveHeritage(text, offset + 'class'.length)) || mergingClasses(text, classes).size > 0;
}

const className = /\s*(?:(?!(?:extends|implements)\b)[\p{ID_Start}$_][\p{ID_Continue}$]*)?\s*/uy;

/** A comment may hide them, and so may an escape in the name before. */
const heritage = /\s*(?:(?:extends|implements)\b|[/\\])/y;

/** Whether what stands behind the word `class` can be a head with `extends` or `implements`: not to be sure counts as so. */
function mayHaveHeritage(text: string, at: number): boolean {
  className.lastIndex = at;
  className.exec(text);
  const { lastIndex } = className;
  const end = text[lastIndex] === '<' ? endOfTypeParameters(text, lastIndex) : lastIndex;
  heritage.lastIndex = end ?? 0;
  return end === undefined || heritage.test(text);
}

/** Where a list of type parameters ends; undefined where it holds anything but names, constraints and defaults that are plain types. */
function endOfTypeParameters(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '<') depth++;
    else if (char === '>') {
      if (--depth === 0) return at + 1;
    } else if (!/[\w$\s,.|&=[\]]/.test(char)) return undefined;
  }
  return undefined;
}

/** A name, or what may hide one: a comment before it, an escape in it. */
const nameBehind = /\s*(?:(\/[/*]|[\p{ID_Continue}$]*\\)|([\p{ID_Start}$_][\p{ID_Continue}$]*))/uy;

/** The names behind a word, by where it stands; undefined for a name that is hidden. */
function namesBehind(text: string, word: string, offsets: readonly number[]): ReadonlyMap<number, string | undefined> {
  return new Map(offsets.flatMap((offset) => {
    nameBehind.lastIndex = offset + word.length;
    const found = nameBehind.exec(text);
    return found ? [[offset, found[2]] as const] : [];
  }));
}

/** `indexOf` takes twice as long for a word of letters that are so frequent. */
const interfaceWord = /\binterface\b/g;

/** The names of classes that the text declares an interface of too, by the offset of the word `class`. One that is hidden may be any. */
function mergingClasses(text: string, classes: readonly number[]): ReadonlyMap<number, string | undefined> {
  if (classes.length === 0) return new Map();
  const interfaces = new Set(namesBehind(text, 'interface', [...text.matchAll(interfaceWord)].map(({ index }) => index)).values());
  if (interfaces.size === 0) return new Map();
  return new Map([...namesBehind(text, 'class', classes)].filter(([, name]) => name === undefined || interfaces.has(name) || interfaces.has(undefined)));
}

const heirsByFile = sideTable<ts.SourceFile, readonly ts.ClassLikeDeclaration[]>('heirs');

/**
 * The classes with heritage clauses, and those with the name of an interface, outer before inner.
 *
 * @pure
 */
export function heirClasses(ts: TypeScript, sourceFile: ts.SourceFile): readonly ts.ClassLikeDeclaration[] {
  const known = heirsByFile.get(sourceFile) ?? findHeirClasses(ts, sourceFile);
  heirsByFile.set(sourceFile, known);
  return known;
}

function findHeirClasses(ts: TypeScript, sourceFile: ts.SourceFile): ts.ClassLikeDeclaration[] {
  const { text } = sourceFile;
  if (!mayInherit(text)) return [];
  const merging = mergingClasses(text, offsetsOf(text, ['class']));
  const merged = new Set<string | undefined>(merging.values());
  const offsets = [...offsetsOf(text, ['extends', 'implements']), ...merging.keys()].sort((a, b) => a - b);
  const found: ts.ClassLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (isType(ts, node) || ts.isInterfaceDeclaration(node) || !containsAny(offsets, { start: node.pos, end: node.end })) return;
    if (ts.isClassLike(node) && (node.heritageClauses || merged.has(node.name?.text) || merged.has(undefined) || implementedTypes(ts, node).length > 0)) found.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(sourceFile, visit);
  return found;
}
