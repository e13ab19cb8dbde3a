/** Rewrites the body of one function, so that its contract is checked on entry and wherever it is left. */
import type ts from 'typescript';
import { isAsync, isDirective, isGenerator } from '../1-read/syntax.ts';
import { bodyBindings, freeNames } from '../1-read/resolve.ts';
import { isReplaced } from '../2-check/names-for-es5.ts';
import { lacksRootSuper, rootSuperIndex } from '../2-check/support.ts';
import { disposesLater } from '../2-check/suspension.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, TypeScript } from '../contract.ts';
import { outerNames } from './callbacks.ts';
import type { ActiveClause } from './check-code.ts';
import { methodFrame, whenConstructed } from './class.ts';
import { editNode, made, runtime, type PlanDraft } from './draft.ts';
import { keepUnnamed } from './expressions.ts';
import { planFurther } from './generator.ts';
import { namesUsed, spellingsOf } from './names.ts';
import { caughtName, code, keep, keepAll, keepBody, statements, type Code } from './plan.ts';
import { disposes, redirectReturns, returnsOf, type Returns } from './returns.ts';
import { awaitCode, between, planSuspensions } from './segments.ts';
import { endingSegment } from './segment-starts.ts';
import { startOfConstructor } from './super.ts';
import { planSurroundings, takes, type PlannedFunction, type Surroundings } from './surroundings.ts';

/** Plans one function. */
export function planFunction(draft: PlanDraft, planned: PlannedFunction): void {
  const { ts } = draft;
  const { body } = planned.node;
  if (!body) return;
  const around = planSurroundings(draft, planned);
  if (takes(planned, 'further')) planFurther(draft, planned.node);
  planSuspensions(draft, { node: planned.node, checksYields: around.yields.length > 0, segmented: around.segmented });
  if (!changesBody(planned, around)) return;
  const code = ts.isBlock(body) ? blockBody(draft, { planned, around, body }) : expressionBody(draft, planned, around);
  editNode(draft, body, { op: 'replace', code, as: 'body' });
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
  return methodFrame(draft, { isSetter: draft.ts.isSetAccessor(planned.node), core, captures, judged, segmented: around.segmented, mayReturnEarly: isGenerator(planned.node) });
}

/** The checks after the body; a constructor's only if it does not return another object, and has a `this`: one that chooses `super` in a branch may have called none. */
function closing(draft: PlanDraft, { planned, around, returns }: { planned: PlannedFunction; around: Surroundings; returns: Returns }): Code {
  if (planned.owner.role !== 'constructor') return statements(around.exit);
  const result = made(draft, 'r');
  const isOwn = returns.hasValue ? `${result} === undefined || ${result} === this` : undefined;
  const isThere = `(() => { try { return ${returns.hasValue ? `${result} === this || ${result} === undefined` : 'this !== undefined'}; } catch { return false; } })()`;
  return whenConstructed(draft, { node: planned.node.parent as ts.ClassLikeDeclaration, isOwn: lacksRootSuper(draft.ts, planned) ? isThere : isOwn, keepsInvariant: planned.keepsInvariant, exit: statements(around.exit) });
}
