/** What a clause does besides looking: effects that its text or the types of what it calls make certain. */
import { freeNames, type Clause } from '@proviso/compiler';
import type ts from 'typescript';
import { problemsOf, type Analysis } from '../analysis.ts';
import { isTyped } from '../reason/clause-conditions.ts';
import { unwrapped } from '../unwrapped.ts';
import { calledFunction, isAssumedPure, pathEffectIn, pureness } from './callees.ts';
import { containerOfMethod, declarationOf, isFresh, rootOf, type Look } from '../built-ins/containers.ts';
import { writeOfCall } from './deep-writes.ts';
import { changesArgument, changesMemory, effectOfNew, effectOfPath, isMutator, type EffectKind } from '../built-ins/known-effects.ts';
import { pathOf } from '../built-ins/paths.ts';

export interface Effect {
  readonly kind: EffectKind;
  readonly node: ts.Expression;
  /** What is changed or called, as written. */
  readonly subject: string;
  /** What a called function does. */
  readonly detail?: string;
}

interface Search {
  readonly look: Look;
  readonly analysis: Analysis;
  /** The names that the clause does not declare itself. */
  readonly free: () => ReadonlySet<ts.Node>;
  readonly unknownCallees: boolean;
}

/** A clause, and the node of its owner if it has one. */
export interface OwnedClause {
  readonly clause: Clause;
  readonly owner?: ts.Node;
}

/** What a text without a call or a construction lacks. */
const mayCall = /\(|\bnew\b/;

/** The effects of a clause and of its computed message, in the order of the text. */
export function effectsIn(analysis: Analysis, { clause, owner }: OwnedClause, { unknownCallees }: { readonly unknownCallees: boolean }): Effect[] {
  const { ts, sourceFile, program } = analysis;
  problemsOf(analysis);
  const look: Look = { ts, file: sourceFile, program: isTyped(ts, clause) ? program : undefined, owner };
  const roots = [mayCall.test(clause.predicate?.text ?? '') ? clause.predicate?.expression : undefined, clause.messageExpression].flatMap((each) => each ?? []);
  return roots.flatMap((root) => {
    let free: ReadonlySet<ts.Node> | undefined;
    const search: Search = { look, analysis, free: () => (free ??= new Set(freeNames(ts, root))), unknownCallees };
    const found: Effect[] = [];
    const visit = (node: ts.Node): void => {
      const effect = ts.isCallExpression(node) ? effectOfCall(search, node) : ts.isNewExpression(node) ? effectOfConstruction(search, node) : undefined;
      if (effect) found.push(effect);
      ts.forEachChild(node, visit);
    };
    visit(root);
    return found;
  });
}

function effectOfConstruction({ look: { ts, file } }: Search, node: ts.NewExpression): Effect | undefined {
  const path = pathOf(ts, file, node.expression);
  const kind = path === undefined ? undefined : effectOfNew(path, node.arguments?.length ?? 0);
  return kind && { kind, node, subject: node.getText() };
}

function effectOfCall(search: Search, node: ts.CallExpression): Effect | undefined {
  const { ts, file } = search.look;
  const path = pathOf(ts, file, node.expression);
  const kind = path === undefined ? undefined : effectOfPath(path);
  if (kind) return { kind, node, subject: node.getText() };
  return argumentEffect(search, node, path) ?? methodEffect(search, node) ?? calleeEffect(search, node, path);
}

/** `Object.assign(options, …)`, `Atomics.add(counts, 0, 1)` */
function argumentEffect(search: Search, node: ts.CallExpression, path: string | undefined): Effect | undefined {
  const [target] = node.arguments;
  if (path === undefined || !(changesArgument.test(path) || changesMemory.test(path)) || !target || !isSeenOutside(search, target)) return undefined;
  return { kind: 'mutates', node, subject: target.getText() };
}

/** `pattern.test(text)` of a regular expression with memory; `xs.sort()` */
function methodEffect(search: Search, node: ts.CallExpression): Effect | undefined {
  const { look } = search;
  const { ts } = look;
  const callee = unwrapped(ts, node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const method = callee.name.text;
  const subject = callee.expression.getText();
  if ((method === 'test' || method === 'exec') && hasMemory(look, callee.expression)) return { kind: 'regexp', node, subject };
  const container = containerOfMethod(look, callee);
  const isChange = container !== undefined && isMutator(container, method) && isSeenOutside(search, callee.expression);
  return isChange ? { kind: 'mutates', node, subject } : undefined;
}

/** Whether an object exists outside of the clause: it is no copy, and no name that the clause itself binds. */
function isSeenOutside({ look: { ts }, free }: Search, expression: ts.Expression): boolean {
  if (isFresh(ts, expression)) return false;
  const root = rootOf(ts, expression);
  return root.kind === ts.SyntaxKind.ThisKeyword || free().has(root);
}

/** Whether a regular expression is declared with a flag that makes it remember. One that is written in the clause is new each time. */
function hasMemory(look: Look, expression: ts.Expression): boolean {
  const { ts } = look;
  const declaration = declarationOf(look, expression);
  const value = declaration?.initializer && unwrapped(ts, declaration.initializer);
  if (!value) return false;
  if (ts.isRegularExpressionLiteral(value)) return /[gy]/.test(value.text.slice(value.text.lastIndexOf('/')));
  const flags = ts.isNewExpression(value) && value.expression.getText() === 'RegExp' ? value.arguments?.[1] : undefined;
  return flags !== undefined && ts.isStringLiteralLike(flags) && /[gy]/.test(flags.text);
}

/** A function that writes what is not its own; in `strict` also one that nothing is known of, which without types is most of them. */
function calleeEffect(search: Search, node: ts.CallExpression, path: string | undefined): Effect | undefined {
  const { look, analysis } = search;
  if (isAssumedPure(look, analysis, { call: node, path })) return undefined;
  const fn = calledFunction(look, node);
  const write = fn && writeOfCall(analysis, node, fn);
  if (write) return { kind: 'calleeWrites', node, subject: node.expression.getText(), detail: write.getText() };
  const done = fn && pathEffectIn(analysis, fn);
  if (done) return { kind: 'calleeActs', node, subject: node.expression.getText(), detail: done.getText() };
  const isKnown = fn !== undefined && pureness(analysis, fn) === 'pure';
  return search.unknownCallees && analysis.program && !isKnown ? { kind: 'unknownCallee', node, subject: node.expression.getText() } : undefined;
}
