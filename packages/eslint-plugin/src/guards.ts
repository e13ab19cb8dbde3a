/** Guards at the head of a body: what a function demands already, and the clause that says the same. */
import { clauseKinds, freeNames, type FunctionNode } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';
import { conditionText, isPlain } from './guard-condition.ts';

/** A statement `if (c) throw new E(…)` whose condition means the same on entry. */
export interface Guard {
  readonly statement: ts.IfStatement;
  /** The class of what it throws, as written. */
  readonly error: string;
  /** `@throws {E} iff` and the condition in backticks. */
  readonly clause: string;
}

/** What a guard is read with. */
export type Code = Pick<Analysis, 'ts' | 'sourceFile' | 'program'>;

/** The guards at the head of a body that can be clauses: only those whose error the body throws nowhere else. */
export function guardsOf(code: Code, owner: FunctionNode): readonly Guard[] {
  const { ts } = code;
  const { body } = owner;
  if (!body || !ts.isBlock(body) || owner.asteriskToken) return [];
  const guards = usableGuards(code, owner, body);
  if (guards.length === 0) return [];
  const rest = throwsBeside(ts, body, new Set(guards.map(({ statement }) => statement)));
  const called = calledNames(ts, body);
  return guards.filter(({ error }) => !rest.unknown && !rest.errors.has(error) && !(error === 'Error' && rest.calls) && !mayThrow(code, { error, called, body }));
}

/** The names in the conditions of all statements of a body that throw at once, whether or not they can be clauses. */
export function guardedNames({ ts }: Code, { body }: FunctionNode): ReadonlySet<string> {
  const statements = body && ts.isBlock(body) ? body.statements : [];
  const guards = statements.flatMap((statement) => rawGuard(ts, statement) ?? []);
  return new Set(guards.flatMap(({ statement }) => freeNames(ts, statement.expression).map(({ text }) => text)));
}

type RawGuard = Omit<Guard, 'clause'>;

/** The guards before any other work of the body. One that a guard before it makes safe is left out: a clause would be evaluated without that one. */
function usableGuards(code: Code, owner: FunctionNode, body: ts.Block): Guard[] {
  const { ts } = code;
  const found: Guard[] = [];
  const locals = new Set([...namesDeclaredIn(ts, body), 'arguments', 'old']);
  const guarded = new Set<string>();
  for (const statement of body.statements) {
    if (isPrologue(ts, statement)) continue;
    const guard = rawGuard(ts, statement);
    if (!guard) break;
    const names = freeNames(ts, guard.statement.expression).map(({ text }) => text);
    const text = conditionText(code, guard.statement.expression, { withThis: !ts.isConstructorDeclaration(owner) });
    const isSame = !names.some((name) => locals.has(name) || guarded.has(name)) && !locals.has(rootOf(guard.error));
    if (text !== undefined && isSame) found.push({ ...guard, clause: `@throws {${guard.error}} iff \`${text}\`` });
    if (!isPlain(ts, guard.statement.expression)) for (const name of names) guarded.add(name);
  }
  return found;
}

/** A directive, or a contract call at the head. */
function isPrologue(ts: Code['ts'], statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const { expression } = statement;
  if (ts.isStringLiteral(expression)) return true;
  return ts.isCallExpression(expression) && ts.isIdentifier(expression.expression) && headCalls.has(expression.expression.text);
}

const headCalls: ReadonlySet<string | undefined> = new Set(Object.values(clauseKinds).flatMap(({ place, call }) => (place === 'head' ? [call] : [])));

function rawGuard(ts: Code['ts'], statement: ts.Statement): RawGuard | undefined {
  if (!ts.isIfStatement(statement) || statement.elseStatement) return undefined;
  const { thenStatement: then } = statement;
  const thrown = ts.isBlock(then) && then.statements.length === 1 ? then.statements[0] : then;
  if (!thrown || !ts.isThrowStatement(thrown) || !ts.isNewExpression(thrown.expression)) return undefined;
  const error = thrown.expression.expression.getText();
  return errorPath.test(error) ? { statement, error } : undefined;
}

const errorPath = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u;

function rootOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

interface Throws {
  readonly errors: ReadonlySet<string>;
  /** Something is thrown that is not made on the spot. */
  readonly unknown: boolean;
  /** Something is called, so any `Error` may come out. */
  readonly calls: boolean;
}

/** What a body may throw beside its guards, as far as its own text says. */
function throwsBeside(ts: Code['ts'], body: ts.Block, guards: ReadonlySet<ts.Node>): Throws {
  const errors = new Set<string>();
  let [unknown, calls] = [false, false];
  const visit = (node: ts.Node): void => {
    if (guards.has(node)) return;
    if (ts.isThrowStatement(node)) {
      if (ts.isNewExpression(node.expression)) errors.add(node.expression.expression.getText());
      else unknown = true;
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isAwaitExpression(node)) calls = true;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return { errors, unknown, calls };
}

/** Methods of JavaScript itself that throw a RangeError for some arguments. */
const rangeErrors: ReadonlySet<string> = new Set(['repeat', 'toFixed', 'toPrecision', 'toExponential', 'normalize', 'fromCodePoint', 'Array', 'BigInt', 'padStart', 'padEnd', 'toISOString', 'formatToParts']);

/** Whether something that a body calls throws the same error by itself: a clause would forbid that. Looks at functions of the same file. */
function mayThrow({ ts, sourceFile }: Code, { error, called, body }: { readonly error: string; readonly called: ReadonlySet<string>; readonly body: ts.Block }): boolean {
  if (error === 'RangeError' && [...called].some((name) => rangeErrors.has(name))) return true;
  const visit = (node: ts.Node): boolean => {
    if (node === body) return false;
    const { name } = node as Partial<ts.NamedDeclaration>;
    const isCalled = name !== undefined && ts.isIdentifier(name) && called.has(name.text) && (ts.isFunctionLike(node) || ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node));
    if (isCalled && node.getText().includes(`throw new ${error}(`)) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return called.size > 0 && visit(sourceFile);
}

/** The last names of what a body calls. */
function calledNames(ts: Code['ts'], body: ts.Block): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const callee = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : undefined;
    if (callee && ts.isIdentifier(callee)) names.add(callee.text);
    else if (callee && ts.isPropertyAccessExpression(callee)) names.add(callee.name.text);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return names;
}

/** Every name that something inside a body declares, at any depth. */
function namesDeclaredIn(ts: Code['ts'], body: ts.Block): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const { name } = node as Partial<ts.NamedDeclaration>;
    const declares = ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node);
    if (declares && name && ts.isIdentifier(name)) names.add(name.text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return names;
}
