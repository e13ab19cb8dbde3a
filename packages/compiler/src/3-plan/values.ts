/** The values that a violation reports: taken while the clause evaluates, never by evaluating anything again. */
import type ts from 'typescript';
import { unfold } from '../1-read/comments.ts';
import { namedImports } from '../1-read/body-calls.ts';
import { textOf } from '../1-read/texts.ts';
import { freeNames, isReference, isType } from '../1-read/resolve.ts';
import { isWrapper, withWrappers } from '../1-read/syntax.ts';
import { namesThis } from '../2-check/callbacks.ts';
import { namesSecret } from '../2-check/secrets.ts';
import type { Place } from '../contract.ts';
import type { ActiveClause, Evaluation } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { chainInner, isChainLink } from './expressions.ts';
import { code, copy, keep, string, type Code } from './plan.ts';
import { reporterOf } from './site.ts';
import { forgetWitness, hasChecks, keepWitness, quantifierOf } from './witness.ts';

/** What a clause's expression may refer to without a temporary, and what must not be shown. */
export interface ValueScope {
  /** Free names that hold one value during the clause: parameters, and how they are spelled in the output. */
  readonly steady: ReadonlyMap<string, string>;
  /** Nodes that stand for values captured on entry, and these values. */
  readonly captured: Captured;
  readonly secrets: readonly Place[];
  /** Names that hold further values worth showing, and what they are the values of. */
  readonly extra?: readonly { readonly text: string; readonly name: string }[];
  /** Starts the names of the temporaries. */
  readonly temporary: string;
}

/** Values captured on entry, by the nodes that stand for them. */
export type Captured = ReadonlyMap<ts.Node, CapturedValues>;

export interface CapturedValues {
  /** How the clause writes each value, and the name that holds it. */
  readonly values: readonly { readonly text: string; readonly name: string }[];
  /** The node became such a name and nothing else. */
  readonly isRead: boolean;
  /** What the node compares these values with, now, and the code that does, given what each operand is. */
  readonly compared?: { readonly operands: readonly ts.Expression[]; readonly code: (operands: readonly Code[]) => Code };
}

export interface ReportedValues {
  /** The declarations of the temporaries, such as `p$1 = p$f`. */
  readonly declarations: readonly Code[];
  /** The names of the temporaries. */
  readonly temporaries: readonly string[];
  /** What the values are the values of; empty for one that only says what must not be shown. */
  readonly expressions: readonly string[];
  readonly values: readonly Code[];
  /** The message of the clause is computed from what must not be shown. */
  readonly hidesMessage?: boolean;
}

interface Collector {
  readonly draft: PlanDraft;
  readonly scope: ValueScope;
  /** What a temporary holds until it is evaluated: the function that reports, which no user has. */
  readonly unset: string;
  readonly free: ReadonlySet<ts.Identifier>;
  readonly declarations: Code[];
  readonly values: Map<string, Code>;
  /** The temporary of each text: where a text stands twice, the value that was taken last is reported. */
  readonly temporaries: Map<string, string>;
  /** The expression itself, without parentheses: that it is false is known. */
  readonly root: ts.Expression;
  /** What local names were imported from the runtime as. */
  readonly imported: ReadonlyMap<string, string>;
}

/** Plans the temporaries of an expression and the list of its values. */
export function reportValues(draft: PlanDraft, active: ActiveClause, { expression, scope }: Pick<Evaluation, 'expression' | 'scope'>): ReportedValues {
  const { ts } = draft;
  let root = expression;
  while (ts.isParenthesizedExpression(root)) root = root.expression;
  const imported = namedImports(ts, draft.file.sourceFile);
  const collector: Collector = { draft, scope, unset: reporterOf(draft, active), free: new Set(freeNames(ts, expression)), declarations: [], values: new Map(), temporaries: new Map(), root, imported };
  if (isChainLink(ts, root) && !scope.captured.has(root)) collectInside(collector, root, false);
  else collect(collector, root, false);
  for (const { text, name } of scope.extra ?? []) collector.values.set(text, isSecret(collector, expression) ? [runtime(draft, 'redacted')] : [name]);
  const pairs = [...collector.values, ...secretValues(scope, namesThis(ts, expression))];
  return { declarations: collector.declarations, temporaries: [...collector.temporaries.values()], expressions: pairs.map(([text]) => text), values: pairs.map(([, value]) => value), hidesMessage: active.clause.messageExpression !== undefined && isSecret(collector, active.clause.messageExpression) };
}

/** Secrets go along without a text, those of `this` where the clause has one: the runtime hides every value that shows one. A member is looked up without running a getter. */
function secretValues({ secrets, steady }: ValueScope, hasThis: boolean): (readonly [text: string, value: Code])[] {
  const places = secrets.filter(({ path: [member = ''] }) => !member.startsWith('#')).flatMap(({ root, path }) => {
    const name = root === 'this' && hasThis ? root : steady.get(root);
    return name === undefined ? [] : [[[name, ...path].join('.'), { name, path }] as const];
  });
  return [...new Map(places).values()].map(({ name, path }) => ['', path.reduce<Code>((object, member) => code`Object.getOwnPropertyDescriptor(Object(${object}), ${string(member)})?.value`, [name])] as const);
}

/** `nested`: inside a function of the clause, where a temporary would hold the last of many values. */
function collect(collector: Collector, node: ts.Node, nested: boolean): void {
  const { ts } = collector.draft;
  if (isType(ts, node)) return;
  if (addCaptured(collector, node, nested)) return;
  if (isChainLink(ts, node)) {
    if (!nested) wrap(collector, node);
    return collectInside(collector, node, nested);
  }
  if (ts.isIdentifier(node)) return collectName(collector, node, nested);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return add(collector, node, ['this']);
  if (ts.isTypeOfExpression(node)) return collectOperand(collector, node.expression, nested);
  if (ts.isNewExpression(node)) return node.arguments?.forEach((argument) => collect(collector, argument, nested));
  if (!nested && node !== collector.root && isComputation(ts, node)) wrap(collector, node);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) return collect(collector, node.left, nested);
  const inner = nested || ts.isFunctionLike(node);
  ts.forEachChild(node, (child) => collect(collector, child, inner));
}

/** Arithmetic, `??` or a template, with a name in it and no part of a larger one: what it comes to is not plain from its operands. */
function isComputation(ts: PlanDraft['ts'], node: ts.Node): node is ts.Expression {
  if (!computes(ts, node) || ts.isTaggedTemplateExpression(node.parent)) return false;
  return !computes(ts, withWrappers(ts, node).parent) && namesSomething(ts, node);
}

/** From `+` to `^` there are the operators of arithmetic, two of which stand between no operands. */
function computes(ts: PlanDraft['ts'], node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return ts.isTemplateExpression(node);
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.QuestionQuestionToken || (kind >= ts.SyntaxKind.PlusToken && kind <= ts.SyntaxKind.CaretToken);
}

function namesSomething(ts: PlanDraft['ts'], node: ts.Node): boolean {
  return ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword || (ts.forEachChild(node, (child) => namesSomething(ts, child) || undefined) ?? false);
}

/** A chain is one value; inside it only what it begins with, be it a function, arguments, keys and the object of a method call are looked at; `this` where the chain is all that the clause has. */
function collectInside(collector: Collector, chain: ts.Node, nested: boolean): void {
  const { ts } = collector.draft;
  for (let node: ts.Node | undefined = chain; node; node = chainInner(ts, node)) {
    if (addCaptured(collector, node, nested)) return;
    if (ts.isCallExpression(node)) {
      node.arguments.forEach((argument) => collect(collector, argument, nested));
      if (node === chain) collectWitness(collector, node);
      const object = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined;
      if (object && ts.isIdentifier(object)) collectName(collector, object, true);
      else if (object && isOwnChain(collector, object)) return collect(collector, object, nested);
    } else if (ts.isElementAccessExpression(node)) collect(collector, node.argumentExpression, nested);
    else if (ts.isTaggedTemplateExpression(node)) collect(collector, node.template, nested);
    else if (ts.isNewExpression(node) || ts.isArrayLiteralExpression(node) || isComputedObject(ts, node)) collect(collector, node, nested);
    else if (isFunction(ts, node)) collect(collector, node, nested);
    else if (node.kind === ts.SyntaxKind.ThisKeyword && chain === collector.root) addThis(collector);
  }
}

/** The object that a member says something about. As a whole it is secret where a part of it is: the member may be named after none, and others hold what is computed from it. */
function addThis(collector: Collector): void {
  const hasSecret = collector.scope.secrets.some(({ root }) => root === 'this');
  collector.values.set('this', [hasSecret ? runtime(collector.draft, 'redacted') : 'this']);
}

function isFunction(ts: PlanDraft['ts'], node: ts.Node): boolean {
  let inner = node;
  while (isWrapper(ts, inner)) inner = inner.expression;
  return ts.isArrowFunction(inner) || ts.isFunctionExpression(inner);
}

/** Whether parentheses hold what members are taken of, and no mere name. What is called knows the object it is taken from, behind parentheses too. */
function isComputedObject(ts: PlanDraft['ts'], node: ts.Node): boolean {
  if (!ts.isParenthesizedExpression(node) || !(ts.isPropertyAccessExpression(node.parent) || ts.isElementAccessExpression(node.parent))) return false;
  let inner: ts.Expression = node;
  while (isWrapper(ts, inner)) inner = inner.expression;
  return !ts.isIdentifier(inner);
}

/** Whether an object is reached from a parameter, what is returned or `this`, and always: what stands behind a `?.` cannot be taken out of its chain. */
function isOwnChain({ draft: { ts }, scope }: Collector, object: ts.Expression): boolean {
  if (!isChainLink(ts, object) || (object.flags & ts.NodeFlags.OptionalChain) !== 0) return false;
  let root: ts.Node | undefined = object;
  while (root && isChainLink(ts, root)) root = chainInner(ts, root);
  return root?.kind === ts.SyntaxKind.ThisKeyword || (root !== undefined && ts.isIdentifier(root) && scope.steady.has(root.text));
}

/** What a quantifier's predicate was asked about when the search ended; not what it was where nothing was found. */
function collectWitness(collector: Collector, call: ts.CallExpression): void {
  const { draft } = collector;
  const isPart = call !== collector.root;
  const quantifier = quantifierOf(draft.ts, call, collector.imported);
  if (!quantifier || isSecret(collector, call) || (!isPart && quantifier.decisive) || hasChecks(draft, quantifier)) return;
  const texts = quantifier.names.map((name) => `for ${name}`);
  const kept = texts.map((text) => temporaryOf(collector, text));
  keepWitness(draft, quantifier, kept);
  if (isPart) forgetWitness(draft, quantifier, { temporaries: kept, answer: temporaryOf(collector, unfold(textOf(call))), unset: collector.unset });
  texts.forEach((text, index) => collector.values.set(text, [kept[index] ?? '']));
}

/** A name behind `typeof` must stay as it is written, since it may be declared nowhere: it is reported if it can be read again. */
function collectOperand(collector: Collector, operand: ts.Expression, nested: boolean): void {
  let inner = operand;
  while (isWrapper(collector.draft.ts, inner)) inner = inner.expression;
  if (collector.draft.ts.isIdentifier(inner)) collectName(collector, inner, true);
  else collect(collector, inner, nested);
}

const constants = new Set(['undefined', 'NaN', 'Infinity', 'arguments', 'globalThis']);

function collectName(collector: Collector, name: ts.Identifier, nested: boolean): void {
  const { draft, free, scope } = collector;
  if (!free.has(name) || constants.has(name.text)) return;
  const steady = scope.steady.get(name.text);
  // For ES5 TypeScript may give what a block declares another name, and puts that in the place of names that it has resolved alone.
  if (steady !== undefined) add(collector, name, [steady === name.text && draft.oldTarget === 'ES5' ? copy(name) : steady]);
  else if (!nested && !draft.ts.isShorthandPropertyAssignment(name.parent) && isReference(draft.ts, name)) wrap(collector, name);
}

/** Puts `(p$1 = …)` around a node, unless its value is secret. */
function wrap(collector: Collector, node: ts.Expression): void {
  const { draft } = collector;
  if (isSecret(collector, node)) return add(collector, node, []);
  const name = temporaryOf(collector, unfold(textOf(node)));
  const spelled = draft.edits.get(node);
  draft.edits.set(node, { op: 'replace', code: code`(${name} = ${spelled?.op === 'replace' ? spelled.code : keep(node)})` });
  add(collector, node, [name]);
}

/** The temporary that holds the value of a text. */
function temporaryOf({ draft, scope, unset, declarations, temporaries }: Collector, text: string): string {
  const known = temporaries.get(text);
  if (known !== undefined) return known;
  const name = made(draft, `${scope.temporary}${declarations.length + 1}`);
  declarations.push([`${name} = ${unset}`]);
  temporaries.set(text, name);
  return name;
}

/** Reports the values that a captured node stands for, and what it compares them with; nothing else inside it runs when the clause does. */
function addCaptured(collector: Collector, node: ts.Node, nested: boolean): boolean {
  const captured = collector.scope.captured.get(node);
  if (captured?.compared && !nested) {
    const { operands, code: compare } = captured.compared;
    collector.draft.edits.set(node, { op: 'replace', code: compare(operands.map((operand) => takeOperand(collector, operand))) });
  }
  for (const { text, name } of captured?.values ?? []) {
    const value: Code = isSecret(collector, node) ? [runtime(collector.draft, 'redacted')] : [name];
    if (!collector.values.has(text)) collector.values.set(text, value);
  }
  return captured !== undefined;
}

/** An operand as it is printed: its value is kept, unless it is secret, or has a name that can be read again. */
function takeOperand(collector: Collector, operand: ts.Expression): Code {
  const steady = collector.draft.ts.isIdentifier(operand) ? collector.scope.steady.get(operand.text) : undefined;
  if (steady !== undefined) {
    add(collector, operand, [steady]);
    return [copy(operand)];
  }
  const name = isSecret(collector, operand) ? undefined : temporaryOf(collector, unfold(textOf(operand)));
  add(collector, operand, [name ?? '']);
  return name === undefined ? [copy(operand)] : code`(${name} = ${copy(operand)})`;
}

function add(collector: Collector, node: ts.Node, value: Code): void {
  const text = unfold(textOf(node));
  if (collector.values.has(text)) return;
  collector.values.set(text, isSecret(collector, node) ? [runtime(collector.draft, 'redacted')] : value);
}

/** Whether a value is a secret place, holds one, or is computed from one. */
function isSecret({ draft, scope }: Collector, node: ts.Node): boolean {
  return scope.secrets.length > 0 && namesSecret(draft.ts, node, scope.secrets);
}
