/** Moves the condition of a clause into a function with a name, in the same file, where it means the same there. */
import { clauseKinds, declaresHelper, freeNames, type Clause, type Contract, type ContractOwner, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';
import { lineEndOf, type Edit } from './doc-comment.ts';
import { argumentType, isTopLevel, typesAreTopLevel } from './extracted-types.ts';
import { isTyped } from './reason/clause-conditions.ts';

/** A clause that calls a function, and the function. */
export interface NamedPredicate {
  /** The condition of the clause from then on. */
  readonly call: string;
  readonly edits: readonly Edit[];
}

/** What all steps look at. */
interface Extraction {
  readonly ts: TypeScript;
  readonly analysis: Analysis;
  readonly checker: ts.TypeChecker;
  readonly contract: Contract;
  readonly clause: Clause & { readonly predicate: NonNullable<Clause['predicate']> };
}

/** The condition of a doc clause as a function; undefined where that could change what it means or could not be typed. */
export function namedPredicate(analysis: Analysis, contract: Contract, clause: Clause): NamedPredicate | undefined {
  const { ts, program, sourceFile } = analysis;
  const { predicate } = clause;
  if (!program || !predicate || clause.statement || !isTyped(ts, clause) || !ts.isExternalModule(sourceFile)) return undefined;
  const extraction: Extraction = { ts, analysis, checker: program.getTypeChecker(), contract, clause: { ...clause, predicate } };
  if (isInherited(contract.owner) || !meansTheSameOutside(extraction)) return undefined;
  const passed = argumentsOf(extraction);
  if (!passed || isNarrowedAcross(extraction)) return undefined;
  const name = freshName(sourceFile.text, contract.owner, clause);
  const eol = lineEndOf(sourceFile.text);
  const declared = `function ${name}(${passed.map(({ declaration }) => declaration).join(', ')})${isJavaScript(ts, sourceFile) ? '' : ': boolean'} {${eol}  return ${predicate.text};${eol}}${eol}`;
  const call = `${name}(${passed.map((each) => each.name).join(', ')})`;
  const { length } = sourceFile.text;
  const gap = /[\r\n]$/.test(sourceFile.text) ? eol : eol + eol;
  const { start, end } = predicate.span;
  return parses(ts, sourceFile.fileName, declared) ? { call, edits: [{ range: [start, end], text: call }, { range: [length, length], text: gap + declared }] } : undefined;
}

/** Heirs in other files could not call a function of this one. */
function isInherited({ node, role, exported }: ContractOwner): boolean {
  const hasBody = 'body' in node && node.body !== undefined;
  return !hasBody || (exported && (role === 'method' || role === 'getter' || role === 'setter'));
}

/** Whether nothing in the condition depends on the function around it but names that can be handed on. */
function meansTheSameOutside({ ts, clause: { predicate } }: Extraction): boolean {
  const { expression } = predicate;
  const isBound = (node: ts.Node): boolean =>
    node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword || ts.isMetaProperty(node) || ts.isThisTypeNode(node) || (ts.forEachChild(node, (child) => isBound(child) || undefined) ?? false);
  return !ts.isArrowFunction(expression) && !isBound(expression);
}

interface Passed {
  readonly name: string;
  /** The parameter with its type. */
  readonly declaration: string;
}

/** What has to be handed to the function; undefined if something can be neither handed on nor seen from the top of the file. */
function argumentsOf({ ts, analysis, checker, contract, clause }: Extraction): readonly Passed[] | undefined {
  const passed = new Map<string, Passed>();
  const { arrow, expression } = clause.predicate;
  if (!typesAreTopLevel({ ts, checker }, expression)) return undefined;
  for (const name of freeNames(ts, expression)) {
    const symbol = checker.getSymbolAtLocation(name);
    const declarations = symbol?.declarations ?? [];
    if (!symbol || name.text === 'arguments' || declarations.some(declaresHelper)) return undefined;
    const isResult = declarations.some(({ parent }) => parent === arrow);
    const isParameter = declarations.some((each) => ts.findAncestor(each, (node) => ts.isParameter(node) && node.parent === contract.owner.node) !== undefined);
    if (!isResult && !isParameter) {
      if (declarations.every((each) => isTopLevel(ts, each))) continue;
      return undefined;
    }
    const type = isJavaScript(ts, analysis.sourceFile) ? '' : argumentType({ ts, checker }, contract.owner.node, { name, symbol, isResult });
    if (type === undefined) return undefined;
    if (!passed.has(name.text)) passed.set(name.text, { name: name.text, declaration: type === '' ? name.text : `${name.text}: ${type}` });
  }
  return [...passed.values()];
}

/** Whether another clause speaks of the same values: what one of the two narrows would be lost to the other. */
function isNarrowedAcross({ ts, analysis, checker, contract, clause }: Extraction): boolean {
  const others = contract.clauses.filter(({ id, predicate }) => id !== clause.id && predicate !== undefined);
  const elsewhere = new Set(others.flatMap(({ predicate }) => (predicate ? freeNames(ts, predicate.expression) : [])).map(({ text }) => text));
  const simple = ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.BigIntLike;
  return freeNames(ts, clause.predicate.expression).some((name) => {
    const symbol = elsewhere.has(name.text) ? checker.getSymbolAtLocation(name) : undefined;
    if (!symbol || (symbol.flags & ts.SymbolFlags.Variable) === 0) return false;
    const isLibrary = symbol.declarations?.some((each) => analysis.program?.isSourceFileDefaultLibrary(each.getSourceFile())) ?? false;
    return !isLibrary && (checker.getTypeOfSymbol(symbol).flags & simple) === 0;
  });
}

/** `withdraw` → `withdrawRequires`, with a number where the file holds that already. */
function freshName(text: string, { name }: ContractOwner, { kind }: Clause): string {
  const words = `${name} ${clauseKinds[kind].tag ?? kind}`.match(/[\p{ID_Continue}$]+/gu) ?? [];
  const joined = words.map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('');
  const base = /^\p{ID_Start}/u.test(joined) ? joined : `clause${joined}`;
  let fresh = base;
  for (let count = 2; text.includes(fresh); count++) fresh = `${base}${count}`;
  return fresh;
}

function isJavaScript(ts: TypeScript, { fileName }: ts.SourceFile): boolean {
  return /\.[cm]?jsx?$/.test(fileName);
}

function parses(ts: TypeScript, fileName: string, text: string): boolean {
  const { statements, parseDiagnostics = [] } = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest) as ts.SourceFile & { readonly parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics.length === 0 && statements.length === 1;
}
