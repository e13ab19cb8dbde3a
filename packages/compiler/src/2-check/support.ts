/** What this version reads but does not check: said for every clause, so that nothing is skipped in silence. */
import type ts from 'typescript';
import { derives, hasModifier, isAsync, isGenerator, spanOf } from '../1-read/syntax.ts';
import { entryImports } from '../1-read/body-calls.ts';
import { isBareOverload } from '../1-read/heritage.ts';
import { constructorOf, functionOfMember, isPublicInstanceMember, ownerOf } from '../1-read/owners.ts';
import { isStrictAlone } from '../1-read/strict.ts';
import { addBinding, forEachInBody, freeNames } from '../1-read/resolve.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, Contract, ContractOwner, FileContracts, FunctionNode, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { printClause } from '../sidecar.ts';
import { namesThis, unsupportedFunctionType, type NotChecked } from './callbacks.ts';
import { isModule } from '../ts-internals.ts';
import { disposesLater, suspensionsOf } from './suspension.ts';

/** Why a clause is not checked, or undefined if it is. */
export function unsupported(ts: TypeScript, file: FileContracts, { contract, clause }: { contract: Contract; clause: Clause }): Diagnostic | undefined {
  const { owner } = contract;
  const row = clauseKinds[clause.kind];
  if (!row.enforced) return diagnostic('not-yet-enforced', clause.span, printClause(clause));
  if (row.carriedAs && isGlobal(ts, owner.node)) return diagnostic('unsupported-owner', clause.span, 'a type of the global scope', 'Declare the type in a module, and import it.');
  if (row.moment === 'never') return undefined;
  if (!isModule(file.sourceFile)) return diagnostic('unsupported-script', clause.span);
  const callback = unsupportedFunctionType(ts, owner, row.moment);
  const reason = callback.isFunctionType ? callback.reason : unsupportedOwner(ts, owner);
  if (reason !== undefined) return diagnostic('unsupported-owner', clause.span, ...reason);
  if (row.moment === 'visible') return unsupportedInvariant(ts, owner, clause);
  if (row.moment === 'frame') {
    const why = whyNoFrame(ts, owner);
    if (why !== undefined) return diagnostic('unsupported-frame', clause.span, owner.name, why);
  }
  if (row.moment === 'activation' && cannotMeasure(ts, owner)) return diagnostic('unsupported-measure', clause.span, owner.name);
  if (row.moment !== 'here' && isGenerator(owner.node) && isStrictAlone(ts, owner.node as FunctionNode)) return diagnostic('unsupported-strict', clause.span, owner.name);
  const twice = putsIntoBlock.has(row.moment) ? duplicateIn(ts, owner.node) : undefined;
  if (twice !== undefined) return diagnostic('unsupported-duplicate', clause.span, owner.name, twice);
  const isOutside = row.moment === 'here' || (lacksRootSuper(ts, owner) && standsOutside.has(row.moment) && !readsOldThis(ts, clause));
  return isOutside ? undefined : unsupportedConstructor(ts, owner, clause);
}

/** The moments whose checks stand before the body of a constructor or behind it, wherever in it `super` is called. */
const standsOutside: ReadonlySet<string> = new Set(['entry', 'exit', 'throw']);

/** Whether a clause takes something of `this` before the body, where it may not exist. */
function readsOldThis(ts: TypeScript, { predicate }: Clause): boolean {
  if (!predicate) return false;
  const helpers = new Set(['old', 'unchanged', ...entryImports(ts, predicate.expression.getSourceFile()).keys()]);
  const visit = (node: ts.Node): boolean => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && helpers.has(node.expression.text)) return namesThis(ts, node);
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(predicate.expression);
}

/** The moments whose checks make the body a block of its own. */
const putsIntoBlock: ReadonlySet<string> = new Set(['exit', 'throw', 'activation', 'frame']);

/** Activations of a suspending function overlap, and a constructor's `super(…)` cannot stand in a `try` of ours. */
function cannotMeasure(ts: TypeScript, { node, role }: ContractOwner): boolean {
  return role === 'constructor' || isAsync(ts, node) || isGenerator(node);
}

/** Why what a function writes cannot be told by looking before and after. */
function whyNoFrame(ts: TypeScript, { node, role }: ContractOwner): string | undefined {
  if (role === 'signature') return 'it has no body here, and a frame is not inherited';
  return isAsync(ts, node) || isGenerator(node) ? 'while it is suspended, others may write too' : undefined;
}

function unsupportedConstructor(ts: TypeScript, owner: ContractOwner, clause: Pick<Clause, 'span'>): Diagnostic | undefined {
  if (lacksRootSuper(ts, owner)) return diagnostic('unsupported-super', clause.span, owner.name);
  const early = ts.isConstructorDeclaration(owner.node) ? usedBeforeSuper(ts, owner.node) : undefined;
  return early === undefined ? undefined : diagnostic('unsupported-hoist', clause.span, owner.name, early);
}

function unsupportedOwner(ts: TypeScript, owner: ContractOwner): NotChecked | undefined {
  const { node, role } = owner;
  if (role === 'signature' && !isAmbient(ts, node)) {
    if (isBareOverload(ts, node)) return ['one of several overloads without an implementation', 'Write it on what implements them.'];
    if (isInheritedOrShown(ts, node)) return undefined;
    if (ts.isPropertyDeclaration(node) && hasModifier(ts, node, ts.SyntaxKind.AccessorKeyword)) return ['an `accessor` field', 'Write a getter and a setter.'];
    if (ts.isConstructSignatureDeclaration(node)) return ['what a type constructs', 'Write it on the constructor of the class.'];
    return ts.isTypeElement(node) ? ['a member of a type that has no name', 'Give the type a name; without one, only objects that are written in its place keep the contract.'] : ['a declaration without a body', 'Write it where the body is.'];
  }
  if (!isAmbient(ts, node)) return undefined;
  return isOfType(ts, node) ? ['a type that augments a module or the global scope', 'Declare the type in a module of its own, and import it.'] : ['an ambient declaration', 'Write it where the body is.'];
}

/** Members that heirs implement, and overloads, which are documentation beside their implementation. */
function isInheritedOrShown(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isMethodSignature(node) || ts.isPropertySignature(node)) return isOfNamedType(ts, node);
  if (ts.isPropertyDeclaration(node)) return hasModifier(ts, node, ts.SyntaxKind.AbstractKeyword);
  return ts.isMethodDeclaration(node) || ts.isAccessor(node) || ts.isFunctionDeclaration(node) || ts.isConstructorDeclaration(node);
}

/** Members of interfaces and aliases, which a class may implement; of any other type nothing can. */
function isOfNamedType(ts: TypeScript, member: ts.TypeElement): boolean {
  let { parent }: ts.Node = member;
  while (ts.isTypeLiteralNode(parent) || ts.isParenthesizedTypeNode(parent) || ts.isIntersectionTypeNode(parent)) parent = parent.parent;
  return ts.isInterfaceDeclaration(parent) || ts.isTypeAliasDeclaration(parent);
}

/** Whether `declare` says that what is declared is elsewhere. Of a type it says nothing, but where the type augments a module: parsing follows no name there. */
function isAmbient(ts: TypeScript, node: ts.Node): boolean {
  const counts = isOfType(ts, node) ? (each: ts.Node) => ts.isModuleDeclaration(each) && (ts.isStringLiteral(each.name) || isGlobalScope(ts, each)) : () => true;
  return ts.findAncestor(node, (each) => hasModifier(ts, each, ts.SyntaxKind.DeclareKeyword) && counts(each)) !== undefined;
}

function isOfType(ts: TypeScript, node: ts.Node): boolean {
  return ts.findAncestor(node, (each) => ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) !== undefined;
}

function isGlobal(ts: TypeScript, node: ts.Node): boolean {
  return ts.findAncestor(node, (each) => isGlobalScope(ts, each)) !== undefined;
}

/** `declare global`. */
function isGlobalScope(ts: TypeScript, node: ts.Node): boolean {
  return ts.isModuleDeclaration(node) && (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

function unsupportedInvariant(ts: TypeScript, owner: ContractOwner, { span }: Pick<Clause, 'span'>): Diagnostic | undefined {
  if (!ts.isClassLike(owner.node)) return undefined;
  for (const member of owner.node.members) {
    const method = functionOfMember(ts, member);
    if (!method || !isPublicInstanceMember(ts, method)) continue;
    if (disposesInForHead(ts, method)) return diagnostic('unsupported-invariant', span, owner.name, member.name?.getText() ?? '');
    const twice = duplicateIn(ts, method);
    if (twice !== undefined) return diagnostic('unsupported-duplicate', span, owner.name, twice);
  }
  const construct = constructorOf(ts, owner.node);
  return construct ? unsupportedConstructor(ts, { ...owner, node: construct }, { span }) : undefined;
}

/** Why an invariant that a class inherits cannot be checked in its own members, or undefined if it can. */
export function whyNotKept(ts: TypeScript, node: ts.ClassLikeDeclaration): Diagnostic | undefined {
  const span = spanOf(node);
  const owner = ownerOf(ts, node);
  if (!owner) return undefined;
  const reason = unsupportedOwner(ts, owner);
  return reason ? diagnostic('unsupported-owner', span, ...reason) : unsupportedInvariant(ts, owner, { span });
}

/** `for (await using x = e; …; …)`: it disposes where nothing can be put behind. */
function disposesInForHead(ts: TypeScript, method: FunctionNode): boolean {
  return method.body !== undefined && suspensionsOf(ts, method.body).some((each) => disposesLater(ts, each) && ts.isForStatement(each.parent));
}

/** Whether a constructor of a derived class calls `super` elsewhere than in a statement of its own at the top of its body. */
export function lacksRootSuper(ts: TypeScript, { node }: Pick<ContractOwner, 'node'>): boolean {
  if (!ts.isConstructorDeclaration(node) || !node.body || !ts.isClassLike(node.parent)) return false;
  return derives(ts, node.parent) && rootSuperIndex(ts, node.body) === -1;
}

/** The index of the statement `super(…)` at the top of a constructor body; -1 if there is none. */
export function rootSuperIndex(ts: TypeScript, body: ts.Block): number {
  return body.statements.findIndex(
    (statement) =>
      ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression) && statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword,
  );
}

/** A function that is declared behind `super(…)` and used before it or in it: what comes behind goes into a block of its own. */
function usedBeforeSuper(ts: TypeScript, node: ts.ConstructorDeclaration): string | undefined {
  const statements = node.body?.statements ?? [];
  const index = node.body ? rootSuperIndex(ts, node.body) : -1;
  const behind = new Set(statements.slice(index + 1).flatMap((each) => (ts.isFunctionDeclaration(each) && each.name ? [each.name.text] : [])));
  if (index === -1 || behind.size === 0) return undefined;
  const used = statements.slice(0, index + 1).flatMap((each) => freeNames(ts, each));
  return used.find(({ text }) => behind.has(text))?.text;
}

/** A name that a body declares twice in a way that a function allows and a block does not; bodies with exit checks become blocks. */
function duplicateIn(ts: TypeScript, node: ContractOwner['node']): string | undefined {
  const body = 'body' in node ? node.body : undefined;
  if (!body || !ts.isBlock(body)) return undefined;
  const functions = new Set<string>();
  const hoisted = new Set<string>();
  for (const statement of body.statements) {
    // Without a body it is an overload, which declares nothing.
    if (!ts.isFunctionDeclaration(statement) || !statement.name || !statement.body) continue;
    if (functions.has(statement.name.text)) return statement.name.text;
    functions.add(statement.name.text);
  }
  if (functions.size === 0) return undefined;
  forEachInBody(ts, body, (each) => {
    if (ts.isVariableDeclarationList(each) && (each.flags & ts.NodeFlags.BlockScoped) === 0) {
      for (const { name } of each.declarations) addBinding(ts, name, hoisted);
    }
  });
  return [...functions].find((name) => hoisted.has(name));
}
