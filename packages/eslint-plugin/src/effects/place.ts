/** Places: what can be read and written, as a root and the way from it. */
import type ts from 'typescript';
import type { Binding } from './bindings.ts';

/** Where a place begins, seen from the function that is looked at. */
export type Root =
  /** `captured` is a variable or parameter of a function around it, `module` one of the file. */
  | { readonly kind: 'parameter' | 'local' | 'captured' | 'module' | 'imported'; readonly binding: Binding }
  /** The class, object literal or function whose `this` it is. */
  | { readonly kind: 'this'; readonly owner: ts.Node }
  | { readonly kind: 'global'; readonly name: string }
  /** `fresh` is an object that was made right there; nobody else knows it yet. */
  | { readonly kind: 'fresh' | 'unknown'; readonly node: ts.Node };

export interface Place {
  readonly root: Root;
  /** Names of members, `#x` for private ones, `[key]` with the text of the key for elements and for entries of maps and sets. At most six. */
  readonly steps: readonly string[];
  /** The way went on: the place stands for everything below its steps. */
  readonly isCut: boolean;
}

const maxSteps = 6;

/** The place of a root itself. */
export function placeOf(root: Root): Place {
  return { root, steps: [], isCut: false };
}

/** The place one step on. */
export function extend(place: Place, step: string): Place {
  return place.steps.length < maxSteps ? { ...place, steps: [...place.steps, step] } : { ...place, isCut: true };
}

/** A place below `from`, seen from `to` instead: what a callee does to its parameter, as what is done to the argument. */
export function rebase({ steps, isCut }: Place, to: Place): Place {
  const moved = steps.reduce(extend, to);
  return isCut && !moved.isCut ? { ...moved, isCut } : moved;
}

/** Whether two places begin at the same thing. */
function sameRoot(a: Root, b: Root): boolean {
  if ('binding' in a) return 'binding' in b && a.binding === b.binding;
  if (a.kind === 'this') return b.kind === 'this' && a.owner === b.owner;
  if (a.kind === 'global') return b.kind === 'global' && a.name === b.name;
  return a.kind === b.kind && 'node' in b && a.node === b.node;
}

/** Whether two places are certainly the same; keys of elements are compared by their text. */
export function samePlace(a: Place, b: Place): boolean {
  return !a.isCut && !b.isCut && a.steps.length === b.steps.length && isPrefix(a, b);
}

/** Whether `inner` is `outer` or something inside of it. */
export function isPrefix(outer: Place, inner: Place): boolean {
  return sameRoot(outer.root, inner.root) && outer.steps.length <= inner.steps.length && outer.steps.every((step, index) => step === inner.steps[index]);
}

/** Whether a write of one may change what is read at the other. Two elements may be one, unless their keys are different constants. */
export function overlaps(a: Place, b: Place): boolean {
  if (!sameRoot(a.root, b.root)) return false;
  const shared = Math.min(a.steps.length, b.steps.length);
  for (let index = 0; index < shared; index++) if (!mayBeSameStep(a.steps[index] ?? '', b.steps[index] ?? '')) return false;
  return true;
}

const constantKey = /^\[(?:\d+|'[^']*'|"[^"]*")\]$/;

function mayBeSameStep(a: string, b: string): boolean {
  if (a === b) return true;
  return a.startsWith('[') && b.startsWith('[') && !(constantKey.test(a) && constantKey.test(b));
}

/** The place as source text: `this.items[key]`. */
export function printPlace({ root, steps, isCut }: Place): string {
  const way = steps.map((step) => (step.includes('=>') ? '[…]' : step.startsWith('[') ? step : `.${step}`)).join('');
  return `${printRoot(root)}${way}${isCut ? '…' : ''}`;
}

function printRoot(root: Root): string {
  if ('binding' in root) return root.binding.name;
  if (root.kind === 'this') return 'this';
  return root.kind === 'global' ? root.name : `<${root.kind}>`;
}
