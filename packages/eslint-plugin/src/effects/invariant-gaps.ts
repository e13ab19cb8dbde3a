/** Class invariants over several fields, of which one is written before control is given up and another after it. */
import { clauseKinds, type Clause } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { calledInFile } from './callee.ts';
import { continuationsIn } from './continuations.ts';
import { effectsOf } from './effects-of.ts';
import type { Event, Flow, FunctionNode, Suspend } from './events.ts';
import { buildFlow } from './flow.ts';
import { givesLockBack, locksNamed, runsUnderLock, takesLock } from './locks.ts';
import type { Place } from './place.ts';
import { eachEvent, solve, type Execution } from './solve.ts';
import { summaryOfCall } from './summaries.ts';

/** A part of an invariant that ties fields together. */
interface Tie {
  readonly clause: Clause;
  readonly text: string;
  readonly fields: ReadonlySet<string>;
}

export interface Gap {
  readonly tie: Tie;
  readonly first: ts.Node;
  readonly firstField: string;
  readonly suspend: Suspend;
  readonly second: ts.Node;
  readonly secondField: string;
}

/** What is written of a tie since it held: each field, where, and the suspension since. */
type Open = ReadonlyMap<string, { readonly node: ts.Node; readonly since: Suspend | undefined }>;

interface State {
  readonly open: ReadonlyMap<Tie, Open>;
  readonly isLocked: boolean;
}

/** Every gap in the methods of the classes of a file. */
export function invariantGaps(analysis: Analysis, lockNames: readonly string[]): Gap[] {
  const { sourceFile, contracts } = analysis;
  if (!sourceFile.text.includes('@invariant') || !contracts) return [];
  const effects = effectsOf(analysis);
  const locks = locksNamed(lockNames);
  const continuations = continuationsIn(sourceFile);
  const found: Gap[] = [];
  for (const { owner, clauses } of contracts.file.contracts) {
    if (!typescript.isClassLike(owner.node)) continue;
    const ties = clauses.flatMap(tiesOf);
    if (ties.length === 0) continue;
    for (const [fn, { suspends }] of effects.functions) {
      const continued = continuations.get(fn);
      if (ownerOf(fn) !== owner.node || !(suspends || continued) || typescript.isConstructorDeclaration(fn) || runsUnderLock(fn, locks)) continue;
      found.push(...gapsIn({ flow: continued ? buildFlow(fn, analysis.program, continued) : effects.flowOf(fn), ties, takes: (suspend) => takesLock(suspend, locks), writesOf: (event) => fieldsWritten(analysis, event, owner.node) }));
    }
  }
  return found;
}

/** The class of a method, or of a field that is a function. */
function ownerOf({ parent }: FunctionNode): ts.Node {
  return typescript.isPropertyDeclaration(parent) ? parent.parent : parent;
}

/** The conjuncts of a class invariant that speak of more than one field. One with alternatives may hold by either of them. */
function tiesOf(clause: Clause): Tie[] {
  const { predicate } = clause;
  if (!predicate || clauseKinds[clause.kind].moment !== 'visible') return [];
  return conjuncts(predicate.expression).flatMap((expression): Tie[] => {
    const text = textOf(expression);
    const fields = fieldsIn(expression);
    return fields.size > 1 && !/\|\||\?|=>|implies/.test(text) ? [{ clause, text, fields }] : [];
  });
}

function conjuncts(expression: ts.Expression): ts.Expression[] {
  if (typescript.isParenthesizedExpression(expression)) return conjuncts(expression.expression);
  const isAnd = typescript.isBinaryExpression(expression) && expression.operatorToken.kind === typescript.SyntaxKind.AmpersandAmpersandToken;
  return isAnd ? [...conjuncts(expression.left), ...conjuncts(expression.right)] : [expression];
}

function textOf(expression: ts.Expression): string {
  return expression.getSourceFile().text.slice(expression.pos, expression.end).trim().replace(/\s+/g, ' ');
}

function fieldsIn(expression: ts.Expression): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (typescript.isPropertyAccessExpression(node) && node.expression.kind === typescript.SyntaxKind.ThisKeyword) found.add(node.name.text);
    typescript.forEachChild(node, visit);
  };
  visit(expression);
  return found;
}

interface Method {
  readonly flow: Flow;
  readonly ties: readonly Tie[];
  readonly takes: (suspend: Suspend) => boolean;
  /** The fields of the object that an event writes. */
  readonly writesOf: (event: Event) => ReadonlySet<string>;
}

function gapsIn(method: Method): Gap[] {
  const { flow, ties, writesOf } = method;
  const execution: Execution<State> = {
    start: { open: new Map(), isLocked: false },
    after: (state, event) => after(state, event, method),
    join: (a, b) => ({ open: joinOpen(a.open, b.open), isLocked: a.isLocked || b.isLocked }),
    same: (a, b) => a.isLocked === b.isLocked && keyOf(a) === keyOf(b),
  };
  const heads = solve(flow, execution);
  if (!heads) return [];
  const found = new Map<Tie, Gap>();
  eachEvent(heads, execution, (event, state) => {
    const written = writesOf(event);
    for (const tie of written.size === 0 ? [] : ties) {
      const first = [...(state.open.get(tie) ?? [])].find(([field, { since }]) => since !== undefined && !written.has(field));
      const secondField = [...written].find((field) => tie.fields.has(field) && state.open.get(tie)?.has(field) !== true);
      const [firstField, { node, since } = { node: undefined, since: undefined }] = first ?? [''];
      if (node && since && secondField !== undefined && !found.has(tie) && 'node' in event) found.set(tie, { tie, first: node, firstField, suspend: since, second: event.node, secondField });
    }
  });
  return [...found.values()];
}

/** The fields of the object that an event writes, also by a method of its own. */
function fieldsWritten(analysis: Analysis, event: Event, owner: ts.Node): ReadonlySet<string> {
  const isOwn = ({ root, steps }: Place): boolean => root.kind === 'this' && root.owner === owner && steps.length > 0;
  const places = event.kind === 'write' || event.kind === 'mutate' ? [event.place] : event.kind === 'call' && calledInFile(event) ? summaryOfCall(analysis, event).effects.flatMap(({ what, place }) => (what === 'write' || what === 'mutate' ? [place] : [])) : [];
  return new Set(places.filter(isOwn).map(({ steps }) => steps[0] ?? ''));
}

/** A write opens a tie; once all its fields are written it holds again, as far as anybody knows. */
function after(state: State, event: Event, { ties, takes, writesOf }: Method): State {
  if (event.kind === 'suspend') {
    if (state.isLocked || takes(event)) return { ...state, isLocked: true };
    return state.open.size === 0 ? state : { ...state, open: new Map([...state.open].map(([tie, open]) => [tie, new Map([...open].map(([field, { node, since }]) => [field, { node, since: since ?? event }]))])) };
  }
  if (givesLockBack(event)) return { open: new Map(), isLocked: false };
  const written = writesOf(event);
  if (written.size === 0 || !('node' in event)) return state;
  const open = new Map(state.open);
  for (const tie of ties) {
    const own = [...written].filter((field) => tie.fields.has(field));
    if (own.length === 0) continue;
    const next = new Map([...(open.get(tie) ?? []), ...own.map((field) => [field, { node: event.node, since: undefined }] as const)]);
    if (next.size === tie.fields.size) open.delete(tie);
    else open.set(tie, next);
  }
  return { ...state, open };
}

/** What may be open on either way. */
function joinOpen(a: State['open'], b: State['open']): State['open'] {
  const joined = new Map(a);
  for (const [tie, open] of b) {
    const other = new Map(joined.get(tie));
    for (const [field, { node, since }] of open) other.set(field, { node: other.get(field)?.node ?? node, since: other.get(field)?.since ?? since });
    joined.set(tie, other);
  }
  return joined;
}

function keyOf({ open }: State): string {
  return [...open].map(([{ text }, fields]) => `${text}:${[...fields].map(([field, { node, since }]) => `${field}@${node.pos}/${since?.node.pos ?? ''}`).sort().join()}`).sort().join(';');
}

