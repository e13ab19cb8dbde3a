/** What a class needs for its invariant: the method that checks it, and a constructor that does so at its end. */
import type ts from 'typescript';
import { classOf, isPublicInstanceMember } from '../1-read/owners.ts';
import { forEachInBody } from '../1-read/resolve.ts';
import type { FunctionNode, TypeScript } from '../contract.ts';
import { checkCode, type ActiveClause } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { code, joinCode, keep, statements, type Code } from './plan.ts';
import { substitute } from './substitute.ts';

/** A class of which something is checked. */
export interface PlannedClass {
  readonly node: ts.ClassLikeDeclaration;
  readonly invariants: readonly ActiveClause[];
  readonly accessors: ReadonlySet<string>;
  /** Its constructor has checks at its end. */
  readonly needsBrand: boolean;
}

/** Plans the members that the class gains. Its methods and its own constructor are planned as functions. */
export function planClass(draft: PlanDraft, planned: PlannedClass): void {
  const { ts } = draft;
  const { node, invariants } = planned;
  const members: Code[] = [];
  const hasInvariant = invariants.length > 0;
  if (planned.needsBrand || hasInvariant) members.push([`static #${made(draft, 'brand')};`]);
  if (hasInvariant) {
    members.push(invariantMethod(draft, planned));
    if (!constructorOf(ts, node)) members.push(implicitConstructor(draft, node));
    guardInitialisers(draft, node);
  }
  if (members.length > 0) draft.edits.set(node, { op: 'append', code: joinCode(members, '\n') });
}

/** The constructor with a body, if the class has one. */
export function constructorOf(ts: TypeScript, node: ts.ClassLikeDeclaration): ts.ConstructorDeclaration | undefined {
  return node.members.find((member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined);
}

/** The functions of a class that others call on its objects: methods, accessors and fields that hold functions. */
export function publicFunctions(ts: TypeScript, node: ts.ClassLikeDeclaration): FunctionNode[] {
  return node.members.flatMap((member) => {
    const value = functionOf(ts, member);
    return value && classOf(ts, value) === node && isPublicInstanceMember(ts, value) ? [value] : [];
  });
}

function functionOf(ts: TypeScript, member: ts.ClassElement): FunctionNode | undefined {
  if (ts.isMethodDeclaration(member) || ts.isAccessor(member)) return member.body ? member : undefined;
  if (!ts.isPropertyDeclaration(member) || !member.initializer) return undefined;
  let value = member.initializer;
  while (ts.isParenthesizedExpression(value)) value = value.expression;
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}

function derives(ts: TypeScript, node: ts.ClassLikeDeclaration): boolean {
  return (node.heritageClauses ?? []).some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
}

/** `[p$invariant]() { …the base class's first…; checks }`: a method, so that `#private` members are in reach. */
function invariantMethod(draft: PlanDraft, { node, invariants, accessors }: PlannedClass): Code {
  const key = runtime(draft, 'invariant');
  const base = derives(draft.ts, node) ? code`if (super[${key}]) super[${key}]();` : [];
  const names = { snapshots: new Map<string, string>(), secrets: [], accessors, captures: [] };
  const checks = invariants.map((active) => checkCode(draft, active, substitute(draft, active, names)));
  return code`[${key}]() {\n${base}\n${statements(checks)}\n}`;
}

function implicitConstructor(draft: PlanDraft, node: ts.ClassLikeDeclaration): Code {
  const args = made(draft, 'a');
  const [parameters, start] = derives(draft.ts, node) ? [`...${args}`, `super(...${args});`] : ['', ''];
  const settle = code`if (#${made(draft, 'brand')} in new.target) ${runtime(draft, 'settle')}(this);`;
  return code`constructor(${parameters}) {\n${start}\n${settle}\n}`;
}

/**
 * Field initialisers run before the constructor's body; one that calls a method must not raise a false alarm, so the object
 * counts as being under construction meanwhile.
 *
 * before → after: `size = this.count()` → `size = p$during(this, () => this.count())`
 */
function guardInitialisers(draft: PlanDraft, node: ts.ClassLikeDeclaration): void {
  const { ts } = draft;
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || !member.initializer || !callsSomething(ts, member.initializer)) continue;
    if (ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true) continue;
    draft.edits.set(member.initializer, { op: 'replace', code: code`${runtime(draft, 'during')}(this, () => (${keep(member.initializer)}))` });
  }
}

function callsSomething(ts: TypeScript, initializer: ts.Expression): boolean {
  if (ts.isFunctionLike(initializer) || ts.isClassLike(initializer)) return false;
  let found = isCall(ts, initializer);
  forEachInBody(ts, initializer, (node) => (found ||= isCall(ts, node)));
  return found;
}

function isCall(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node);
}
