/** Contracts of function types: which parameters they are checked for, and where they cannot be. */
import type ts from 'typescript';
import { callbackParameters, calledAs, isBesideFunction, isNamedMember, isTakenMember, parameterOf, aliasOf, signatureOf, typeInFile, type CallbackParameter, type FunctionType } from '../1-read/function-types.ts';
import { bodyBindings, clauseNames, declaredIn, freeNames, opensScope, parameterNames } from '../1-read/resolve.ts';
import { ownerOf } from '../1-read/owners.ts';
import { isAssignment, isFunctionWithBody, isWrapper, spanOf, withWrappers } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, Contract, ContractOwner, FileContracts, FunctionNode, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';

/** A parameter whose type carries a contract: it is checked where the function, or one inside it, calls the parameter. */
export interface Callback {
  readonly node: FunctionNode;
  /** The function that takes it, by name. */
  readonly caller: string;
  readonly parameter: CallbackParameter;
  readonly contract: Contract;
  /** The callees of its calls. */
  readonly calls: readonly ts.Identifier[];
  /** Why it is not checked. */
  readonly problem?: Diagnostic;
}

/** The moments at which a clause of a function type is looked at. */
const moments: ReadonlySet<string> = new Set(['entry', 'exit']);

/** What a contract stands on that nothing checks, and what to do about it. */
export type NotChecked = readonly [on: string, advice: string];

/** Why a clause of a function type is never looked at; `isFunctionType` is false for an owner of any other kind. */
export function unsupportedFunctionType(ts: TypeScript, { node, role }: ContractOwner, moment: string): { isFunctionType: boolean; reason?: NotChecked } {
  const isType = role === 'signature' && (ts.isFunctionTypeNode(node) || isCallable(ts, node) || isTakenMember(ts, node));
  if (!isType) return { isFunctionType: false };
  if (!moments.has(moment)) return { isFunctionType: true, reason: ['a function type, of this kind, where a parameter of the type is called,', 'Functions that are annotated with the type keep it; of others say it with @requires and @ensures, or where they are written.'] };
  if (isNamedMember(ts, node) && !calledAs(ts, node, (reference) => typeInFile(ts, reference))) return { isFunctionType: true, reason: ['a member whose function type is not written there, nor an alias of the file,', 'Write the function type in the member, or write the member as a method.'] };
  const isUsed = !ts.isFunctionTypeNode(node) || aliasOf(ts, node) !== undefined || parameterOf(ts, node) !== undefined || isTakenMember(ts, node.parent) || isBesideFunction(ts, node);
  return isUsed ? { isFunctionType: true } : { isFunctionType: true, reason: ['a function type that no parameter is annotated with', 'Give the type a name and annotate with it the parameter that is called, or write the contract on the function itself.'] };
}

/** A call signature: the whole of what an alias or an interface says of calls. */
function isCallable(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallSignatureDeclaration(node) && (ts.isInterfaceDeclaration(node.parent) || ts.isTypeLiteralNode(node.parent));
}

/** Whether a clause of a function type is looked at where a callback is called. */
export function isCallbackClause({ kind }: Clause): boolean {
  return moments.has(clauseKinds[kind].moment);
}

/** The statements of a file that are contract calls, which run no check of their own. */
export function contractStatements(file: FileContracts): ReadonlySet<ts.Node> {
  return new Set<ts.Node>([...file.contracts.flatMap(({ clauses }) => clauses), ...file.looseClauses].flatMap(({ statement }) => statement ?? []));
}

/** The contracted callbacks of all functions of a file. */
export function contractedCallbacks(ts: TypeScript, file: FileContracts): Callback[] {
  const byType = new Map<ts.Node, Contract>();
  for (const contract of file.contracts) {
    const { node, role } = contract.owner;
    const type = role !== 'signature' ? undefined : (signatureOf(ts, node) ?? node);
    if (type && contract.clauses.some(isCallbackClause)) byType.set(type, contract);
  }
  if (byType.size === 0) return [];
  const statements = contractStatements(file);
  const found: Callback[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionWithBody(ts, node)) {
      for (const parameter of callbackParameters(ts, node, (reference) => typeInFile(ts, reference))) {
        const contract = byType.get(parameter.statedBy ?? parameter.type);
        if (contract) found.push(callbackOf(ts, { node, parameter, contract, statements }));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file.sourceFile);
  return found;
}

interface Found extends Pick<Callback, 'node' | 'parameter' | 'contract'> {
  /** Contract calls, which run no check of their own. */
  readonly statements: ReadonlySet<ts.Node>;
  /** Why it cannot be checked, if that is known before its calls are looked at. */
  readonly reason?: string;
}

/** A callback with its calls, and why they cannot be checked. */
export function callbackOf(ts: TypeScript, { node, parameter, contract, statements, reason: known }: Found): Callback {
  const caller = ownerOf(ts, node)?.name ?? '(anonymous function)';
  const { body } = node;
  const uses = body ? freeNames(ts, body).filter(({ text }) => text === parameter.name.text) : [];
  const calls = uses.filter((use) => isCallee(ts, use) && !isInside(use, statements));
  const reason = known ?? whyNot(ts, { node, parameter, contract, uses });
  const problem = reason === undefined ? undefined : diagnostic('unsupported-callback', spanOf(parameter.name), parameter.name.text, caller, reason);
  return { node, caller, parameter, contract, calls, ...(problem ? { problem } : {}) };
}

function isCallee(ts: TypeScript, use: ts.Node): boolean {
  const node = withWrappers(ts, use);
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}

function isInside(node: ts.Node, statements: ReadonlySet<ts.Node>): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent as ts.Node | undefined) if (statements.has(at)) return true;
  return false;
}

interface Suspect extends Pick<Callback, 'node' | 'parameter' | 'contract'> {
  readonly uses: readonly ts.Identifier[];
}

function whyNot(ts: TypeScript, suspect: Suspect): string | undefined {
  const { node, parameter, contract, uses } = suspect;
  const { text } = parameter.name;
  if (text === 'this' && node.body && callsThis(ts, node.body)) return 'only a parameter with another name is';
  if (parameter.isAmbiguous) return 'its type may be called in other ways too, so nobody knows which is meant';
  if (uses.some((use) => isTarget(ts, use)) || isDeclaredAgain(ts, node, text)) return 'it is assigned there, so nobody knows which function is meant';
  if (node.body && freeNames(ts, node.body).some((name) => name.text === 'eval')) return '`eval` there may assign it';
  if (node.parameters.some(({ initializer }) => initializer && freeNames(ts, initializer).some((name) => name.text === text))) return 'another parameter\'s default uses it';
  if (parameter.type.parameters.some(({ name }) => !ts.isIdentifier(name))) return 'its type takes a parameter apart, which has to have a name for that';
  if (contract.clauses.some(({ predicate }) => predicate && namesThis(ts, predicate.expression))) return 'a clause uses `this`, which such a call does not have';
  const taken = contract.clauses.flatMap((clause) => clauseNames(ts, clause)).find(({ text: name }) => !isOwnName(ts, parameter.type, name) && isTaken(ts, suspect, name));
  return taken && `\`${taken.text}\` means something else there`;
}

/** Whether the `this` of a body is called, in arrow functions too, which have the same. */
function callsThis(ts: TypeScript, node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword && isCallee(ts, node)) return true;
  if (ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node))) return false;
  return ts.forEachChild(node, (child) => callsThis(ts, child) || undefined) ?? false;
}

/** Whether a name is an assignment's target, also inside a pattern. */
function isTarget(ts: TypeScript, use: ts.Identifier): boolean {
  let node: ts.Node = use;
  while (isWrapper(ts, node.parent) || ts.isSpreadElement(node.parent) || ts.isArrayLiteralExpression(node.parent) || ts.isObjectLiteralExpression(node.parent) || ts.isPropertyAssignment(node.parent) || ts.isShorthandPropertyAssignment(node.parent) || ts.isSpreadAssignment(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return isAssignment(ts, parent) && parent.left === node;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  return ts.isPostfixUnaryExpression(parent) || (ts.isPrefixUnaryExpression(parent) && parent.operator !== ts.SyntaxKind.ExclamationToken);
}

function isDeclaredAgain(ts: TypeScript, { body }: FunctionNode, name: string): boolean {
  return body !== undefined && ts.isBlock(body) && bodyBindings(ts, body).hoisted.has(name);
}

/**
 * Whether an expression names `this` anywhere.
 *
 * @pure
 */
export function namesThis(ts: TypeScript, node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.ThisKeyword || (ts.forEachChild(node, (child) => namesThis(ts, child) || undefined) ?? false);
}

function isOwnName(ts: TypeScript, type: FunctionType, name: string): boolean {
  return name === 'result' || parameterNames(ts, type).has(name);
}

/** Whether a name of a clause means something else at the head of the function's body than it does at the type. */
function isTaken(ts: TypeScript, { node, parameter }: Suspect, name: string): boolean {
  const stated = parameter.statedBy ?? parameter.type;
  if (stated.getSourceFile() !== node.getSourceFile()) return false; // its clauses have the names of this file
  if (isDeclaredAgain(ts, node, name)) return true;
  for (let scope: ts.Node = node; !ts.isSourceFile(scope) && !contains(scope, stated); scope = scope.parent) {
    const names = scope === node ? parameterNames(ts, node) : opensScope(ts, scope) ? declaredIn(ts, scope) : undefined;
    if (names?.has(name) === true) return true;
  }
  return false;
}

function contains(scope: ts.Node, inner: ts.Node): boolean {
  for (let at: ts.Node | undefined = inner; at; at = at.parent as ts.Node | undefined) if (at === scope) return true;
  return false;
}
