/** From clauses to conditions that can be reasoned about: what their names mean, and which values these can have. */
import { clauseKinds, type Clause, type Contract, type ContractOwner, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { problemsOf, type Analysis } from '../analysis.ts';
import { constantOf, globalsOf } from '../constant-of.ts';
import type { Condition } from './decide.ts';
import { unwrapped } from '../unwrapped.ts';
import { anyKinds, kindsOfType, type ValueKind } from './kinds.ts';
import { resultKey, type TermContext } from './terms.ts';

/** A clause that is right by itself, with its condition. */
export interface ClauseCondition extends Condition {
  readonly clause: Clause;
}

/** The conditions of a contract in source order; clauses that something is wrong with have none. */
export function conditionsOf(analysis: Analysis, { owner, clauses }: Contract): ClauseCondition[] {
  const problems = problemsOf(analysis);
  const isRight = ({ span }: Clause): boolean => !problems.some((problem) => problem.span.start < span.end && problem.span.end > span.start);
  return clauses.filter((clause) => isRight(clause) && /condition$/.test(clauseKinds[clause.kind].content)).flatMap((clause) => conditionOf(analysis, owner, clause) ?? []);
}

function conditionOf(analysis: Analysis, owner: ContractOwner, clause: Clause): ClauseCondition | undefined {
  const { ts, sourceFile } = analysis;
  const written = clause.predicate && unwrapped(ts, clause.predicate.expression);
  const asFunction = written && functionForm(ts, written);
  const expression = asFunction ? asFunction.expression : written;
  if (!expression || ts.isArrowFunction(expression)) return undefined;
  const program = isTyped(ts, clause) ? analysis.program : undefined;
  const checker = program?.getTypeChecker();
  const typed = program && checker ? { ts, program, checker } : undefined;
  const context: TermContext = {
    ts,
    renamed: renamedIn(clause, asFunction),
    parameters: parametersOf(ts, owner.node),
    isStable: (member) => (typed ? !isAccessor(typed, member) : isLength(ts, member)),
  };
  return {
    clause, expression, context,
    isGlobal: globalsOf(ts, sourceFile),
    constantOf: remembered((node) => (typed && (clauseKinds[clause.kind].seesLocals || !isVariable(context, node)) ? constantOf(typed, node) : undefined)),
    kindsOf: remembered((node) => kindsOf(ts, typed, node)),
  };
}

/** A parameter or the result, which is never a constant of the program. */
function isVariable({ ts, parameters, renamed }: TermContext, node: ts.Expression): boolean {
  return ts.isIdentifier(node) && (parameters.has(node.text) || renamed.has(node.text));
}

/** Clauses are looked at alone and together with others: what is found for a node stays. */
function remembered<Found>(find: (node: ts.Expression) => Found): (node: ts.Expression) => Found {
  const known = new Map<ts.Expression, Found>();
  return (node) => {
    if (!known.has(node)) known.set(node, find(node));
    return known.get(node) as Found;
  };
}

interface FunctionForm {
  readonly expression: ts.Expression;
  readonly parameter: string | undefined;
}

/** What a clause calls the result. */
function renamedIn({ kind }: Clause, asFunction: FunctionForm | undefined): ReadonlyMap<string, string> {
  const name = asFunction ? asFunction.parameter : 'result';
  return new Map(name !== undefined && clauseKinds[kind].names.includes('result') ? [[name, resultKey]] : []);
}

/** `(r) => c` of an `ensures`: its condition, and the name of the result. Undefined for a function whose body is a block. */
function functionForm(ts: TypeScript, node: ts.Expression): FunctionForm | undefined {
  if (!ts.isArrowFunction(node) || ts.isBlock(node.body) || node.parameters.length > 1) return undefined;
  const [parameter] = node.parameters;
  if (parameter && (!ts.isIdentifier(parameter.name) || parameter.initializer || parameter.dotDotDotToken)) return undefined;
  return { expression: unwrapped(ts, node.body), parameter: parameter && (parameter.name as ts.Identifier).text };
}

/** Whether the checker knows the nodes of a clause: calls always, tags if they were bound into their owner's scope. */
export function isTyped(ts: TypeScript, { statement, predicate }: Clause): boolean {
  return statement !== undefined || (predicate?.arrow !== undefined && ts.isParameter(predicate.arrow.parent));
}

/** The names of a function's parameters. */
export function parametersOf(ts: TypeScript, node: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) add(element.name);
  };
  if (ts.isFunctionLike(node)) for (const { name } of node.parameters) add(name);
  return names;
}

interface Program {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
}

type Member = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function memberSymbol({ checker, ts }: Program, node: Member): ts.Symbol | undefined {
  return checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression);
}

function isAccessor(typed: Program, node: Member): boolean {
  return ((memberSymbol(typed, node)?.flags ?? 0) & typed.ts.SymbolFlags.Accessor) !== 0;
}

function isLength(ts: TypeScript, node: Member): boolean {
  return ts.isPropertyAccessExpression(node) && (node.name.text === 'length' || node.name.text === 'size');
}

/** The values that a term can have, by its form and its declared type. What is narrowed on the way does not count. */
function kindsOf(ts: TypeScript, typed: Program | undefined, expression: ts.Expression): readonly ValueKind[] {
  const node = unwrapped(ts, expression);
  const operator = ts.isBinaryExpression(node) ? ts.tokenToString(node.operatorToken.kind) : undefined;
  if (operator === 'in' || operator === 'instanceof') return [{ all: 'boolean' }];
  if (operator !== undefined) return operator === '+' ? [{ all: 'number' }, { all: 'string' }, { all: 'bigint' }] : [{ all: 'number' }, { all: 'bigint' }];
  if (!typed) return anyKinds;
  const known = lengthKinds(typed, node) ?? kindsOfType(ts, typed.checker, declaredType(typed, node));
  return known ? [...known, ...(mayBeMissing(typed, node) ? [{ only: undefined }, { only: null }] : [])] : anyKinds;
}

/** The `length` and `size` that JavaScript's own objects have. */
function lengthKinds(typed: Program, node: ts.Expression): readonly ValueKind[] | undefined {
  const { ts, program } = typed;
  if (!ts.isPropertyAccessExpression(node) || !isLength(ts, node)) return undefined;
  const declarations = memberSymbol(typed, node)?.declarations ?? [];
  return declarations.length > 0 && declarations.every((each) => program.isSourceFileDefaultLibrary(each.getSourceFile())) ? [{ all: 'count' }] : undefined;
}

function declaredType(typed: Program, node: ts.Expression): ts.Type {
  const { ts, checker } = typed;
  if (ts.isCallExpression(node) && node.arguments[0]) return declaredType(typed, unwrapped(ts, node.arguments[0]));
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : ts.isPropertyAccessExpression(node) ? memberSymbol(typed, node) : undefined;
  return symbol && (symbol.flags & ts.SymbolFlags.Value) !== 0 ? checker.getTypeOfSymbol(symbol) : checker.getTypeAtLocation(node);
}

/** Whether a value can be undefined though its type does not say so. */
function mayBeMissing({ ts, program, checker }: Program, node: ts.Expression): boolean {
  const { strict, strictNullChecks } = program.getCompilerOptions();
  if (!(strictNullChecks ?? strict ?? false)) return true;
  if (ts.isElementAccessExpression(node)) return true;
  if (!ts.isPropertyAccessExpression(node)) return false;
  const isDeclared = checker.getSymbolAtLocation(node.name) !== undefined;
  return !isDeclared || ts.isOptionalChain(node);
}
