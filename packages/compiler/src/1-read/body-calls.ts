/** The in-body form: statements that call a contract function of the runtime. */
import type ts from 'typescript';
import { isDirective, spanOf } from './syntax.ts';
import { clauseKinds, kindOfCall, type ClauseKind } from '../clause-kinds.ts';
import type { Predicate, Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { enclosingFunction } from './resolve.ts';
import { sideTable } from '../side-table.ts';

/** The module whose contract functions are compiled. */
export const runtimeModule = '@proviso/runtime';

/** Local names of the runtime's contract functions, and what they are called there. */
export type ContractImports = ReadonlyMap<string, string>;

export interface CallClause {
  readonly kind: ClauseKind;
  readonly span: Span;
  readonly predicate?: Predicate;
  readonly message?: string;
  readonly messageExpression?: ts.Expression;
  readonly statement: ts.ExpressionStatement;
}

/** The clause that a call is, or what is wrong with it. */
export type CallReading = { readonly clause: CallClause } | { readonly problem: Diagnostic };

/** The contract functions that the file imports by name. */
export function contractImports(ts: TypeScript, sourceFile: ts.SourceFile): ContractImports {
  return new Map([...namedImports(ts, sourceFile)].filter(([, imported]) => kindOfCall(imported) !== undefined));
}

/** The names that the file imports of what reads the state on entry, which has a meaning in clauses only. */
export function entryImports(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlyMap<string, 'old' | 'unchanged'> {
  return new Map([...namedImports(ts, sourceFile)].flatMap(([local, imported]) => (imported === 'old' || imported === 'unchanged' ? [[local, imported] as const] : [])));
}

const importsByFile = sideTable<ts.SourceFile, ReadonlyMap<string, string>>('runtime imports');

/** Every name that the file imports from the runtime: local name → imported name. */
export function namedImports(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlyMap<string, string> {
  const known = importsByFile.get(sourceFile) ?? findNamedImports(ts, sourceFile);
  importsByFile.set(sourceFile, known);
  return known;
}

function findNamedImports(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const declaration of runtimeImports(ts, sourceFile)) {
    const bindings = declaration.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) names.set(name.text, (propertyName ?? name).text);
  }
  return names;
}

/** The local names under which the file imports the whole runtime. */
export function runtimeNamespaces(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const declaration of runtimeImports(ts, sourceFile)) {
    const bindings = declaration.importClause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) names.add(bindings.name.text);
  }
  return names;
}

function runtimeImports(ts: TypeScript, sourceFile: ts.SourceFile): ts.ImportDeclaration[] {
  if (!sourceFile.text.includes(runtimeModule)) return [];
  return sourceFile.statements.filter((statement) => isRuntimeImport(ts, statement));
}

/** Whether a statement imports from the runtime. */
export function isRuntimeImport(ts: TypeScript, statement: ts.Statement): statement is ts.ImportDeclaration {
  return ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier) && statement.moduleSpecifier.text === runtimeModule;
}

/** Reads a call of a contract function, given under its imported name. */
export function readCall(ts: TypeScript, call: ts.CallExpression, imported: string): CallReading {
  const kind = kindOfCall(imported);
  const span = spanOf(call);
  const statement = call.parent;
  if (kind === undefined || !ts.isExpressionStatement(statement)) return { problem: diagnostic('contract-call-as-value', span, imported) };
  const place = clauseKinds[kind].place ?? 'block';
  if (!standsIn(ts, statement, place)) return { problem: diagnostic('misplaced-call', span, imported, placeNames[place]) };
  if (call.arguments.some((argument) => ts.isSpreadElement(argument))) return { problem: malformed(span, imported) };
  if (clauseKinds[kind].content === 'nothing') {
    const [message] = call.arguments;
    return call.arguments.length > 1 ? { problem: malformed(span, imported) } : { clause: { kind, span, statement, ...messageOf(ts, message) } };
  }
  const [condition, message, extra] = call.arguments;
  if (!condition || extra) return { problem: malformed(span, imported) };
  if (imported === 'ensures' && !ts.isArrowFunction(condition)) return { problem: malformed(span, imported) };
  const predicate = { expression: condition, text: onOneLine(condition.getText()), span: spanOf(condition) };
  return { clause: { kind, span, predicate, statement, ...messageOf(ts, message) } };
}

function onOneLine(text: string): string {
  return text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => line.trim()).join(' ');
}

const placeNames = {
  head: 'a statement at the head of a function body, before any other',
  loop: 'a statement at the head of a loop body in braces',
  block: 'a statement of its own, directly in a block',
} as const;

const takes: Readonly<Record<string, string>> = {
  ensures: 'an arrow function of the result, `(result) => condition`, and optionally a message',
  unreachable: 'at most a message',
  decreases: 'a number and optionally a message',
};

function malformed(span: Span, imported: string): Diagnostic {
  return diagnostic('malformed-call', span, imported, takes[imported] ?? 'a condition and optionally a message');
}

function messageOf(ts: TypeScript, argument: ts.Expression | undefined): Pick<CallClause, 'message' | 'messageExpression'> {
  if (!argument) return {};
  return ts.isStringLiteralLike(argument) ? { message: argument.text } : { messageExpression: argument };
}

function standsIn(ts: TypeScript, statement: ts.ExpressionStatement, place: 'head' | 'loop' | 'block'): boolean {
  const { parent } = statement;
  if (place === 'block') return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent);
  if (!ts.isBlock(parent)) return false;
  const head = parent.statements.slice(0, parent.statements.indexOf(statement));
  if (!head.every((each) => isDirective(ts, each) || isContractLike(ts, each))) return false;
  return place === 'head' ? enclosingFunction(ts, statement)?.body === parent : ts.isIterationStatement(parent.parent, false);
}

/** A statement that calls a plain name which some contract function has: enough to tell the head of a body. */
function isContractLike(ts: TypeScript, statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return false;
  const callee = statement.expression.expression;
  return ts.isIdentifier(callee) && contractImports(ts, statement.getSourceFile()).has(callee.text);
}
