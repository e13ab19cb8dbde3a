/** Marks by which work finds out whether others took its turn: `const mine = (this.current = Symbol())`, later `if (this.current !== mine) return`. */
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, type Binding } from './bindings.ts';
import { wrapped } from './changes.ts';
import type { Branch, Event } from './events.ts';
import { samePlace, type Place } from './place.ts';

/** A name whose value was put into a place, where it says whose turn it is: `const mine = (this.current = Symbol())`, `this.current = mine`. */
interface Mark {
  readonly place: Place;
  readonly binding: Binding;
  readonly end: number;
}

/** The mark that a write makes. */
export function markOf(event: Event): Mark | undefined {
  if (event.kind !== 'write' || event.how !== 'assign' || !event.value) return undefined;
  const value = unwrapped(typescript, event.value);
  const { parent } = wrapped(event.node);
  const name = typescript.isIdentifier(value) ? value : typescript.isVariableDeclaration(parent) && typescript.isIdentifier(parent.name) ? parent.name : undefined;
  const binding = name && bindingOf(name);
  return binding && { place: event.place, binding, end: event.node.end };
}

/** `if (this.current !== mine) return;`: whoever came later has put another one there. */
export function asksForMark({ node, inputs }: Branch, { place, binding, end }: Mark): boolean {
  if (node.pos < end || !/[!=]==?/.test(node.getText())) return false;
  return inputs.some((read) => samePlace(read.place, place)) && inputs.some((read) => read.place.steps.length === 0 && 'binding' in read.place.root && read.place.root.binding === binding);
}
