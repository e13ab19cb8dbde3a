/** What a callback writes under a lock on the ground of what was read before the lock was taken: others had it in between. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { aliasedPlace } from './aliases.ts';
import { effectsOf } from './effects-of.ts';
import type { Event, FunctionNode, Read, Write } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { runsUnderLock, takesLock, type Locks } from './locks.ts';
import { isPrefix, overlaps, type Place } from './place.ts';
import type { Stale } from './staleness.ts';
import { eventsOf } from './summaries.ts';

interface CaptureQuestion {
  readonly locks: Locks;
  readonly shared: (place: Place) => boolean;
}

/** `const after = this.n + 1; await mutex.runExclusive(() => { this.n = after; })` */
export function readsBeforeLock(analysis: Analysis, fn: FunctionNode, { locks, shared }: CaptureQuestion): Stale[] {
  const call = fn.parent;
  if (!typescript.isCallExpression(call) || call.expression === fn || isThen(call)) return [];
  const outer = typescript.findAncestor(call, isFunctionWithBody);
  if (!outer || runsUnderLock(outer, locks)) return [];
  const effects = effectsOf(analysis);
  const events = eventsOf(effects, fn);
  const suspend = { kind: 'suspend', how: 'await', node: call, operand: undefined } as const;
  const found = events.flatMap((write): Stale[] => {
    const read = write.kind === 'write' && write.how !== 'compound' && shared(write.place) && !isLookedAt(events, write) ? capturedRead(write, outer) : undefined;
    return read && write.kind === 'write' ? [{ read, suspend, write, laterChecks: 0 }] : [];
  });
  return found.length > 0 && eventsOf(effects, outer).some((event) => event.kind === 'suspend' && takesLock(event, locks)) ? [] : found;
}

/** A chain of promises holds no lock while it waits. */
function isThen({ expression }: ts.CallExpression): boolean {
  return typescript.isPropertyAccessExpression(expression) && expression.name.text === 'then';
}

/** Whether the callback reads the place itself before it writes it. */
function isLookedAt(events: readonly Event[], { place, node }: Write): boolean {
  return events.some((event) => event.kind === 'read' && event.node.pos < node.end && overlaps(event.place, place));
}

/** A read of the written place in what a constant of the function around was set to, which the written value was made from. */
function capturedRead({ place, inputs }: Write, outer: FunctionNode): Read | undefined {
  for (const { place: { root, steps } } of inputs) {
    if (root.kind !== 'captured' || steps.length > 0 || root.binding.kind !== 'const' || root.binding.owner !== outer) continue;
    const { declaration } = root.binding;
    const read = typescript.isVariableDeclaration(declaration) && declaration.initializer && readIn(declaration.initializer, place, outer);
    if (read) return read;
  }
  return undefined;
}

function readIn(expression: ts.Expression, place: Place, outer: FunctionNode): Read | undefined {
  const visit = (node: ts.Node): Read | undefined => {
    if (typescript.isFunctionLike(node) || typescript.isAwaitExpression(node)) return undefined;
    const found = typescript.isExpression(node) ? aliasedPlace({ node: outer, owners: new Set([outer]) }, node) : undefined;
    return found && found.root.kind !== 'global' && isPrefix(place, found) ? { kind: 'read', place: found, node } : typescript.forEachChild(node, visit);
  };
  return visit(expression);
}
