/** Whether a contract agrees with those that its owner overrides: an heir accepts at least what its base does, and promises at least as much. */
import type ts from 'typescript';
import { ownerOf } from '../1-read/owners.ts';
import { hasModifier } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, Contract, ContractOwner, OwnerNode, Place, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { pathOfName } from './pattern-path.ts';

/** What overridden contracts are found with. */
export interface OverrideSearch {
  readonly ts: TypeScript;
  /** The nearest declarations that a member overrides or implements, or that a value is to be like. */
  readonly overridden: (member: ts.Node) => readonly ts.Node[];
  /** The contract of a declaration of any file; undefined if it has none. */
  readonly contractOf: (node: ts.Node) => Contract | undefined;
}

/**
 * What is wrong with the contracts of some members, seen from what they override.
 *
 * @ensures `contracts.length > 0 || result.size === 0`
 */
export function checkOverrides(search: OverrideSearch, contracts: readonly Contract[]): ReadonlyMap<Clause, readonly Diagnostic[]> {
  const problems = new Map<Clause, readonly Diagnostic[]>();
  for (const own of contracts) {
    if (!own.clauses.some(isInherited)) continue;
    const bases = inheritedContracts(search, own.owner.node);
    for (const clause of own.clauses) {
      const found = [...problemOf(own, { clause, bases }), ...frameProblems(search.ts, own, { clause, bases })];
      if (found.length > 0) problems.set(clause, found);
    }
  }
  return problems;
}

/** The nearest contracts up each line of inheritance. */
function inheritedContracts(search: OverrideSearch, node: ts.Node): Contract[] {
  return search.overridden(node).flatMap((base) => {
    const contract = search.contractOf(base);
    return contract?.clauses.some(isInherited) === true ? [contract] : inheritedContracts(search, base);
  });
}

function isInherited({ kind }: Clause): boolean {
  const { inheritance, isFrame } = clauseKinds[kind];
  return inheritance !== undefined || isFrame === true;
}

interface Overriding {
  readonly clause: Clause;
  readonly bases: readonly Contract[];
}

function problemOf({ owner }: Contract, { clause, bases }: Overriding): Diagnostic[] {
  const { inheritance, tag = '' } = clauseKinds[clause.kind];
  if (!inheritance) return [];
  const { part, form } = inheritance;
  const base = bases.find(({ clauses }) => clauses.some(({ kind }) => clauseKinds[kind].inheritance));
  if (form === 'begins') {
    if (!base) return [];
    return [diagnostic(part === 'pre' ? 'restated-precondition' : 'restated-postcondition', clause.span, owner.name, nameBeside(owner, base.owner))];
  }
  if (!base) return [diagnostic('nothing-to-extend', clause.span, tag, owner.name, part === 'pre' ? 'requires' : 'ensures')];
  const hasPre = bases.some(({ clauses }) => clauses.some(({ kind }) => clauseKinds[kind].inheritance?.part === 'pre'));
  return part === 'post' || hasPre ? [] : [diagnostic('nothing-to-widen', clause.span, owner.name, nameBeside(owner, base.owner))];
}

/** What a base is called in a sentence about its heir: where both have one name, with its file. */
function nameBeside(heir: ContractOwner, { name, node }: ContractOwner): string {
  return name === heir.name ? `${name}\` of \`${node.getSourceFile().fileName.replace(/^.*[\\/]/, '')}` : name;
}

function frameProblems(ts: TypeScript, own: Contract, { clause, bases }: Overriding): Diagnostic[] {
  if (clauseKinds[clause.kind].isFrame !== true) return [];
  for (const base of bases) {
    const frames = base.clauses.filter(({ kind }) => clauseKinds[kind].isFrame === true);
    if (frames.length === 0) continue;
    const allowed = frames.flatMap(({ places = [] }) => places);
    const position = positions(ts, own.owner.node);
    const basePosition = positions(ts, base.owner.node);
    const outside = (clause.places ?? []).find((place) => !allowed.some((each) => covers(basePosition(each), position(place))));
    const list = allowed.length === 0 ? 'nothing' : `${allowed.map((each) => `\`${textOf(each)}\``).join(', ')} only`;
    if (outside) return [diagnostic('widened-frame', outside.span, own.owner.name, nameBeside(own.owner, base.owner), list, textOf(outside))];
  }
  return [];
}

/** Where a place lies, whatever names lead there: parameters are one where they stand at the same position, and so are the parts that patterns take out of them. */
function positions(ts: TypeScript, node: OwnerNode): (place: Place) => Pick<Place, 'root' | 'path'> {
  const parameters = ts.isFunctionLike(node) ? node.parameters : [];
  return ({ root, path }) => {
    for (const [index, { name }] of parameters.entries()) {
      const steps = pathOfName(ts, name, root);
      if (steps) return { root: `#${index}`, path: [...steps.map((step) => step.replace(/^\./, '')), ...path] };
    }
    return { root, path };
  };
}

function covers(allowed: Pick<Place, 'root' | 'path'>, place: Pick<Place, 'root' | 'path'>): boolean {
  return allowed.root === place.root && allowed.path.every((member, index) => place.path[index] === member);
}

function textOf({ root, path }: Place): string {
  return [root, ...path].join('.');
}

/** Contracts that only overloads have, while the implementation has none. */
export function overloadProblems(ts: TypeScript, contracts: readonly Contract[]): Diagnostic[] {
  const owners = new Set<ts.Node>(contracts.map(({ owner }) => owner.node));
  return contracts.flatMap(({ owner, clauses }) => {
    const implementation = implementationOf(ts, owner.node);
    const [first] = clauses.filter(({ kind }) => clauseKinds[kind].moment !== 'never');
    return implementation && first && !owners.has(implementation) ? [diagnostic('contract-on-overload-only', first.span, ownerOf(ts, implementation)?.name ?? owner.name)] : [];
  });
}

/** The declaration with a body that an overload belongs to. */
function implementationOf(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (!(ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) || node.body) return undefined;
  const siblings: readonly ts.Node[] = ts.isClassLike(node.parent) ? node.parent.members : ((node.parent as { statements?: readonly ts.Node[] }).statements ?? []);
  const isStatic = (each: ts.Node): boolean => hasModifier(ts, each, ts.SyntaxKind.StaticKeyword);
  return siblings.find((each) => each.kind === node.kind && (each as ts.FunctionDeclaration).body !== undefined && nameOf(each) === nameOf(node) && isStatic(each) === isStatic(node));
}

function nameOf(node: ts.Node): string | undefined {
  return (node as ts.NamedDeclaration).name?.getText();
}
