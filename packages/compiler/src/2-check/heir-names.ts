/** What the names of an inherited clause are called in the heir: parameters by position, the rest through the heir's own imports. */
import type ts from 'typescript';
import { namedImports } from '../1-read/body-calls.ts';
import { declarationsAt, type Lookup } from '../1-read/declarations.ts';
import { calledAs } from '../1-read/function-types.ts';
import { overridesMember } from '../1-read/heritage.ts';
import { bodyBindings, clauseNames, declaredIn, isDeclaredAround, parameterNames } from '../1-read/resolve.ts';
import { hasModifier } from '../1-read/syntax.ts';
import { typeFinder } from '../1-read/type-finder.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, FunctionNode, Spelling, TypeScript } from '../contract.ts';
import { renameIdentifier } from '../ts-internals.ts';
import { namesThis } from './callbacks.ts';
import { importedName, otherMeaning, type Reason } from './heir-imports.ts';
import { spellParameter, type Called } from './heir-parameters.ts';
import { isClauseHelper } from './scope.ts';

/** A clause that was parsed again for a function that is to check it. */
export interface InheritedNames {
  readonly clause: Clause;
  /** What `value` stands for, in the invariant of an alias. */
  readonly value?: Spelling | undefined;
  /** What declares the clause. */
  readonly base: ts.Node;
  readonly heir: FunctionNode | ts.ClassLikeDeclaration;
  /** The parameters of the base stay what they are: those of a callback, which the heir calls. */
  readonly keepsParameters?: boolean;
}

/** A name that means nothing in the heir, or something else, and why. */
export interface Unavailable extends Reason {
  readonly name: string;
}

type Spelled = { readonly spelled: ReadonlyMap<ts.Identifier, Spelling> } | { readonly unavailable: Unavailable };

/** Spells the names of a clause for its heir. Nodes of names that are called otherwise here take the name that they have here. */
export function spellNames(lookup: Lookup, names: InheritedNames): Spelled {
  const { ts } = lookup;
  const hidden = privateName(ts, names.clause) ?? thisOfArrow(ts, names);
  if (hidden) return { unavailable: hidden };
  const inside = namesDeclaredInside(ts, names.clause);
  const spelled = new Map<ts.Identifier, Spelling>();
  for (const node of clauseNames(ts, names.clause)) {
    const found = calledInHeir(lookup, names, node.text);
    const called = 'reason' in found ? found : (collision(ts, node, { called: found, inside }) ?? found);
    if ('reason' in called) return { unavailable: { name: node.text, reason: called.reason } };
    if (called.spelling) spelled.set(node, called.spelling);
    if (called.renamed !== undefined) renameIdentifier(ts, node, called.renamed);
  }
  return { spelled };
}

/** What a name is called in the heir, whatever is called so inside the clause. */
function calledInHeir(lookup: Lookup, names: InheritedNames, name: string): Called | Reason {
  if (names.value && name === 'value') return { spelling: names.value };
  const helper = helperCalled(lookup, names, name);
  if (helper !== undefined) return { renamed: helper };
  if (isOfClause(lookup, names, name)) return {};
  const { base, heir } = names;
  if (isParameter(lookup, base, name) && lookup.ts.isFunctionLike(heir)) return spellParameter(lookup, { base, heir }, name);
  return isNamedAround(lookup, base, name) ? spellReference(lookup, names, name) : spellGlobal(lookup, names, name);
}

/** Why what a name is called in the heir cannot stand where the name does in the clause. What is taken on entry has a name that nobody else has. */
function collision(ts: TypeScript, node: ts.Identifier, { called: { spelling, renamed }, inside }: { readonly called: Called; readonly inside: ReadonlySet<string> }): Reason | undefined {
  if (spelling?.as === 'argument' && isInFunction(ts, node)) return { reason: 'has no name here, and a `function` in the clause has its own `arguments`. Give it a name here.' };
  if (spelling?.as === 'parameter' && spelling.name === 'this' && isInFunction(ts, node)) return { reason: 'is the object of the call here, and a `function` in the clause has a `this` of its own. Write it as an arrow function.' };
  const isReference = spelling?.as === 'reference';
  const name = isReference ? renamed : spelling?.as === 'parameter' ? spelling.name : undefined;
  if (name === undefined || name === node.text) return undefined;
  const isKey = isReference && ts.isShorthandPropertyAssignment(node.parent);
  return inside.has(name) || isKey ? { reason: `is called \`${name}\` here, which the clause itself uses for something else. Rename it here.` } : undefined;
}

/** An arrow function has the `this` of what is around it; what a field of a class overrides means the same object. */
function thisOfArrow(ts: TypeScript, { clause: { predicate }, base, heir, keepsParameters }: InheritedNames): Unavailable | undefined {
  if (keepsParameters === true || !predicate || !ts.isArrowFunction(heir) || overridesMember(ts, heir, base) || !namesThis(ts, predicate.expression)) return undefined;
  return { name: 'this', reason: 'is another object in an arrow function. Write it as a method.' };
}

/** Whether a name of a clause stands inside a function of it that is no arrow function. */
function isInFunction(ts: TypeScript, name: ts.Identifier): boolean {
  return ts.findAncestor(name.parent, (each) => ts.isFunctionLike(each) && !ts.isArrowFunction(each)) !== undefined;
}

/** `result`, `old`, `value`, and the helpers of the runtime, which every file has. */
function isOfClause(lookup: Lookup, { clause, base, heir, keepsParameters }: InheritedNames, name: string): boolean {
  const { ts } = lookup;
  if (keepsParameters === true && isParameter(lookup, base, name)) return true;
  const own: readonly string[] = clauseKinds[clause.kind].names;
  if (own.includes(name) && !isParameter(lookup, base, name)) return true;
  if (!isClauseHelper(name)) return false;
  const isOfRuntime = (at: ts.Node): boolean => !isDeclaredAround(ts, at, name) || namedImports(ts, at.getSourceFile()).get(name) === name;
  return isOfRuntime(base) && isOfRuntime(heir);
}

/** The helper of the runtime that the base's file imports under another name: every file has it under its own. */
function helperCalled(lookup: Lookup, { base }: InheritedNames, name: string): string | undefined {
  if (isParameter(lookup, base, name)) return undefined;
  const imported = namedImports(lookup.ts, base.getSourceFile()).get(name);
  return imported !== undefined && imported !== name && isClauseHelper(imported) ? imported : undefined;
}

function isParameter(lookup: Lookup, node: ts.Node, name: string): boolean {
  const signature = calledAs(lookup.ts, node, typeFinder(lookup));
  return signature !== undefined && parameterNames(lookup.ts, signature).has(name);
}

function isNamedAround(lookup: Lookup, base: ts.Node, name: string): boolean {
  return isDeclaredAround(lookup.ts, base, name) || declarationsAt(lookup, base, name).length > 0;
}

/** What no file declares has to mean the same here. */
function spellGlobal(lookup: Lookup, names: InheritedNames, name: string): Called | Reason {
  const { ts } = lookup;
  const { heir } = names;
  const isElse = declarationsAt(lookup, heir, name).length > 0 || isHidden(ts, names, name) || isDeclaredAround(ts, heir, name) || hoistedIn(ts, heir).has(name);
  return isElse ? otherMeaning : {};
}

/** What the module of the base declares or imports, by the name that the heir's module has for it. */
function spellReference(lookup: Lookup, names: InheritedNames, name: string): Called | Reason {
  const { ts } = lookup;
  const { base, heir } = names;
  if (declarationsAt(lookup, base, name).some((each) => hasModifier(ts, each, ts.SyntaxKind.ConstKeyword))) {
    return { reason: 'is a `const enum`, which does not exist at run time. Use an `enum` in the contract.' };
  }
  const local = importedName(lookup, { base, heir }, name);
  if ('reason' in local) return local;
  if (isHidden(ts, names, local.name)) return otherMeaning;
  if (hoistedIn(ts, heir).has(local.name) || (ts.isFunctionLike(heir) && parameterNames(ts, heir).has(local.name))) return { reason: 'means something else inside the method. Rename that.' };
  return { renamed: local.name, spelling: { as: 'reference', ...(local.member === undefined ? {} : { member: local.member }) } };
}

/** What a body declares for all of itself, with `var` and `function`. */
function hoistedIn(ts: TypeScript, heir: InheritedNames['heir']): ReadonlySet<string> {
  const body = 'body' in heir ? heir.body : undefined;
  return body && ts.isBlock(body) ? bodyBindings(ts, body).hoisted : new Set();
}

/** Whether the head of a loop, a `catch`, or a `var` inside a block gives a name another meaning around an heir than where its clause stands. */
function isHidden(ts: TypeScript, { base, heir }: InheritedNames, name: string): boolean {
  for (let scope: ts.Node = heir.parent; !ts.isSourceFile(scope); scope = scope.parent) {
    if (ts.findAncestor(base, (each) => each === scope)) return false;
    const body = ts.isFunctionLike(scope) && 'body' in scope ? scope.body : undefined;
    const isHead = ts.isCatchClause(scope) || ts.isIterationStatement(scope, false);
    if (body ? ts.isBlock(body) && bodyBindings(ts, body).hoisted.has(name) : isHead && declaredIn(ts, scope).has(name)) return true;
  }
  return false;
}

/** The first `#private` name of a clause; `import.meta` too means another file. */
export function privateName(ts: TypeScript, { predicate, errors = [] }: Clause): Unavailable | undefined {
  const visit = (node: ts.Node): Unavailable | undefined => {
    if (ts.isPrivateIdentifier(node)) return { name: node.text, reason: 'is private to the class that declares it. Use a member that heirs have.' };
    if (ts.isMetaProperty(node)) return { name: 'import.meta', reason: 'is not the same in another file. Use an exported value.' };
    return ts.forEachChild(node, visit);
  };
  return [...(predicate ? [predicate.expression] : []), ...errors].map(visit).find((each) => each !== undefined);
}

/** The names that a clause declares inside itself: parameters of functions in it. */
function namesDeclaredInside(ts: TypeScript, { predicate }: Clause): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) for (const name of parameterNames(ts, node)) names.add(name);
    ts.forEachChild(node, visit);
  };
  if (predicate) visit(predicate.expression);
  return names;
}
