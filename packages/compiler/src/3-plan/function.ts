/** Rewrites the body of one function, so that its contract is checked on entry and wherever it is left. */
import type ts from 'typescript';
import { sharesArguments } from '../1-read/strict.ts';
import { isAsync, isDirective, isGenerator } from '../1-read/syntax.ts';
import { assignedNames, bodyBindings, freeNames, parameterNames } from '../1-read/resolve.ts';
import { isReplaced } from '../2-check/names-for-es5.ts';
import { lacksRootSuper, rootSuperIndex } from '../2-check/support.ts';
import { disposesLater, suspensionsOf } from '../2-check/suspension.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, ContractOwner, FunctionNode, Place, TypeScript } from '../contract.ts';
import { outerNames, planCallback, type PlannedCallback } from './callbacks.ts';
import { flagsOf, ifLetIn, isAlternative, planCases } from './cases.ts';
import { checkCode, type ActiveClause } from './check-code.ts';
import { methodFrame, whenConstructed } from './class.ts';
import { keepUnnamed, type Names } from './expressions.ts';
import { countedCall } from './counting.ts';
import { namesUsed, secretParametersOf, spellingsOf, takenOnEntry, takingCode } from './names.ts';
import { editNode, made, runtime, type PlanDraft } from './draft.ts';
import { planFrame } from './frames.ts';
import { planCall, planFurther, yieldCheck } from './generator.ts';
import { measuredBody } from './measures.ts';
import { caughtName, code, keep, keepAll, keepBody, statements, type Code } from './plan.ts';
import { disposes, redirectReturns, returnsOf, type Returns } from './returns.ts';
import { awaitCode, between, planSuspensions } from './segments.ts';
import { endingSegment } from './segment-starts.ts';
import { namesReadLater, substitute, type FunctionNames } from './substitute.ts';
import { startOfConstructor } from './super.ts';
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
interface Surroundings {
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

/** Plans one function. */
export function planFunction(draft: PlanDraft, planned: PlannedFunction): void {
  const { ts } = draft;
  const { body } = planned.node;
  if (!body) return;
  const around = isGenerator(planned.node) ? surroundGenerator(draft, planned) : surround(draft, planned);
  if (takes(planned, 'further')) planFurther(draft, planned.node);
  planSuspensions(draft, { node: planned.node, checksYields: around.yields.length > 0, segmented: around.segmented });
  if (!changesBody(planned, around)) return;
  const code = ts.isBlock(body) ? blockBody(draft, { planned, around, body }) : expressionBody(draft, planned, around);
  editNode(draft, body, { op: 'replace', code, as: 'body' });
}

/** Whether a clause that the function inherits names an argument which it has in this way alone. */
function takes({ active }: PlannedFunction, as: 'argument' | 'further'): boolean {
  return clausesOf(active).flatMap(spellingsOf).some((each) => (each.as === 'part' ? each.of : each).as === as);
}

/** What a generator checks and takes on entry happens at the call; its body begins later. */
function surroundGenerator(draft: PlanDraft, planned: PlannedFunction): Surroundings {
  const around = surround(draft, planned);
  planCall(draft, planned.node, { code: [...around.entry, ...around.setup, ...around.captures], declared: around.declared, takesArguments: takes(planned, 'argument') });
  return { ...around, entry: [...yieldCheck(draft, planned.node, around.yields), ...around.callbacks], setup: [], callbacks: [], captures: [] };
}

function surround(draft: PlanDraft, planned: PlannedFunction): Surroundings {
  const at = (moment: string): readonly ActiveClause[] => planned.active.filter(({ clause }) => clauseKinds[clause.kind].moment === moment);
  const exits = at('exit');
  const thrown = at('throw');
  const late = [...exits, ...thrown, ...at('yield')];
  const taken = takenOnEntry(draft, planned.node, clausesOf(planned.active));
  const takenLater = takenOnEntry(draft, planned.node, clausesOf(late));
  const names: FunctionNames = { snapshots: snapshotsOf(draft, planned, late), taken, secrets: planned.secrets, accessors: planned.accessors, captures: [], declared: [] };
  const onEntry: FunctionNames = { ...names, snapshots: new Map() };
  const entering = at('entry');
  const alternatives = entering.filter(isAlternative);
  const alone = entering.filter((active) => !isAlternative(active)).map((active) => checkCode(draft, active, substitute(draft, active, onEntry)));
  const entry = [...takingCode(taken), ...countedCall(draft, planned.node), ...planCases(draft, alternatives, onEntry), ...alone];
  const throws = planAllThrows(draft, thrown, names);
  const later = (active: ActiveClause): Code => ifLetIn(draft, active, checkCode(draft, active, substitute(draft, active, names)));
  const exit = exits.map(later);
  const yields = at('yield').map(later);
  const frame = planFrame(draft, { node: planned.node, active: at('frame'), secrets: planned.secrets });
  const copies = [...names.snapshots].map(([name, copy]) => code`const ${copy} = ${name};`);
  const callbacks = planned.callbacks.map((each, index) => planCallback(draft, each, { number: index + 1, secrets: planned.secrets }));
  const measures = at('activation');
  const declared = [...flagsOf(draft, alternatives), ...[...taken].filter(([pattern]) => takenLater.has(pattern)).map(([, name]) => name), ...names.snapshots.values(), ...throws.declared, ...(names.declared ?? [])];
  const awaitsResult = exit.length > 0 || throws.exit.length > 0 || throws.catching || isGenerator(planned.node);
  const segmented = planned.keepsInvariant && suspends(draft.ts, planned, awaitsResult);
  return {
    entry, setup: [...copies, ...throws.setup], callbacks, captures: [...names.captures, ...frame.taken], declared, yields, exit: [...throws.exit, ...exit, ...frame.checks], throws, awaitsResult, segmented,
    ...(measures.length > 0 ? { measured: (core: Code) => measuredBody(draft, { active: measures, names: onEntry, core }) } : {}),
  };
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

/** before → after: `=> e` → `=> { checks; const p$r = e; checks; return p$r; }` */
function expressionBody(draft: PlanDraft, planned: PlannedFunction, around: Surroundings): Code {
  const written = planned.node.body as ts.Expression;
  const body = around.segmented && draft.ts.isAwaitExpression(written) ? awaitCode(draft, written) : changesExit(planned, around) ? keepUnnamed(draft.ts, written) : [keep(written)];
  const before = code`${statements(around.entry)}\n${statements(around.setup)}\n${statements(around.callbacks)}`;
  if (!changesExit(planned, around)) return code`{\n${before}\nreturn ${beginsLater(draft.ts, written) ? code`(${body})` : body};\n}`;
  const result = made(draft, 'r');
  const isTried = encloses(planned, around);
  const start = isTried ? '' : isAsync(draft.ts, planned.node) ? 'let ' : 'const ';
  const core = tryAround(draft, { planned, around, core: code`${start}${result} = ${body};\n${awaited(draft, { planned, around })}` });
  return code`{\n${before}\n${isTried ? `let ${result};` : ''}\n${core}\n${statements(around.exit)}\nreturn ${result};\n}`;
}

/** Whether a comment before an expression would end the line of a `return` in front of it. */
function beginsLater(ts: TypeScript, expression: ts.Expression): boolean {
  const { text } = expression.getSourceFile();
  return (ts.getLeadingCommentRanges(text, expression.pos) ?? []).length > 0 && /[\n\r\u2028\u2029]/.test(text.slice(expression.pos, expression.getStart()));
}

interface BlockBody {
  readonly planned: PlannedFunction;
  readonly around: Surroundings;
  readonly body: ts.Block;
}

/** before → after: `{ … return e; … }` → `{ checks; let p$r; p$b: { … { p$r = e; break p$b; } … } checks; return p$r; }` */
function blockBody(draft: PlanDraft, { planned, around, body }: BlockBody): Code {
  const { ts } = draft;
  const { directives, head, rest } = splitBody(ts, planned, body);
  const start = startOfConstructor(draft, { head, throws: around.throws, keepsInvariant: planned.keepsInvariant });
  const before = code`${keepAll(directives)}\n${statements(around.entry)}\n${statements(around.setup)}\n${statements(around.callbacks)}\n${start}`;
  const hidden = shadows(ts, planned, body);
  if (!changesExit(planned, around)) {
    const kept = hidden ? code`{\n${keepBody(rest)}\n}` : [keepBody(rest)];
    return code`{\n${before}\n${kept}\n}`;
  }
  const returns = returnsOf(draft, body, rest);
  const result = made(draft, 'r');
  const isTried = encloses(planned, around);
  const inBlock = hidden || disposes(ts, body);
  const enclosed = isTried || inBlock || returns.early.length > 0;
  const declaresLast = !enclosed && returns.last?.expression !== undefined;
  const declares = declaresLast ? (isAsync(ts, planned.node) ? 'let' : 'const') : undefined;
  redirectReturns(draft, returns, { declares, then: isGenerator(planned.node) ? awaitResult(draft, { planned, around }) : [] });
  const kept = around.segmented && rest.some((each) => ts.isVariableStatement(each) && disposesLater(ts, each.declarationList)) ? endingSegment(draft, keepBody(rest)) : [keepBody(rest)];
  const label = returns.early.length > 0 ? `${made(draft, 'b')}: ` : '';
  const forget = returns.canBeCancelled && !returns.last ? code`${result} = undefined;` : [];
  const inner = label !== '' || (inBlock && !isTried) ? labelled(draft, planned, { label, block: code`{\n${kept}\n${forget}\n}` }) : kept;
  const core = tryAround(draft, { planned, around, core: code`${inner}\n${awaited(draft, { planned, around, returns })}`, isEmpty: rest.length === 0 });
  const declaration = !declaresLast && needsResult(ts, planned, returns) ? `let ${result};` : '';
  const leave = returns.hasValue ? `return ${result};` : '';
  return code`{\n${before}\n${declaration}\n${core}\n${closing(draft, { planned, around, returns })}\n${leave}\n}`;
}

/**
 * Where TypeScript makes a table of jumps of a function, a jump out of a loop to a label leads to the end of the loop if nothing but a block stands
 * between them, as it takes the loop for what has the label.
 *
 * before → after: `p$b: { … }` → `p$b: switch (0) { default: { … } }`
 */
function labelled(draft: PlanDraft, { node }: PlannedFunction, { label, block }: { label: string; block: Code }): Code {
  const jumps = label !== '' && draft.oldTarget === 'ES5' && (isAsync(draft.ts, node) || isGenerator(node));
  return jumps ? code`${label}switch (0) {\ndefault: ${block}\n}` : code`${label}${block}`;
}

/** Whether the value of the body is named anywhere: returned, awaited, or meant by a clause. */
function needsResult(ts: TypeScript, planned: PlannedFunction, returns: Returns): boolean {
  return returns.hasValue || planned.active.some(({ clause }) => namesResult(ts, clause));
}

function namesResult(ts: TypeScript, clause: Clause): boolean {
  const { predicate } = clause;
  if (spellingsOf(clause).some((each) => each.as === 'result')) return true;
  if (!predicate || !clauseKinds[clause.kind].names.includes('result')) return false;
  return ts.isArrowFunction(predicate.expression) || freeNames(ts, predicate.expression).some(({ text }) => text === 'result');
}

/** Whether the body itself is rewritten: of a generator with nothing but preconditions it is not. */
function changesBody(planned: PlannedFunction, around: Surroundings): boolean {
  return !isGenerator(planned.node) || around.entry.length > 0 || changesExit(planned, around);
}

/** Whether anything is checked once the body has run. */
function changesExit(planned: PlannedFunction, around: Surroundings): boolean {
  return around.exit.length > 0 || encloses(planned, around);
}

/** Whether the body goes into a `try`. */
function encloses(planned: PlannedFunction, around: Surroundings): boolean {
  return around.throws.catching || planned.keepsInvariant || around.measured !== undefined;
}

interface SplitBody {
  readonly directives: readonly ts.Statement[];
  /** In a constructor of a derived class: everything up to `super(…)`, which no block may enclose. */
  readonly head: readonly ts.Statement[];
  readonly rest: readonly ts.Statement[];
}

function splitBody(ts: TypeScript, planned: PlannedFunction, body: ts.Block): SplitBody {
  const staying = body.statements.filter((statement) => !planned.leaving.has(statement));
  const count = staying.findIndex((statement) => !isDirective(ts, statement));
  const directives = staying.slice(0, count === -1 ? staying.length : count);
  const others = staying.slice(directives.length);
  const superCall = ts.isConstructorDeclaration(planned.node) ? body.statements[rootSuperIndex(ts, body)] : undefined;
  const split = superCall ? others.indexOf(superCall) + 1 : 0;
  return { directives, head: others.slice(0, split), rest: others.slice(split) };
}

/**
 * Whether a declaration at the top of the body has the name of something that a clause means: the body is then put in a block. What
 * `result` and `old` become has a name of the plan's own.
 */
function shadows(ts: TypeScript, planned: PlannedFunction, body: ts.Block): boolean {
  const { lexical } = bodyBindings(ts, body);
  if (lexical.size === 0) return false;
  const isMeant = ({ clause }: ActiveClause): boolean =>
    namesUsed(ts, clause).some((name) => lexical.has(name) && !isReplaced(ts, clause, name)) || (clause.places ?? []).some(({ root }) => lexical.has(root));
  return planned.active.some(isMeant) || planned.callbacks.some((each) => outerNames(ts, each).some((name) => lexical.has(name)));
}

/**
 * In an async function the result is the awaited value; awaiting after the body leaves the user's own `try` alone. An async generator
 * awaits what it returns where the `return` stands.
 */
function awaited(draft: PlanDraft, { planned, around, returns }: Awaiting): Code {
  return isGenerator(planned.node) || returns?.hasValue === false ? [] : awaitResult(draft, { planned, around });
}

interface Awaiting {
  readonly planned: PlannedFunction;
  readonly around: Surroundings;
  readonly returns?: Returns;
}

function awaitResult(draft: PlanDraft, { planned, around }: Awaiting): Code {
  if (!isAsync(draft.ts, planned.node) || !around.awaitsResult) return [];
  const result = made(draft, 'r');
  const value = around.segmented ? between(draft, 'await', [result]) : code`await ${result}`;
  return code`if (${runtime(draft, 'thenable')}(${result})) ${result} = ${value};`;
}

interface Tried {
  readonly planned: PlannedFunction;
  readonly around: Surroundings;
  readonly core: Code;
  /** The body has no statements, so nothing can be thrown or called. */
  readonly isEmpty?: boolean;
}

/** Puts the body into a `try` where an error on the way out has to be looked at. */
function tryAround(draft: PlanDraft, { planned, around, core: body, isEmpty }: Tried): Code {
  const { throws, measured } = around;
  const core = measured ? measured(body) : body;
  const error = caughtName(draft);
  const captures = statements(around.captures);
  const judged = throws.catching ? throws.judge(error) : [error];
  if (!planned.keepsInvariant) return throws.catching ? code`${captures}\ntry {\n${core}\n} catch (${error}) {\nthrow ${judged};\n}` : code`${captures}\n${core}`;
  if (planned.owner.role === 'constructor') {
    const rescue = throws.catching ? code`catch (${error}) {\nthrow ${judged};\n} ` : [];
    if (isEmpty) return captures;
    return code`${captures}\n${runtime(draft, 'begin')}(this);\ntry {\n${core}\n} ${rescue}finally {\n${runtime(draft, 'end')}(this);\n}`;
  }
  return methodFrame(draft, { core, captures, judged, segmented: around.segmented, mayReturnEarly: isGenerator(planned.node) });
}

/** The checks after the body; a constructor's only if it does not return another object, and has a `this`: one that chooses `super` in a branch may have called none. */
function closing(draft: PlanDraft, { planned, around, returns }: { planned: PlannedFunction; around: Surroundings; returns: Returns }): Code {
  if (planned.owner.role !== 'constructor') return statements(around.exit);
  const result = made(draft, 'r');
  const isOwn = returns.hasValue ? `${result} === undefined || ${result} === this` : undefined;
  const isThere = `(() => { try { return ${returns.hasValue ? `${result} === this || ${result} === undefined` : 'this !== undefined'}; } catch { return false; } })()`;
  return whenConstructed(draft, { node: planned.node.parent as ts.ClassLikeDeclaration, isOwn: lacksRootSuper(draft.ts, planned) ? isThere : isOwn, keepsInvariant: planned.keepsInvariant, exit: statements(around.exit) });
}
