/** What a contract puts around the body of a function: code on entry, while it runs, and wherever it is left. */
import type ts from 'typescript';
import { isAsync, isGenerator } from '../1-read/syntax.ts';
import { sharesArguments } from '../1-read/strict.ts';
import { assignedNames, parameterNames } from '../1-read/resolve.ts';
import { suspensionsOf } from '../2-check/suspension.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, ContractOwner, FunctionNode, Place, TypeScript } from '../contract.ts';
import { planCallback, type PlannedCallback } from './callbacks.ts';
import { flagsOf, ifLetIn, isAlternative, planCases } from './cases.ts';
import { checkCode, type ActiveClause } from './check-code.ts';
import { countedCall } from './counting.ts';
import { made, type PlanDraft } from './draft.ts';
import type { Names } from './expressions.ts';
import { planFrame } from './frames.ts';
import { planCall, yieldCheck } from './generator.ts';
import { measuredBody } from './measures.ts';
import { secretParametersOf, spellingsOf, takenOnEntry, takingCode } from './names.ts';
import { code, type Code } from './plan.ts';
import { namesReadLater, substitute, type FunctionNames } from './substitute.ts';
import { planAllThrows, type PlannedThrows } from './throws.ts';

/** A function whose body is to be rewritten. */
export interface PlannedFunction {
  readonly node: FunctionNode;
  readonly owner: ContractOwner;
  readonly active: readonly ActiveClause[];
  /** Contract statements at its head, checked or not: they leave the body. */
  readonly leaving: ReadonlySet<ts.Statement>;
  readonly callbacks: readonly PlannedCallback[];
  readonly secrets: readonly Place[];
  readonly accessors: Names;
  /** It is a public method of a class whose invariant is checked. */
  readonly keepsInvariant: boolean;
}

/** The code around a body, in the order in which it runs. */
export interface Surroundings {
  readonly entry: readonly Code[];
  /** Taken on entry, once the preconditions hold: copies of parameters and the conditions of `@throws`. */
  readonly setup: readonly Code[];
  /** The functions through which callbacks are called. */
  readonly callbacks: readonly Code[];
  /** `old` values, taken once the invariant holds too. */
  readonly captures: readonly Code[];
  /** The names that `setup` and `captures` declare. */
  readonly declared: readonly string[];
  /** Checks of a yielded value. */
  readonly yields: readonly Code[];
  readonly exit: readonly Code[];
  readonly throws: PlannedThrows;
  /** Puts the termination measures around the body; absent where there are none. */
  readonly measured?: (core: Code) => Code;
  /** An async function has to know what it returns before it does; one that only keeps an invariant has not. */
  readonly awaitsResult: boolean;
  /** It keeps an invariant and suspends itself: its object is busy in each of its segments, and not between them. */
  readonly segmented: boolean;
}

/** Plans what stands around the body of one function. */
export function planSurroundings(draft: PlanDraft, planned: PlannedFunction): Surroundings {
  return isGenerator(planned.node) ? surroundGenerator(draft, planned) : surround(draft, planned);
}

/** What a generator checks and takes on entry happens at the call; its body begins later. */
function surroundGenerator(draft: PlanDraft, planned: PlannedFunction): Surroundings {
  const around = surround(draft, planned);
  planCall(draft, planned.node, { code: [...around.entry, ...around.setup, ...around.captures], declared: around.declared, takesArguments: takes(planned, 'argument') });
  return { ...around, entry: [...yieldCheck(draft, planned.node, around.yields), ...around.callbacks], setup: [], callbacks: [], captures: [] };
}

/** Whether a clause that the function inherits names an argument which it has in this way alone. */
export function takes({ active }: PlannedFunction, as: 'argument' | 'further'): boolean {
  return clausesOf(active).flatMap(spellingsOf).some((each) => (each.as === 'part' ? each.of : each).as === as);
}

function surround(draft: PlanDraft, planned: PlannedFunction): Surroundings {
  const { node, secrets } = planned;
  const at = (moment: string): readonly ActiveClause[] => planned.active.filter(({ clause }) => clauseKinds[clause.kind].moment === moment);
  const late = [...at('exit'), ...at('throw'), ...at('yield')];
  const names: FunctionNames = {
    snapshots: snapshotsOf(draft, planned, late), taken: takenOnEntry(draft, node, clausesOf(planned.active)), secrets, accessors: planned.accessors, captures: [], declared: [],
  };
  const onEntry: FunctionNames = { ...names, snapshots: new Map() };
  const later = (active: ActiveClause): Code => ifLetIn(draft, active, checkCode(draft, active, substitute(draft, active, names)));
  const entry = planEntry(draft, { node, active: at('entry') }, onEntry);
  const throws = planAllThrows(draft, at('throw'), names);
  const exit = at('exit').map(later);
  const yields = at('yield').map(later);
  const frame = planFrame(draft, { node, active: at('frame'), secrets });
  const callbacks = planned.callbacks.map((each, index) => planCallback(draft, each, { number: index + 1, secrets }));
  const measures = at('activation');
  const awaitsResult = exit.length > 0 || throws.exit.length > 0 || throws.catching || isGenerator(node);
  return {
    entry,
    setup: [...[...names.snapshots].map(([name, copy]) => code`const ${copy} = ${name};`), ...throws.setup],
    callbacks,
    // All clauses are planned by now, and with each the values that it takes on entry.
    captures: [...names.captures, ...frame.taken],
    declared: [...flagsOf(draft, at('entry').filter(isAlternative)), ...takenLater(draft, node, { late, names }), ...names.snapshots.values(), ...throws.declared, ...(names.declared ?? [])],
    yields,
    exit: [...throws.exit, ...exit, ...frame.checks],
    throws,
    awaitsResult,
    segmented: planned.keepsInvariant && suspends(draft.ts, planned, awaitsResult),
    ...(measures.length > 0 ? { measured: (core: Code) => measuredBody(draft, { active: measures, names: onEntry, core }) } : {}),
  };
}

/** What is taken out of the arguments, and the preconditions: those of which one has to hold, then those that stand alone. */
function planEntry(draft: PlanDraft, { node, active }: { readonly node: FunctionNode; readonly active: readonly ActiveClause[] }, names: FunctionNames): Code[] {
  const alone = active.filter((each) => !isAlternative(each)).map((each) => checkCode(draft, each, substitute(draft, each, names)));
  return [...takingCode(names.taken ?? new Map()), ...countedCall(draft, node), ...planCases(draft, active.filter(isAlternative), names), ...alone];
}

/** The names of what is taken out of the arguments on entry and read once the body has run. */
function takenLater(draft: PlanDraft, node: FunctionNode, { late, names: { taken } }: { readonly late: readonly ActiveClause[]; readonly names: FunctionNames }): string[] {
  const read = takenOnEntry(draft, node, clausesOf(late));
  return [...(taken ?? [])].filter(([pattern]) => read.has(pattern)).map(([, name]) => name);
}

function clausesOf(active: readonly ActiveClause[]): Clause[] {
  return active.map(({ clause }) => clause);
}

/** Whether a function suspends itself, by its own text or because its result is awaited. */
function suspends(ts: TypeScript, { node }: PlannedFunction, awaitsResult: boolean): boolean {
  return (awaitsResult && isAsync(ts, node)) || (node.body !== undefined && suspensionsOf(ts, node.body).length > 0);
}

/** Parameters that clauses name after the body has run, and that the body may reassign: clauses mean the entry value, so it is copied. */
function snapshotsOf(draft: PlanDraft, planned: PlannedFunction, late: readonly ActiveClause[]): ReadonlyMap<string, string> {
  const { ts } = draft;
  const { node } = planned;
  const snapshots = new Map<string, string>();
  if (late.length === 0 || !node.body) return snapshots;
  const later = namesLater(draft, late, planned.secrets);
  const named = new Set([...parameterNames(ts, node)].filter((name) => later.has(name)));
  if (named.size === 0) return snapshots;
  const assigned = sharesArguments(ts, node) ? undefined : assignedNames(ts, node, named);
  for (const name of named) if (assigned?.has(name) !== false) snapshots.set(name, made(draft, `_${name}`));
  return snapshots;
}

/** The parameters that clauses read, or must not show, once the body has run. */
function namesLater(draft: PlanDraft, late: readonly ActiveClause[], secrets: readonly Place[]): ReadonlySet<string> {
  const shown = late.filter(({ semantic }) => semantic !== 'short');
  const hidden = shown.length === 0 ? [] : secrets.map(({ root }) => root);
  const inherited = shown.flatMap(({ clause, owner }) => secretParametersOf(draft.ts, clause, owner).map(([, here]) => here));
  return new Set([...late.flatMap((active) => namesReadLater(draft, active)), ...hidden, ...inherited]);
}

