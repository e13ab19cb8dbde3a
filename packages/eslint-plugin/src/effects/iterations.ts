/** Changes of what is being gone through, that make the iteration skip, repeat or never end. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { effectsOf } from './effects-of.ts';
import type { Block, Event, Flow, FunctionNode, Iterate, Mutate } from './events.ts';
import { calledInFile } from './callee.ts';
import { forwardLoops, leaves } from './index-loops.ts';
import { samePlace, type Place } from './place.ts';
import { endlessChange } from './endless-changes.ts';
import { reentrantChange } from './reentrant-listeners.ts';
import { eventsOf, summaryOfCall } from './summaries.ts';
import { nameOfFunction } from './written-in-place.ts';

export interface Disturbance {
  readonly place: Place;
  readonly loop: ts.Node;
  /** The change, or the call that leads to it. */
  readonly node: ts.Node;
  /** `skips`: elements move while they are counted. `endless`: what is added is gone through too. `reentrant`: what is called may change it. */
  readonly how: 'skips' | 'endless' | 'reentrant';
  /** Where a re-entrant call changes it. */
  readonly other?: ts.Node | undefined;
}

/** All of them in a file, each change once. */
export function disturbances(analysis: Analysis): Disturbance[] {
  if (!changes.test(analysis.sourceFile.text)) return [];
  const effects = effectsOf(analysis);
  const found = new Map<ts.Node, Disturbance>();
  const functions = [...effects.functions.keys()];
  const changing = new Set(functions.filter((fn) => changes.test(fn.getText())).map(nameOfFunction));
  for (const fn of functions) {
    if (!mayDisturb(fn, changing)) continue;
    const flow = effects.flowOf(fn);
    for (const each of [...inIterations(analysis, flow), ...forwardLoops(flow)]) if (!found.has(each.node)) found.set(each.node, each);
  }
  return [...found.values()].sort((a, b) => a.node.pos - b.node.pos);
}

const loops = /\bfor\b|\.(?:forEach|map|flatMap|filter|some|every|find|findIndex|reduce|reduceRight)\b/;
const changes = /\.(?:splice|shift|unshift|sort|reverse|copyWithin|push|set|add)\b/;

/** By its text: there is a loop, and a change, or the name of a function of the file that has one. An element taken out anywhere may be what a listener does. */
function mayDisturb(fn: FunctionNode, changing: ReadonlySet<string>): boolean {
  const text = fn.getText();
  return loops.test(text) && (changes.test(text) || /\bsplice\b/.test(fn.getSourceFile().text) || (text.match(/[\w$]+(?=\()/g) ?? []).some((name) => changing.has(name)));
}

function isStart(event: Event): event is Iterate {
  return event.kind === 'iterate' && event.at === 'start' && !typescript.isForInStatement(event.node);
}

function inIterations(analysis: Analysis, flow: Flow): Disturbance[] {
  return flow.blocks.flatMap((block) => block.events.filter(isStart).flatMap((event): Disturbance[] => {
    const place = liveOf(flow, event);
    const head = block.next[0]?.to;
    if (!place || !head || block.events.some((each) => isOver(each, event))) return [];
    const body = reached(head, { event, from: block });
    const inBody = [...body].flatMap((each) => each.events.filter((one) => !isOver(one, event)).map((one) => ({ event: one, block: each })));
    const isRun = ({ block: at }: { readonly block: Block }): boolean => at.next.some(({ to }) => to === head || reached(to, { event, from: block }).has(head));
    const skipping = inBody.filter((each) => isMoved(analysis, each.event, { place, loop: event.node }) && isRun(each) && !isStopped(each.event, event)).map((each): Disturbance => ({ place, loop: event.node, node: each.event.node, how: 'skips' }));
    const endless = endlessChange(analysis, inBody.map((each) => each.event), { place, loop: event.node });
    const reentrant = reentrantChange(analysis, flow.node, { place, loop: event.node });
    return [...skipping, ...(endless ? [{ place, loop: event.node, node: endless, how: 'endless' } as const] : []), ...(reentrant && skipping.length === 0 ? [{ place, loop: event.node, node: reentrant.call, how: 'reentrant', other: reentrant.change } as const] : [])];
  }));
}

/** `xs.some((x, i) => { …; xs.splice(i, 1); return true; })`: the result ends the iteration. */
function isStopped({ node: change }: Event, { node }: Iterate): boolean {
  const callee = typescript.isCallExpression(node) ? node.expression : undefined;
  return callee !== undefined && typescript.isPropertyAccessExpression(callee) && /^(?:some|every|find)/.test(callee.name.text) && leaves(change);
}

/** What is gone through: the place itself, also by `xs.entries()`, which looks at it as it goes. */
function liveOf(flow: Flow, { place, node }: Iterate): Place | undefined {
  if (place.root.kind !== 'fresh') return place.isCut ? undefined : place;
  const expression = typescript.isForOfStatement(node) ? unwrapped(typescript, node.expression) : undefined;
  if (!expression || !typescript.isCallExpression(expression) || expression.arguments.length > 0 || !typescript.isPropertyAccessExpression(expression.expression) || !/^(?:entries|values|keys)$/.test(expression.expression.name.text)) return undefined;
  return aliasedPlace({ node: flow.node, owners: new Set([flow.node]) }, expression.expression.expression);
}

/** The blocks of the body: what the head leads to before the iteration is over. */
function reached(head: Block, { event, from }: { readonly event: Iterate; readonly from: Block }): Set<Block> {
  const seen = new Set<Block>();
  const stack = [head];
  for (let block = stack.pop(); block; block = stack.pop()) {
    if (seen.has(block) || block === from || block.events.some((each) => isOver(each, event))) continue;
    seen.add(block);
    for (const { to } of block.next) stack.push(to);
  }
  return seen;
}

function isOver(each: Event, { node }: Iterate): boolean {
  return each.kind === 'iterate' && each.at === 'end' && each.node === node;
}

const moves = /^(?:splice|shift|unshift|sort|reverse|copyWithin)$/;

/** Whether the elements of the place stand elsewhere afterwards. */
function isMoved(analysis: Analysis, event: Event, { place, loop }: Pick<Disturbance, 'place' | 'loop'>): boolean {
  if (event.kind === 'mutate') return moves.test(event.method) && event.node !== loop && samePlace(event.place, place) && !isInsert(event);
  if (event.kind !== 'call') return false;
  const callee = typescript.isCallExpression(event.node) ? event.node.expression : undefined;
  if (callee && typescript.isPropertyAccessExpression(callee) && /^(?:splice|unshift)$/.test(callee.name.text) && event.object && samePlace(event.object, place)) return true;
  const own = calledInFile(event);
  return own !== undefined && movedBy(analysis, own).some((method) => moves.test(method)) && summaryOfCall(analysis, event).effects.some(({ what, place: changed }) => what === 'mutate' && samePlace(changed, place));
}

/** `xs.splice(i, 0)`: nothing is taken out. */
function isInsert({ node, method }: Mutate): boolean {
  return method === 'splice' && node.arguments.length === 2 && node.arguments[1]?.getText() === '0';
}

function movedBy(analysis: Analysis, fn: FunctionNode): string[] {
  return eventsOf(effectsOf(analysis), fn).flatMap((event) => (event.kind === 'mutate' ? [event.method] : []));
}
