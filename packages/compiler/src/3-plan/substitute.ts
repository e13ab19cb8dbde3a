/** What the names in a clause become: `result`, `old(e)`, parameters at entry, helpers of the runtime. */
import type ts from 'typescript';
import { entryImports } from '../1-read/body-calls.ts';
import { unfold } from '../1-read/comments.ts';
import { textOf } from '../1-read/texts.ts';
import { freeNames, isDeclaredAround, parameterNames } from '../1-read/resolve.ts';
import type { Absence, Place } from '../contract.ts';
import { clauseKinds } from '../clause-kinds.ts';
import { guard, type ActiveClause, type Evaluation } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { isSafe, needsGuard, type Names } from './expressions.ts';
import { caughtName, code, copy, joinCode, type Code } from './plan.ts';
import { argumentText, passedTo, namesUsed, referenceCode, secretParametersOf, secretsFor } from './names.ts';
import { reporterOf } from './site.ts';
import type { Captured, CapturedValues } from './values.ts';

/** The names that hold while one function's clauses are planned. */
export interface FunctionNames {
  /** Parameters whose entry value was copied, and the copy. */
  readonly snapshots: ReadonlyMap<string, string>;
  /** What was taken out of the arguments on entry; see {@link takenOnEntry}. */
  readonly taken?: ReadonlyMap<string, string>;
  readonly secrets: readonly Place[];
  /** Members of the owner's class that are contracted accessors: reading one runs checks. */
  readonly accessors: Names;
  /** Code that captures `old` values on entry; {@link substitute} adds to it. */
  readonly captures: Code[];
  /** The names that they declare, where somebody asks. */
  readonly declared?: string[];
}

/** Plans the substitutions of one clause. After it, a copy of the evaluation's expression prints what is to run. */
export function substitute(draft: PlanDraft, active: ActiveClause, names: FunctionNames): Evaluation {
  const { ts } = draft;
  const { clause, owner } = active;
  const written = clause.predicate?.expression;
  if (!written) throw new Error(`A clause of kind ${clause.kind} has no expression to check.`);
  const subject = subjectOf(active);
  const result = made(draft, subject === 'value' ? 'v' : 'r');
  const form = resultForm(ts, { active, written, subject });
  const steady = new Map<string, string>();
  const locals = { snapshots: names.snapshots, result, passed: passedTo(draft, owner.node), taken: names.taken };
  for (const [node, spelling] of clause.origin?.spelled ?? []) {
    const spelled = argumentText(spelling, locals);
    if (spelled !== undefined) steady.set(node.text, spelled);
  }
  if (ts.isFunctionLike(owner.node) && (!clause.origin || owner.calledBy !== undefined)) {
    for (const name of parameterNames(ts, owner.node)) steady.set(name, names.snapshots.get(name) ?? name);
  }
  for (const [root, heir] of secretParametersOf(ts, clause, owner)) {
    // An heir may call it differently, and return it all the same.
    if (!steady.has(root)) steady.set(root, names.snapshots.get(heir) ?? heir);
  }
  if (owner.calledBy !== undefined) for (const { root } of names.secrets) if (!steady.has(root)) steady.set(root, root);
  if (form.result !== undefined) steady.set(form.result, result);
  const captured = captureOld(draft, active, { expression: form.expression, names });
  for (const name of freeNames(ts, form.expression)) {
    const helper = helperOf(draft, active, name.text);
    const around = capturedAround(name, captured);
    const own = clause.origin?.spelled.get(name);
    // On entry nothing has been set yet. What `unchanged` compares is read once more behind the body, where a parameter may have another value.
    const spelled = own && around && !around.compared ? argumentText(own, { ...locals, snapshots: new Map() }) : steady.get(name.text);
    const isPlaced = owner.calledBy !== undefined || own !== undefined || !around || (around.compared !== undefined && spelled === names.snapshots.get(name.text));
    const reference = own && referenceCode(name, own);
    if (reference) rename(draft, name, reference);
    else if (helper) rename(draft, name, [runtime(draft, helper)]);
    else if (spelled !== undefined && spelled !== name.text && isPlaced) rename(draft, name, [spelled]);
  }
  const scope = { steady, captured, secrets: secretsFor(ts, active, names.secrets), temporary: '' };
  const evaluation = { expression: form.expression, scope, accessors: names.accessors };
  const [carrier] = steady.values();
  const absent = carrier === undefined ? undefined : absentCode(carrier, clause.origin?.absences);
  if (absent !== undefined) return { ...evaluation, code: code`${absent} || (${copy(form.expression)})` };
  if (form.called === undefined) return evaluation;
  return { ...evaluation, scope: { ...scope, extra: [{ text: form.called, name: result }] }, code: code`(${copy(form.expression)})(${result})` };
}

/** The code that tells whether nothing stands where a type alias is; undefined where something has to. */
function absentCode(carrier: string, absences: ReadonlySet<Absence> | undefined): string | undefined {
  const [absence, other] = absences ?? [];
  if (absence === undefined) return undefined;
  return other === undefined ? `${carrier} === ${absence}` : `${carrier} == null`;
}

interface ResultForm {
  readonly expression: ts.Expression;
  /** The name by which the expression calls the result. */
  readonly result?: string;
  /** The expression is a function that is to be called with the result, which it calls so. */
  readonly called?: string;
}

/** What a clause speaks of beside its parameters: what is returned, or what is yielded. */
function subjectOf({ clause }: ActiveClause): 'result' | 'value' | undefined {
  const { names } = clauseKinds[clause.kind];
  return names.find((name): name is 'result' | 'value' => name === 'result' || name === 'value');
}

interface Written {
  readonly active: ActiveClause;
  readonly written: ts.Expression;
  readonly subject: 'result' | 'value' | undefined;
}

/** A plain expression says `result` or `value`; a function of it says its parameter's name. */
function resultForm(ts: PlanDraft['ts'], { active: { clause }, written, subject }: Written): ResultForm {
  if (subject === undefined) return { expression: written };
  if (!ts.isArrowFunction(written)) return { expression: written, ...(clause.statement ? {} : { result: subject }) };
  const [parameter, extra] = written.parameters;
  const called = parameter && ts.isIdentifier(parameter.name) && !parameter.dotDotDotToken ? parameter.name.text : subject;
  if (ts.isBlock(written.body) || extra || parameter?.initializer || parameter?.dotDotDotToken) return { expression: written, called };
  if (!parameter) return { expression: written.body };
  if (!ts.isIdentifier(parameter.name)) return { expression: written, called };
  return { expression: written.body, result: parameter.name.text };
}

/** Puts other code in the place of a name; in `{ x }` the property keeps its name. */
function rename(draft: PlanDraft, name: ts.Identifier, spelled: Code): void {
  const { parent } = name;
  if (draft.ts.isShorthandPropertyAssignment(parent)) draft.edits.set(parent, { op: 'replace', code: code`${name.text}: ${spelled}` });
  else draft.edits.set(name, { op: 'replace', code: spelled });
}

function capturedAround(node: ts.Node, captured: Captured): CapturedValues | undefined {
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent as ts.Node | undefined) if (captured.has(at)) return captured.get(at);
  return undefined;
}

/** Whether a name in a doc clause is a helper of the runtime: it is called one, and nothing around declares it. */
function helperOf(draft: PlanDraft, { clause, owner }: ActiveClause, name: string): 'forall' | 'exists' | undefined {
  if (clause.statement || (name !== 'forall' && name !== 'exists')) return undefined;
  return isDeclaredAround(draft.ts, owner.node, name) ? undefined : name;
}

/** The names under which a clause calls `old` and `unchanged`: imported ones, and in a comment their own. */
function entryHelpers(draft: PlanDraft, { clause, owner }: ActiveClause): ReadonlyMap<string, 'old' | 'unchanged'> {
  const { ts } = draft;
  const helpers = new Map(clause.origin ? [] : entryImports(ts, draft.file.sourceFile));
  if (clause.statement) return helpers;
  helpers.set('old', 'old');
  if ((clause.origin || clause.predicate?.text.includes('unchanged') === true) && !isDeclaredAround(ts, owner.node, 'unchanged')) helpers.set('unchanged', 'unchanged');
  return helpers;
}

/**
 * The names that the check of a clause reads when it runs, as they are spelled there: what stands in `old(e)` is read on entry. A parameter alone is
 * read later there too, since its entry value is kept anyway.
 */
export function namesReadLater(draft: PlanDraft, active: ActiveClause): string[] {
  const { ts } = draft;
  if (!clauseKinds[active.clause.kind].names.includes('old')) return namesUsed(ts, active.clause);
  const helpers = entryHelpers(draft, active);
  const isOld = (call: ts.Node): boolean => ts.isCallExpression(call) && ts.isIdentifier(call.expression) && helpers.get(call.expression.text) === 'old';
  return namesUsed(ts, active.clause, (name) => isOld(name.parent) || ts.findAncestor(name.parent, isOld) === undefined);
}

/** Plans the captures of `old(e)` and `unchanged(e)` and what stands in their place. Returns the captured nodes. */
function captureOld(draft: PlanDraft, active: ActiveClause, { expression, names }: { expression: ts.Expression; names: FunctionNames }): Captured {
  const { ts } = draft;
  const captured = new Map<ts.Node, CapturedValues>();
  if (!clauseKinds[active.clause.kind].names.includes('old')) return captured;
  const helpers = entryHelpers(draft, active);
  const visit = (node: ts.Node): void => {
    const helper = ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? helpers.get(node.expression.text) : undefined;
    if (!helper || !ts.isCallExpression(node)) return void ts.forEachChild(node, visit);
    const captures = node.arguments.map((argument) => entryValueOf(ts, active, { argument, names }) ?? capture(draft, active, { argument, names }));
    const reads = captures.map(({ read }) => read);
    const values = captures.map(({ name }, index) => ({ text: `old(${unfold(node.arguments[index] ? textOf(node.arguments[index]) : '')})`, name }));
    const comparison = (operands: readonly Code[]): Code => {
      const tests = operands.map((operand, index) => code`${runtime(draft, 'same')}(${reads[index] ?? []}, ${operand})`);
      return code`(${tests.length === 0 ? 'true' : joinCode(tests, ' && ')})`;
    };
    const isRead = helper === 'old' && reads[0]?.[0] === captures[0]?.name;
    captured.set(node, { values, isRead, ...(helper === 'unchanged' ? { compared: { operands: node.arguments, code: comparison } } : {}) });
    draft.edits.set(node, { op: 'replace', code: helper === 'old' ? (reads[0] ?? ['undefined']) : comparison(node.arguments.map((argument) => [copy(argument)])) });
  };
  visit(expression);
  return captured;
}

/** A parameter that the body cannot reassign, or whose entry value is copied anyway, needs no capture. */
function entryValueOf(ts: PlanDraft['ts'], { clause: { origin }, owner }: ActiveClause, { argument, names }: { argument: ts.Expression; names: FunctionNames }): { name: string; read: Code } | undefined {
  if (owner.calledBy !== undefined || !ts.isIdentifier(argument) || !ts.isFunctionLike(owner.node)) return undefined;
  const spelling = origin?.spelled.get(argument);
  const parameter = !origin ? argument.text : spelling?.as === 'parameter' ? spelling.name : undefined;
  if (parameter === undefined || !parameterNames(ts, owner.node).has(parameter)) return undefined;
  const name = names.snapshots.get(parameter) ?? parameter;
  return { name, read: [name] };
}

/**
 * Captures one value on entry. If taking it throws, the error is raised only where the clause reads the value.
 *
 * before → after, for `old(account.balance)`:
 * on entry `let p$o1 = p$f, p$e1; try { p$o1 = account.balance; } catch (p$x) { p$e1 = [p$x]; }`,
 * in the clause `(p$e1 ? p$raise(p$e1) : p$o1)`
 */
function capture(draft: PlanDraft, active: ActiveClause, { argument, names }: { argument: ts.Expression; names: FunctionNames }): { name: string; read: Code } {
  const { ts } = draft;
  const index = names.captures.length + 1;
  const name = made(draft, `o${index}`);
  names.declared?.push(name);
  const owner = active.owner.node;
  if (isSafe(ts, argument, { owner })) {
    names.captures.push(code`const ${name} = ${copy(argument)};`);
    return { name, read: [name] };
  }
  const [box, error] = [made(draft, `e${index}`), caughtName(draft)];
  names.declared?.push(box);
  const start = code`let ${name} = ${reporterOf(draft, active)}, ${box};`;
  const attempt = code`try { ${name} = ${copy(argument)}; } catch (${error}) { ${box} = [${error}]; }`;
  const read = code`(${box} ? ${runtime(draft, 'raise')}(${box}) : ${name})`;
  if (!needsGuard(ts, argument, { accessors: names.accessors, owner })) names.captures.push(code`${start} ${attempt}`);
  else {
    const { enter, begin, leave } = guard(draft, active.clause);
    names.captures.push(code`${start} if (${enter}) { ${begin}${attempt} finally { ${leave} } } else ${box} = ${runtime(draft, 'skipped')};`);
  }
  return { name, read };
}
