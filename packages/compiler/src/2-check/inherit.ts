/** What functions inherit, by the one rule: cases are joined by OR on entry, and each promises what it promises to those it let in. */
import type ts from 'typescript';
import { heirClasses, mayInherit } from '../1-read/classes.ts';
import { isNamedMember } from '../1-read/function-types.ts';
import { askedByTypes } from '../1-read/asked-types.ts';
import { overriddenMembers } from '../1-read/heritage.ts';
import { noContracts } from '../1-read/index.ts';
import { functionOfMember, ownerOf } from '../1-read/owners.ts';
import { clauseKinds, isBelieving } from '../clause-kinds.ts';
import type { Clause, Contract, FunctionNode, Host, TypeScript } from '../contract.ts';
import type { Diagnostic } from '../diagnostics.ts';
import { ensureParents } from '../ts-internals.ts';
import { uncheckedMembers, type KnownContracts } from './asked-members.ts';
import { uncheckedValues } from './asked-values.ts';
import { withHeirs, type Carried, type DeclaredCase, type Heir } from './heir-clauses.ts';
import { hiddenBases } from './hidden-bases.ts';
import { basesIn, invariantsElsewhere, unkeptHeirs } from './heirs.ts';
import type { CheckedContracts } from './index.ts';
import { inheritableProblems } from './inheritable.ts';
import { inheritedSecrets } from './inherited-secrets.ts';
import { withCarried } from './carried.ts';
import { nothingChecked } from './nothing-checked.ts';
import type { Declared } from './origin.ts';
import { checkOverrides } from './overrides.ts';
import { recordWatch } from './record-problems.ts';
import { refinedPlaces } from './refine.ts';
import { unfollowedBases } from './unfollowed-bases.ts';

/** What inheritance is found with. */
export interface InheritHost {
  readonly host: Host;
  /** The contracts of any file, of a dependency's declarations too; undefined where it has none that count. */
  readonly contractsIn: (file: ts.SourceFile) => CheckedContracts | undefined;
  /** Whether any type carries a contract to what is annotated with it. If it is absent, one may. */
  readonly mayRefine?: () => boolean;
  /** Whether any file or record has a contract: where none has, nothing is looked for along the bases. If it is absent, one may. */
  readonly hasContracts?: () => boolean;
  /** False for a host that only wants to know what is wrong: it is not told of invariants that classes inherit from other files. */
  readonly compiles?: boolean;
}

export interface Inheritor {
  /**
   * The contracts of a file with those that its functions inherit, and with what is wrong with that.
   *
   * @returns undefined where the file has none and inherits none.
   */
  readonly inherit: (sourceFile: ts.SourceFile) => CheckedContracts | undefined;
}

interface Search extends InheritHost {
  readonly ts: TypeScript;
  readonly cases: Map<ts.Node, readonly DeclaredCase[]>;
  readonly contracts: WeakMap<CheckedContracts, ReadonlyMap<ts.Node, Contract>>;
  /** What a member overrides or implements, and what types ask of a value, each found once. */
  readonly overridden: (member: ts.Node) => readonly ts.Node[];
  /** How often a way along the bases came back to where it had been. */
  cuts: number;
}

/**
 * Finds what the functions of files inherit. What it learns of one file it keeps for the others.
 *
 * @noContract what it gives is a function; that says what it does
 */
export function inheritor(found: InheritHost): Inheritor {
  const overridden = once((member) => [...overriddenMembers(found.host, member), ...(found.mayRefine?.() === false || beginsContract(shared, member) ? [] : askedByTypes(found.host, member))]);
  const shared: Search = { ...found, ts: found.host.ts, cases: new Map(), contracts: new WeakMap(), overridden, cuts: 0 };
  const ofAll = recordWatch();
  return {
    inherit(sourceFile) {
      // Who only wants to know what is wrong asks of each file by itself, and again; what compiles says it once.
      const records = found.compiles === false ? recordWatch() : ofAll;
      const contractsIn: InheritHost['contractsIn'] = (file) => records.watched(file, found.contractsIn(file));
      const checked = records.reported(found.host, sourceFile, inherit({ ...shared, contractsIn }, sourceFile));
      if (records.hasNoted()) shared.cases.clear(); // else the next file would not come to the record
      return checked;
    },
  };
}

function inherit(search: Search, sourceFile: ts.SourceFile): CheckedContracts | undefined {
  const { host } = search;
  const own = search.contractsIn(sourceFile);
  if (!own && search.hasContracts?.() === false) return undefined;
  const refines = search.mayRefine?.() !== false;
  const inherits = refines || (own ? heirClasses(search.ts, sourceFile).length > 0 : mayInherit(sourceFile.text));
  if (!own && !inherits) return undefined;
  ensureParents(search.ts, sourceFile);
  const asked = { ...search, contractOf: (node: ts.Node): Contract | undefined => contractOf(search, node)?.contract };
  const problems = own ? checkOverrides(asked, own.file.contracts) : new Map<Clause, readonly Diagnostic[]>();
  const errors = [...(own?.errors ?? []), ...[...problems.values()].flat(), ...(own ? inheritableProblems(host, own) : [])];
  const sound = new Set([...(own?.sound ?? [])].filter((clause) => !problems.has(clause) || clauseKinds[clause.kind].isFrame === true));
  const told = inherits && search.compiles !== false ? withInvariants(search, sourceFile, own) : {};
  const base: CheckedContracts = { ...(own ?? nothingChecked(host, sourceFile)), errors, sound, ...told };
  const heirs = inherits ? heirsIn(search, sourceFile, refines) : [];
  const whole = heirs.length === 0 ? base : withHeirs(host, base, heirs);
  const carrying = inherits || own ? withCarried(search, whole, { refines }) : whole;
  if (!own && base.unsupported.length === 0 && !base.invariantsElsewhere && carrying === base) return undefined;
  return inOrder(search.compiles === false ? carrying : { ...carrying, secrets: inheritedSecrets(asked, carrying) });
}

/** What a function gives for each node, found out when it is first asked. */
function once<T>(find: (node: ts.Node) => T): (node: ts.Node) => T {
  const known = new Map<ts.Node, T>();
  return (node) => {
    const found = known.get(node) ?? find(node);
    known.set(node, found);
    return found;
  };
}

/** The invariants that the classes of a file inherit from other files, the classes that cannot keep one, and what else they do not check. */
function withInvariants(search: Search, sourceFile: ts.SourceFile, own: CheckedContracts | undefined): Partial<CheckedContracts> {
  const { ts, host } = search;
  const reporting = { ...knownTo(search), contractsIn: search.contractsIn };
  const notChecked = [...uncheckedMembers(reporting, sourceFile), ...hiddenBases(reporting, sourceFile), ...unfollowedBases(reporting, sourceFile), ...(search.mayRefine?.() === false ? [] : uncheckedValues(reporting, sourceFile))];
  const unsupported = [...(own?.unsupported ?? []), ...notChecked];
  const bases = basesIn(ts, sourceFile).map((base) => [base, invariantsElsewhere(search, base)] as const).filter(([, found]) => found.length > 0);
  if (bases.length === 0) return notChecked.length === 0 ? {} : { unsupported };
  const elsewhere = new Map(bases);
  const unkept = unkeptHeirs(ts, own?.file ?? noContracts(host, sourceFile), { hasInvariantElsewhere: (base) => elsewhere.has(base) });
  const known = new Set((own?.unsupported ?? []).map(({ span }) => span.start));
  return { invariantsElsewhere: elsewhere, unsupported: [...unsupported, ...unkept.filter(({ span }) => !known.has(span.start))] };
}

function knownTo(search: Search): KnownContracts {
  return {
    host: search.host,
    contracted: (member) => (casesOf(search, member, new Set()).length === 0 ? undefined : (ownerOf(search.ts, member)?.name ?? '')),
    keeps: (node, asked) => {
      const kept = new Set(casesOf(search, node, new Set()).map(firstOf));
      return casesOf(search, asked, new Set()).every((each) => kept.has(firstOf(each)));
    },
    isBelieved: (node) => contractOf(search, node)?.contract.clauses.some(isBelieving) === true,
  };
}

function inOrder(checked: CheckedContracts): CheckedContracts {
  const sorted = (list: readonly Diagnostic[]): Diagnostic[] => [...list].sort((a, b) => a.span.start - b.span.start);
  return { ...checked, errors: sorted(checked.errors), unsupported: sorted(checked.unsupported) };
}

/** The contract that a declaration owns, with the file that it is in. */
function contractOf({ contractsIn, contracts }: Search, node: ts.Node): { readonly contract: Contract; readonly checked: CheckedContracts } | undefined {
  const checked = contractsIn(node.getSourceFile());
  if (!checked) return undefined;
  const known = contracts.get(checked) ?? new Map(checked.file.contracts.map((contract) => [contract.owner.node, contract] as const));
  contracts.set(checked, known);
  const contract = known.get(node);
  return contract && { contract, checked };
}

/** The functions of a file that inherit a contract, or have a place that carries one. */
function heirsIn(search: Search, sourceFile: ts.SourceFile, refines: boolean): Heir[] {
  const { ts } = search;
  const heirs = new Map<FunctionNode, Heir>();
  const add = (node: FunctionNode, carried: readonly Carried[]): void => {
    if (carried.length === 0 && inheritedCases(search, node, new Set()).length === 0) return;
    const own = contractOf(search, node)?.contract;
    const owner = own?.owner ?? ownerOf(ts, node);
    if (owner) heirs.set(node, { node, owner, cases: casesOf(search, node, new Set()), carried, isBelieved: own?.clauses.some(isBelieving) === true });
  };
  const addMembers = (node: ts.ClassLikeDeclaration): void => {
    for (const method of node.members.flatMap((member) => functionOfMember(ts, member) ?? [])) add(method, []);
  };
  const inheriting = new Set<ts.Node>(heirClasses(ts, sourceFile));
  const visit = (node: ts.Node): void => {
    if (inheriting.has(node)) addMembers(node as ts.ClassLikeDeclaration);
    if (isFunction(ts, node)) add(node, carriedBy(search, node));
    ts.forEachChild(node, visit);
  };
  if (refines) visit(sourceFile);
  else for (const node of inheriting) addMembers(node as ts.ClassLikeDeclaration);
  return [...heirs.values()];
}

function isFunction(ts: TypeScript, node: ts.Node): node is FunctionNode {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** The invariants of the aliases that a function's parameters and result are annotated with. */
function carriedBy(search: Search, node: FunctionNode): Carried[] {
  return refinedPlaces(search.host, node).flatMap((place) => {
    const found = contractOf(search, place.alias);
    if (!found) return [];
    const { contract, checked: { file, sound } } = found;
    return contract.clauses.filter((clause) => sound.has(clause) && clauseKinds[clause.kind].carriedAs).map((clause) => ({ declared: { clause, contract, file }, place }));
  });
}

function inheritedCases(search: Search, node: ts.Node, seen: ReadonlySet<ts.Node>): readonly DeclaredCase[] {
  if (seen.has(node)) {
    search.cuts += 1;
    return [];
  }
  const cases = search.overridden(node).flatMap((base) => casesOf(search, base, new Set([...seen, node])));
  const firsts = new Set<Clause | undefined>();
  return cases.filter((each) => {
    const first = firstOf(each);
    return !firsts.has(first) && firsts.add(first);
  });
}

/** The clause that tells a case from others. */
function firstOf({ pre, rest }: DeclaredCase): Clause | undefined {
  return (pre[0] ?? rest[0])?.clause;
}

/** The cases of a member: those that it inherits, extended by its own clauses; else its own contract. */
function casesOf(search: Search, node: ts.Node, seen: ReadonlySet<ts.Node>): readonly DeclaredCase[] {
  const known = search.cases.get(node);
  if (known) return known;
  const { cuts } = search;
  const inherited = inheritedCases(search, node, seen);
  const own = ownClauses(search, node);
  const cases = inherited.length === 0 ? ownCase(own) : extended(inherited, own);
  if (seen.size === 0 || search.cuts === cuts) search.cases.set(node, cases);
  return cases;
}

function ownClauses(search: Search, node: ts.Node): readonly Declared[] {
  const found = contractOf(search, node);
  if (!found) return [];
  const { contract, checked: { file, sound, typeable } } = found;
  const counts = (clause: Clause): boolean => (sound.has(clause) || typeable.has(clause)) && clause.predicate !== undefined && ['entry', 'exit', 'throw', 'yield'].includes(clauseKinds[clause.kind].moment);
  return contract.clauses.filter(counts).map((clause) => ({ clause, contract, file }));
}

/** Whether a property of a type states a contract: that of the function type which it is annotated with does not count there. */
function beginsContract(search: Search, node: ts.Node): boolean {
  return isNamedMember(search.ts, node) && ownClauses(search, node).some((each) => formOf(each) !== 'extends');
}

function isPre({ clause }: Declared): boolean {
  return clauseKinds[clause.kind].moment === 'entry';
}

function formOf({ clause }: Declared): 'begins' | 'extends' | undefined {
  return clauseKinds[clause.kind].inheritance?.form;
}

function ownCase(own: readonly Declared[]): readonly DeclaredCase[] {
  const clauses = own.filter((each) => formOf(each) !== 'extends');
  return clauses.length === 0 ? [] : [{ pre: clauses.filter(isPre), rest: clauses.filter((each) => !isPre(each)) }];
}

/** Another case for callers whom no inherited one lets in; to those that one lets in, what the heir promises too. */
function extended(inherited: readonly DeclaredCase[], own: readonly Declared[]): readonly DeclaredCase[] {
  const always = own.filter((each) => formOf(each) === undefined);
  const also = own.filter((each) => formOf(each) === 'extends' && !isPre(each));
  const cases = inherited.map(({ pre, rest }) => ({ pre, rest: [...rest, ...also, ...always] }));
  const added = own.filter((each) => formOf(each) === 'extends' && isPre(each));
  return added.length === 0 || inherited.some(({ pre }) => pre.length === 0) ? cases : [...cases, { pre: added, rest: always }];
}
