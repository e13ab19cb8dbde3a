/** Phase 3: contracts and a profile → a plan. Knows neither printer. */
import type ts from 'typescript';
import { constructorOf, ownerOf, publicFunctions } from '../1-read/owners.ts';
import { derives } from '../1-read/syntax.ts';
import { clausesFromElsewhere, type CheckedContracts, type HeirContract } from '../2-check/index.ts';
import { invariantHeirs } from '../2-check/invariant-chain.ts';
import { secretFinder } from '../2-check/secrets.ts';
import { whyNotKept } from '../2-check/support.ts';
import { clauseKinds } from '../clause-kinds.ts';
import { looseContract } from '../contract-of-module.ts';
import type { Clause, Contract, ContractOwner, FunctionNode, TypeScript } from '../contract.ts';
import { semanticOf, type Profile } from '../profile.ts';
import { plannedCallback, type PlannedCallback } from './callbacks.ts';
import { checkCode, type ActiveClause } from './check-code.ts';
import { countingFunction } from './counting.ts';
import { activeInCases } from './cases.ts';
import { planClass } from './class.ts';
import type { Names } from './expressions.ts';
import { freshPrefix, type PlanDraft } from './draft.ts';
import { planFunction } from './function.ts';
import { isMeasure, loopMeasure, measureVariables } from './measures.ts';
import { namesUsed } from './names.ts';
import { planImports, type LeavingStatement } from './imports.ts';
import { statements, type Plan } from './plan.ts';
import type { OldTarget } from '../old-target.ts';
import { siteFunctions } from './site.ts';
import { substitute } from './substitute.ts';

/** What of the host's options changes a plan. */
export interface PlanOptions {
  readonly profile: Profile;
  /** `verbatimModuleSyntax`: an import that lost all its bindings stays for its effect. */
  readonly verbatim: boolean;
  /** TypeScript erases the types, for a target before ES2022. */
  readonly oldTarget: OldTarget | undefined;
}

/**
 * Plans a file; undefined if the profile changes nothing in it.
 *
 * @ensures `result === undefined || result.edits.size > 0`
 */
export function plan(ts: TypeScript, checked: CheckedContracts, { profile, verbatim, oldTarget }: PlanOptions): Plan | undefined {
  const { file } = checked;
  const draft: PlanDraft = { ts, file, profile, oldTarget, prefix: freshPrefix(file.sourceFile.text), edits: new Map(), runtime: new Set(), rows: new Map(), brands: new Set(), measures: { count: 1, variables: [] } };
  const activeOf = (owner: ContractOwner, clause: Clause): ActiveClause[] => {
    const semantic = checked.sound.has(clause) && clauseKinds[clause.kind].moment !== 'never' ? semanticOf(clause, owner, profile) : 'ignore';
    return semantic === 'ignore' ? [] : [{ clause, owner, semantic }];
  };
  const classes = planClasses(draft, checked, activeOf);
  planFunctions(draft, { checked, activeOf, classes });
  const leaving = planStatements(draft, checked, activeOf);
  if (leaving.length > 0) planImports(draft, { leaving, stillUsed: namesInChecks(ts, checked, activeOf), verbatim });
  if (draft.edits.size === 0) return undefined;
  return { edits: draft.edits, end: statements([...siteFunctions(draft), ...countingFunction(draft), ...measureVariables(draft)]), prefix: draft.prefix, runtime: draft.runtime };
}

/** The names that the checks of doc clauses use, where the clause stands in a comment and the source does not show it. */
function namesInChecks(ts: TypeScript, checked: CheckedContracts, activeOf: ActiveOf): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { owner, clauses } of [...checked.file.contracts, ...clausesFromElsewhere(checked)]) {
    for (const { clause } of clauses.flatMap((each) => (each.statement ? [] : activeOf(owner, each)))) {
      for (const name of namesUsed(ts, clause)) names.add(name);
    }
  }
  return names;
}

type ActiveOf = (owner: ContractOwner, clause: Clause) => ActiveClause[];

/** Whether a function checks a clause once its body has run. */
function isCheckedAtEnd({ clause }: ActiveClause): boolean {
  const { moment } = clauseKinds[clause.kind];
  return moment === 'exit' || moment === 'frame' || clause.iff === true;
}

/** Plans the classes with invariants and returns the functions that keep them. */
function planClasses(draft: PlanDraft, checked: CheckedContracts, activeOf: ActiveOf): ReadonlyMap<FunctionNode, ContractOwner> {
  const { ts } = draft;
  const contracts = withInvariantsHere(checked);
  const keepers = new Map<FunctionNode, ContractOwner>();
  const invariantsOf = new Map<ts.ClassLikeDeclaration, ActiveClause[]>();
  const branded = new Set<ts.ClassLikeDeclaration>();
  for (const { owner, clauses } of contracts) {
    if (ts.isClassLike(owner.node)) {
      const invariants = clauses.flatMap((clause) => activeOf(owner, clause));
      if (invariants.length === 0) continue;
      invariantsOf.set(owner.node, [...(invariantsOf.get(owner.node) ?? []), ...invariants]);
      addKeepers(ts, keepers, owner);
    } else if (ts.isConstructorDeclaration(owner.node)) {
      const checksAtEnd = clauses.flatMap((clause) => activeOf(owner, clause)).some(isCheckedAtEnd);
      if (checksAtEnd && ts.isClassLike(owner.node.parent)) branded.add(owner.node.parent);
    }
  }
  const heirs = heirsOf(draft, invariantsOf, checked);
  const accessorsAround = accessorFinder(ts, ownersOf(contracts));
  const secretsIn = secretFinder(ts, checked);
  for (const owner of heirs.values()) addKeepers(ts, keepers, owner);
  for (const node of new Set([...invariantsOf.keys(), ...branded, ...heirs.keys()])) {
    planClass(draft, {
      node,
      invariants: invariantsOf.get(node) ?? [],
      accessors: accessorsAround(node),
      secrets: secretsIn(node),
      needsBrand: branded.has(node),
      inherits: heirs.has(node),
    });
  }
  return keepers;
}

/** The contracts of a file, with the invariants that interfaces ask of its classes before their own. */
function withInvariantsHere({ file, invariantsHere = [] }: CheckedContracts): readonly Contract[] {
  return [...invariantsHere, ...file.contracts];
}

/** The functions of a class that keep its invariant: who only looks at an object, by a getter, does not find out whether it is in order. */
function addKeepers(ts: TypeScript, keepers: Map<FunctionNode, ContractOwner>, owner: ContractOwner): void {
  const node = owner.node as ts.ClassLikeDeclaration;
  for (const method of publicFunctions(ts, node)) if (!ts.isGetAccessor(method)) keepers.set(method, { ...owner, node: method, role: 'method' });
  const construct = constructorOf(ts, node);
  if (construct) keepers.set(construct, { ...owner, node: construct, role: 'constructor' });
}

/** The classes that inherit an invariant which the profile checks, and state none themselves. */
function heirsOf({ ts, file, profile }: PlanDraft, invariantsOf: ReadonlyMap<ts.ClassLikeDeclaration, unknown>, { invariantsElsewhere }: CheckedContracts): Map<ts.ClassLikeDeclaration, ContractOwner> {
  const heirs = new Map<ts.ClassLikeDeclaration, ContractOwner>();
  if (invariantsOf.size === 0 && !invariantsElsewhere) return heirs;
  const hasInvariantElsewhere = (base: ts.Expression): boolean => invariantsElsewhere?.get(base)?.some(({ owner, clause }) => semanticOf(clause, owner, profile) !== 'ignore') === true;
  for (const node of invariantHeirs(ts, file.sourceFile, { hasInvariant: (each) => invariantsOf.has(each), hasInvariantElsewhere })) {
    const owner = whyNotKept(ts, node) ? undefined : ownerOf(ts, node);
    if (owner) heirs.set(node, owner);
  }
  return heirs;
}

/** Whether a contract statement leaves the output. One that cannot be compiled stays where it would be checked: the runtime checks it. */
function leaves({ profile }: PlanDraft, { checked, owner, clause }: { checked: CheckedContracts; owner: ContractOwner; clause: Clause }): boolean {
  if (clauseKinds[clause.kind].permanent === true) return false;
  return checked.sound.has(clause) || semanticOf(clause, owner, profile) === 'ignore';
}

interface FunctionPlanning {
  readonly checked: CheckedContracts;
  readonly activeOf: ActiveOf;
  readonly classes: ReadonlyMap<FunctionNode, ContractOwner>;
}

function planFunctions(draft: PlanDraft, { checked, activeOf, classes }: FunctionPlanning): void {
  const { ts } = draft;
  const { contracts } = checked.file;
  const secretsIn = secretFinder(ts, checked);
  const clausesOf = new Map<FunctionNode, Contract>();
  for (const contract of contracts) if (isFunctionWithBody(contract)) clausesOf.set(contract.owner.node as FunctionNode, contract);
  const { inherited } = checked;
  const accessorsAround = accessorFinder(ts, new Set([...ownersOf(withInvariantsHere(checked)), ...ownersOf([...inherited.values()])]));
  const callbacksOf = groupCallbacks(checked, activeOf);
  const heirs = inherited.keys() as Iterable<FunctionNode>;
  for (const node of new Set([...clausesOf.keys(), ...classes.keys(), ...heirs, ...callbacksOf.keys()])) {
    const contract = clausesOf.get(node);
    const heir = inherited.get(node);
    const owner = contract?.owner ?? heir?.owner ?? classes.get(node) ?? ownerOf(ts, node);
    if (!owner) continue;
    const callbacks = callbacksOf.get(node) ?? [];
    const active = activeIn(checked, { owner, contract, heir }, activeOf);
    if (active.length === 0 && callbacks.length === 0 && !classes.has(node)) continue;
    const head = (contract?.clauses ?? []).filter((clause) => clauseKinds[clause.kind].place === 'head' && leaves(draft, { checked, owner, clause }));
    const leaving = new Set(head.flatMap(({ statement }) => statement ?? []));
    planFunction(draft, {
      node, owner, active, leaving, callbacks,
      secrets: secretsIn(node),
      accessors: accessorsAround(node),
      keepsInvariant: classes.has(node),
    });
  }
}

/** The callbacks of each function with a clause that the profile checks, where the function calls them. */
function groupCallbacks({ callbacks }: CheckedContracts, activeOf: ActiveOf): ReadonlyMap<FunctionNode, PlannedCallback[]> {
  const groups = new Map<FunctionNode, PlannedCallback[]>();
  for (const callback of callbacks) {
    const active = callback.contract.clauses.flatMap((clause) => activeOf(callback.contract.owner, clause));
    if (active.length > 0 && callback.calls.length > 0) groups.set(callback.node, [...(groups.get(callback.node) ?? []), plannedCallback(callback, active)]);
  }
  return groups;
}

interface FunctionContracts {
  readonly owner: ContractOwner;
  readonly contract: Contract | undefined;
  readonly heir: HeirContract | undefined;
}

/** What a function checks of its own contract and of what it inherits; statements in its body are planned by themselves. */
function activeIn({ sound }: CheckedContracts, { owner, contract, heir }: FunctionContracts, activeOf: ActiveOf): ActiveClause[] {
  const own = (contract?.clauses ?? []).flatMap((clause) => activeOf(owner, clause)).filter(({ clause }) => clauseKinds[clause.kind].moment !== 'here');
  if (!heir) return own;
  const canRun = (clause: Clause): boolean => sound.has(clause) && clause.label !== 'axiom';
  return [...activeInCases(heir, activeOf, canRun), ...own.filter(({ clause }) => clauseKinds[clause.kind].moment === 'activation')];
}

function isFunctionWithBody({ owner }: Contract): boolean {
  return 'body' in owner.node && owner.node.body !== undefined;
}

function ownersOf(contracts: readonly Pick<Contract, 'owner'>[]): ReadonlySet<ts.Node> {
  return new Set(contracts.map(({ owner }) => owner.node));
}

/** Finds the accessors of the class or of the objects around a node that run checks when read, given what is checked. */
function accessorFinder(ts: TypeScript, checked: ReadonlySet<ts.Node>): (node: ts.Node) => Names {
  const known = new Map<Holder | undefined, Names>();
  return (node) => {
    const holder = holderAround(ts, node);
    const names = known.get(holder) ?? contractedAccessors(ts, holder, checked);
    known.set(holder, names);
    return names;
  };
}

type Holder = ts.ClassLikeDeclaration | ts.ObjectLiteralExpression;

/** In a class with a base class any member may be one. */
function contractedAccessors(ts: TypeScript, innermost: Holder | undefined, checked: ReadonlySet<ts.Node>): Names {
  const names = new Set<string>();
  for (let holder = innermost; holder; holder = ts.isClassLike(holder) ? undefined : holderAround(ts, holder.parent)) {
    if (ts.isClassLike(holder) && derives(ts, holder)) return { has: () => true };
    for (const member of ts.isClassLike(holder) ? holder.members : holder.properties) {
      if (!ts.isGetAccessor(member) || !(checked.has(holder) || checked.has(member))) continue;
      const { name } = member;
      if (!ts.isComputedPropertyName(name)) names.add(name.text);
      else if (ts.isStringLiteralLike(name.expression)) names.add(name.expression.text);
      else if (!name.expression.getText().startsWith('Symbol.')) return { has: () => true };
    }
  }
  return names;
}

function holderAround(ts: TypeScript, node: ts.Node): Holder | undefined {
  return ts.findAncestor(node, (each) => ts.isClassLike(each) || ts.isObjectLiteralExpression(each));
}

/** Plans the statements that stand in bodies, and lists every contract statement for the imports. */
function planStatements(draft: PlanDraft, checked: CheckedContracts, activeOf: ActiveOf): LeavingStatement[] {
  const { file } = checked;
  const secretsIn = secretFinder(draft.ts, checked);
  const accessorsAround = accessorFinder(draft.ts, ownersOf(file.contracts));
  const leaving: LeavingStatement[] = [];
  for (const { owner, clauses } of [...file.contracts, looseContract(file)]) {
    for (const clause of clauses) {
      const { statement } = clause;
      if (!statement || !leaves(draft, { checked, owner, clause })) continue;
      const [active] = activeOf(owner, clause);
      leaving.push({ statement, checked: active !== undefined });
      if (active && clauseKinds[clause.kind].moment === 'here') {
        const names = { snapshots: new Map<string, string>(), secrets: secretsIn(statement), accessors: accessorsAround(statement), captures: [] };
        draft.edits.set(statement, { op: 'replace', code: isMeasure(active) ? loopMeasure(draft, active, names) : checkCode(draft, active, substitute(draft, active, names)) });
      } else if (!draft.edits.has(statement)) draft.edits.set(statement, { op: 'replace', code: [] });
    }
  }
  return leaving;
}

