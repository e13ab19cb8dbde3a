/** Coverage of what people wrote: without the statements, branches and functions of checks. */
import { runtimeModule, type TypeScript } from '@proviso/compiler';
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

/** Where something may begin that is counted, as `line:column`. */
interface Written {
  /** Maps lead to any name or expression of what is counted, rarely to its first one; to a block never. */
  readonly statements: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** By istanbul's names; of a kind that is not here, where statements may. */
  readonly branches: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Takes out what does not stand in the source: checks are at places where nothing of that kind begins, in comments or at the end of a body.
 *
 * @modifies coverage
 */
export function keepWritten(ts: TypeScript, coverage: FileCoverage, source: CoveredSource): void {
  const { statements, functions, branches } = writtenIn(ts, ts.createSourceFile(source.fileName, source.text, ts.ScriptTarget.Latest, true));
  drop(coverage.statementMap, [coverage.s], ({ start }) => !statements.has(key(start)));
  drop(coverage.fnMap, [coverage.f], ({ loc }) => !functions.has(key(loc.start)));
  joinEqual(coverage.statementMap, coverage.s, ({ start }) => key(start));
  joinEqual(coverage.fnMap, coverage.f, ({ loc }) => key(loc.start));
  drop(coverage.branchMap, [coverage.b, coverage.bT ?? {}], ({ type, loc }) => !(branches.get(type) ?? statements).has(key(loc.start)));
}

/** Takes the entries out of a map, and their counts. */
function drop<Entry>(map: Record<string, Entry>, counts: readonly Record<string, unknown>[], isForeign: (entry: Entry) => boolean): void {
  for (const [id, entry] of Object.entries(map)) {
    if (isForeign(entry)) for (const each of [map, ...counts]) Reflect.deleteProperty(each, id);
  }
}

/** What a check puts around a body or a value is counted a second time at its place. */
function joinEqual<Entry>(map: Record<string, Entry>, counts: Record<string, number>, placeOf: (entry: Entry) => string): void {
  const firsts = new Map<string, string>();
  for (const [id, entry] of Object.entries(map)) {
    const first = firsts.get(placeOf(entry));
    if (first === undefined) firsts.set(placeOf(entry), id);
    else {
      counts[first] = Math.max(counts[first] ?? 0, counts[id] ?? 0);
      for (const each of [map, counts]) Reflect.deleteProperty(each, id);
    }
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
  const visit = (node: ts.Node): void => {
    if (isClauseCall(node)) return;
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    const place = key({ line: line + 1, column: character });
    if (isFunctionOrBody(ts, node)) functions.add(place);
    if (!ts.isBlock(node)) statements.add(place);
    if (ts.isIfStatement(node)) conditions.add(place);
    if (ts.isConditionalExpression(node)) conditionals.add(place);
    ts.forEachChild(node, visit);
  };
  const clauseFunctions = namesFromRuntime(ts, file);
  const isClauseCall = (node: ts.Node): boolean => ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && clauseFunctions.has(node.expression.expression.getText(file));
  ts.forEachChild(file, visit);
  return { statements, functions, branches: new Map([['if', conditions], ['cond-expr', conditionals]]) };
}

/** A body is counted where it begins, of an expression in parentheses within them. */
function isFunctionOrBody(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return true;
  const { parent } = node;
  return ts.isParenthesizedExpression(parent) ? isFunctionOrBody(ts, parent) : ts.isFunctionLike(parent) && 'body' in parent && parent.body === node;
}

/** What a file calls the functions of the runtime: clauses in a body are no more code than those in comments. */
function namesFromRuntime(ts: TypeScript, file: ts.SourceFile): ReadonlySet<string> {
  const imports = file.statements.filter((each) => ts.isImportDeclaration(each)).filter(({ moduleSpecifier }) => ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === runtimeModule);
  return new Set(imports.flatMap(({ importClause }) => (importClause?.namedBindings && ts.isNamedImports(importClause.namedBindings) ? importClause.namedBindings.elements.map(({ name }) => name.text) : [])));
}
