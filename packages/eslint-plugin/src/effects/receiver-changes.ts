/** What a method changes of its own object although its contract says what it changes, and does not name that. */
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import type { FunctionNode } from './events.ts';
import { answerable, changesOf, isFilledIn, isMemo, isMemoOfCallee, type Answerable, type Change } from './undeclared.ts';
import { nameOfFunction } from './written-in-place.ts';

/** A change of `this` that the contract does not allow. */
export interface ReceiverChange extends Change, Answerable {
  /** How messages call the function. */
  readonly name: string;
  /** The member that would have to be declared. */
  readonly member: string;
}

/** The first change of each member of `this` by functions whose contract says what they change; constructors set up the object. */
export function receiverChanges(analysis: Analysis): ReceiverChange[] {
  return answerable(analysis, 'contract').flatMap(({ fn, frame }) => {
    if (!frame?.says || typescript.isConstructorDeclaration(fn)) return [];
    const found = new Map<string, ReceiverChange>();
    for (const change of changesOf(analysis, fn, ({ root }) => root.kind === 'this')) {
      const [member] = change.place.steps;
      if (change.place.root.kind !== 'this' || member === undefined || found.has(member) || frame.allows(change.place) || isKept(analysis, fn, change)) continue;
      found.set(member, { ...change, fn, frame, name: nameOfFunction(fn), member });
    }
    return [...found.values()];
  });
}

/** A memory in the object: nobody can tell. */
function isKept(analysis: Analysis, fn: FunctionNode, { event }: Change): boolean {
  if (event.kind === 'call') return isMemoOfCallee(analysis, event);
  return event.kind === 'write' && (isFilledIn(event) || isMemo(analysis, fn, event));
}
