/** What a precondition says of the inputs, as far as inputs can be made to fit. Types only. */
import type { Primitive } from './shape.ts';

/** A parameter, `this`, or an item of a list, and members of it; `length`, `size`, indices, and the lists `keys()` and `values()` are members. */
export interface Where {
  readonly root: string;
  readonly path: readonly string[];
}

/** A number that is compared: a place, a constant, or a place and a distance from it. */
export interface Term {
  readonly where?: Where;
  readonly constant: Primitive;
}

export type Comparison = '<' | '<=' | '>' | '>=' | '===' | '!==';

export type Fact =
  | { readonly fact: 'compare'; readonly left: Term; readonly op: Comparison; readonly right: Term }
  | { readonly fact: 'kind'; readonly where: Where; readonly kind: NumberKind }
  | { readonly fact: 'typeof'; readonly where: Where; readonly type: string; readonly not: boolean }
  | { readonly fact: 'one-of'; readonly where: Where; readonly values: readonly Primitive[] }
  | { readonly fact: 'multiple'; readonly where: Where; readonly of: number; readonly remainder: number }
  | { readonly fact: 'matches'; readonly where: Where; readonly source: string; readonly flags: string }
  | { readonly fact: 'text'; readonly where: Where; readonly at: 'start' | 'end' | 'inside'; readonly text: string }
  /** It is an item, a key or a member of a list, a map, a set or an object. */
  | { readonly fact: 'member'; readonly where: Where; readonly of: Where }
  /** Every item of a list, under the name `item`, and its index under the name `index`. */
  | { readonly fact: 'every'; readonly where: Where; readonly item: string; readonly index: string; readonly facts: readonly Fact[] }
  /** What the items of a list, or a member of each, come to together; `within` is how far off they may be. */
  | { readonly fact: 'sum'; readonly where: Where; readonly of: readonly string[]; readonly op: Comparison; readonly to: Term; readonly within: number }
  /** No two items of a list are the same. */
  | { readonly fact: 'distinct'; readonly where: Where }
  /** Each item of a list is at least as great as the one before it. */
  | { readonly fact: 'rising'; readonly where: Where }
  /** One of these holds as a whole. */
  | { readonly fact: 'any'; readonly of: readonly (readonly Fact[])[] };

export type NumberKind = 'integer' | 'safe-integer' | 'finite' | 'not-nan';
