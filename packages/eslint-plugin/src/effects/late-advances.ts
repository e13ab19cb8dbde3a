/** An index that several runs share, by which one takes an element, waits, and only then moves the index on: the others take the same element. */
import type ts from 'typescript';
import { contains } from '../positions.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, constantValue } from './bindings.ts';
import { wrapped } from './changes.ts';
import type { Block, Event, Flow, Suspend, Write } from './events.ts';
import { samePlace, type Place } from './place.ts';
import { usesOf } from './shared-places.ts';
import type { Stale } from './staleness.ts';

interface Runs {
  /** Whether several runs of the function share a variable. */
  readonly isOfRuns: (place: Place) => boolean;
  readonly locks: (suspend: Suspend) => boolean;
}

/** Every such move of a function, each once. */
export function lateAdvances(flow: Flow, runs: Runs): Stale[] {
  const events = flow.blocks.flatMap((block) => block.events.map((event, index) => ({ event, block, index })));
  const moves = events.flatMap(({ event }) => (event.kind === 'write' && runs.isOfRuns(event.place) && isStep(event) ? [event] : []));
  return moves.flatMap((write): Stale[] => {
    for (const { event, block, index } of events) {
      if (event.kind !== 'read' || !samePlace(event.place, write.place) || !isIndex(event.node)) continue;
      const suspend = waitBetween({ block, index: index + 1 }, write, runs);
      if (suspend) return [{ read: event, suspend, write, laterChecks: 0 }];
    }
    return [];
  });
}

/** `next += 1;`, `next++`, where the value is not used. */
function isStep({ how, value, node }: Write): boolean {
  if (how !== 'compound' || (value && !typescript.isNumericLiteral(unwrapped(typescript, value)))) return false;
  const { parent } = wrapped(node);
  return typescript.isExpressionStatement(parent) || (typescript.isForStatement(parent) && parent.incrementor === node);
}

/** `xs[next]`, `xs.at(next)`, also by a constant that was set to it. */
function isIndex(node: ts.Node): boolean {
  const { parent } = wrapped(node);
  if (typescript.isElementAccessExpression(parent)) return unwrapped(typescript, parent.argumentExpression) === node;
  if (typescript.isCallExpression(parent)) return typescript.isPropertyAccessExpression(parent.expression) && parent.expression.name.text === 'at' && parent.arguments[0] === node;
  if (!typescript.isVariableDeclaration(parent) || !typescript.isIdentifier(parent.name)) return false;
  const { name } = parent;
  return usesOf(name.getSourceFile(), name.text).some((use) => use !== name && constantValue(bindingOf(use)) === parent.initializer && bindingOf(use)?.declaration === parent && isIndex(use));
}

interface Point {
  readonly block: Block;
  readonly index: number;
  readonly suspend?: Suspend | undefined;
}

/** The wait on a way from a point to the write, on which the place is neither written nor looked at again. */
function waitBetween(from: Omit<Point, 'suspend'>, write: Write, { locks }: Runs): Suspend | undefined {
  const seen = new Set<string>();
  const open: Point[] = [from];
  for (let point = open.pop(); point; point = open.pop()) {
    let { suspend } = point;
    const end = point.block.events.slice(point.index).find((event) => {
      if (event.kind === 'suspend' && !locks(event)) suspend ??= event;
      return event === write || isLookedAt(event, write, suspend);
    });
    if (end === write && suspend) return suspend;
    if (end) continue;
    for (const { to } of point.block.next) {
      const key = `${to.id} ${suspend !== undefined}`;
      if (!seen.has(key)) open.push({ block: to, index: 0, suspend });
      seen.add(key);
    }
  }
  return undefined;
}

function isLookedAt(event: Event, write: Write, suspend: Suspend | undefined): boolean {
  if (event.kind === 'write') return samePlace(event.place, write.place);
  return event.kind === 'read' && suspend !== undefined && samePlace((event).place, write.place) && !contains(write.node, event.node);
}
