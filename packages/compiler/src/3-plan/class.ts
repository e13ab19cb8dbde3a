/** What a class needs for its invariant: the method that checks it, and a constructor that does so at its end. */
import type ts from 'typescript';
import { classOf, functionOfMember, isPublicInstanceMember } from '../1-read/owners.ts';
import type { FunctionNode, TypeScript } from '../contract.ts';
import { checkCode, type ActiveClause } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { code, joinCode, statements, type Code } from './plan.ts';
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
  if (planned.needsBrand || hasInvariant) members.push([`static #${made(draft, 'brand')}() { }`]);
  if (hasInvariant) {
    members.push([`#${made(draft, 'ready')};`], invariantMethod(draft, planned));
    if (!constructorOf(ts, node)) members.push(implicitConstructor(draft, node));
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
    const value = functionOfMember(ts, member);
    return value && classOf(ts, value) === node && isPublicInstanceMember(ts, value) ? [value] : [];
  });
}

function derives(ts: TypeScript, node: ts.ClassLikeDeclaration): boolean {
  return (node.heritageClauses ?? []).some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
}

/**
 * `[p$invariant]() { …the base class's first…; checks }`: a method, so that `#private` members are in reach.
 *
 * An object is not judged before its fields are all there and its constructor's body has begun: until then methods may be called by
 * field initialisers and by constructors of base classes, which must not raise a false alarm.
 */
function invariantMethod(draft: PlanDraft, { node, invariants, accessors }: PlannedClass): Code {
  const key = runtime(draft, 'invariant');
  const base = derives(draft.ts, node) ? code`if (super[${key}]) super[${key}]();` : [];
  const names = { snapshots: new Map<string, string>(), secrets: [], accessors, captures: [] };
  const checks = invariants.map((active) => checkCode(draft, active, substitute(draft, active, names)));
  const ready = `#${made(draft, 'ready')}`;
  return code`[${key}]() {\nif (!(${ready} in this && this.${ready})) return;\n${base}\n${statements(checks)}\n}`;
}

function implicitConstructor(draft: PlanDraft, node: ts.ClassLikeDeclaration): Code {
  const args = made(draft, 'a');
  const [parameters, start] = derives(draft.ts, node) ? [`...${args}`, `super(...${args});`] : ['', ''];
  const settle = code`if (#${made(draft, 'brand')} in new.target) ${runtime(draft, 'settle')}(this);`;
  return code`constructor(${parameters}) {\n${start}\nthis.#${made(draft, 'ready')} = true;\n${settle}\n}`;
}
