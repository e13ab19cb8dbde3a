/** Coverage of what people wrote: without the statements, branches and functions of checks. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/** Line from 1, column from 0, as istanbul counts. */
interface Place {
  readonly line: number;
  readonly column: number;
}

interface Range {
  readonly start: Place;
}

/** The coverage of one file, in istanbul's form, which other providers convert theirs to. */
export interface FileCoverage {
  readonly statementMap: Record<string, Range>;
  readonly fnMap: Record<string, { readonly loc: Range }>;
  readonly branchMap: Record<string, { readonly type: string; readonly loc: Range }>;
  readonly s: Record<string, number>;
  readonly f: Record<string, number>;
  readonly b: Record<string, readonly number[]>;
  readonly bT?: Record<string, readonly number[]>;
}

/** The source that a coverage is of. */
export interface CoveredSource {
  readonly fileName: string;
  readonly text: string;
}

/** Where something stands that is counted, as `line:column`. */
interface Written {
  readonly statements: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** By istanbul's names; a kind that is not here is kept. */
  readonly branches: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Takes out what does not stand in the source: checks are at places where nothing of that kind begins.
 *
 * @modifies coverage
 */
export function keepWritten(ts: TypeScript, coverage: FileCoverage, source: CoveredSource): void {
  const { statements, functions, branches } = writtenIn(ts, ts.createSourceFile(source.fileName, source.text, ts.ScriptTarget.Latest, true));
  drop(coverage.statementMap, [coverage.s], (range) => !statements.has(key(range.start)));
  drop(coverage.fnMap, [coverage.f], ({ loc }) => !functions.has(key(loc.start)));
  drop(coverage.branchMap, [coverage.b, coverage.bT ?? {}], ({ type, loc }) => branches.get(type)?.has(key(loc.start)) === false);
}

/** Takes the entries out of a map, and their counts. */
function drop<Entry>(map: Record<string, Entry>, counts: readonly Record<string, unknown>[], isForeign: (entry: Entry) => boolean): void {
  for (const [id, entry] of Object.entries(map)) {
    if (isForeign(entry)) for (const each of [map, ...counts]) Reflect.deleteProperty(each, id);
  }
}

function key({ line, column }: Place): string {
  return `${line}:${column}`;
}

function writtenIn(ts: TypeScript, file: ts.SourceFile): Written {
  const statements = new Set<string>();
  const functions = new Set<string>();
  const conditions = new Set<string>();
  const conditionals = new Set<string>();
  const placeOf = (node: ts.Node): string => {
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return key({ line: line + 1, column: character });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) && !ts.isBlock(node)) statements.add(placeOf(node));
    const value = valueOf(ts, node);
    if (value) statements.add(placeOf(value));
    if (ts.isFunctionLike(node) && 'body' in node && node.body) functions.add(placeOf(node.body)).add(placeOf(node));
    if (ts.isIfStatement(node)) conditions.add(placeOf(node));
    if (ts.isConditionalExpression(node)) conditionals.add(placeOf(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { statements, functions, branches: new Map([['if', conditions], ['cond-expr', conditionals]]) };
}

/** What is counted as a statement though it is an expression: what is returned, kept in a variable or field, or what an arrow function gives. */
function valueOf(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (ts.isReturnStatement(node)) return node.expression;
  if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) return node.initializer;
  return ts.isArrowFunction(node) ? node.body : undefined;
}
