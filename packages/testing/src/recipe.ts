/** How a value is made: the arbitraries give recipes, so that every call has values of its own and each can be written as code. Types only. */
import type { SampleName } from './samples.ts';
import type { ClassShape, Primitive, TypedArrayName } from './shape.ts';

export type Recipe =
  | Primitive
  | { readonly make: 'array'; readonly items: readonly Recipe[] }
  | { readonly make: 'object'; readonly entries: readonly (readonly [name: string, value: Recipe])[] }
  | { readonly make: 'map'; readonly entries: readonly (readonly [key: Recipe, value: Recipe])[] }
  | { readonly make: 'set'; readonly items: readonly Recipe[] }
  | { readonly make: 'date'; readonly time: number }
  | { readonly make: 'regexp'; readonly source: string; readonly flags: string }
  | { readonly make: 'error'; readonly message: string }
  | { readonly make: 'symbol'; readonly description: string }
  | { readonly make: 'typed-array'; readonly name: TypedArrayName; readonly items: readonly (number | bigint)[] }
  /** One of the values that there are of something of the platform. */
  | { readonly make: 'sample'; readonly of: SampleName; readonly at: number }
  | { readonly make: 'promise'; readonly value: Recipe }
  | { readonly make: 'iterable'; readonly items: readonly Recipe[]; readonly isAsync: boolean }
  /** Answers one of the results, by its first argument: by the number that it is, or by the length of its text. */
  | { readonly make: 'function'; readonly results: readonly Recipe[]; readonly isByNumber?: boolean }
  | { readonly make: 'new'; readonly of: ClassShape; readonly args: readonly Recipe[] }
  /** What an arbitrary of the user gave, and simpler ones of it. */
  | { readonly make: 'registered'; readonly name: string; readonly value: unknown; readonly simpler: () => Iterable<Recipe> };

/** A recipe of more than one part. */
export type Composed = Extract<Recipe, object>;
