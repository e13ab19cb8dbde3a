/** What values a type has, as plain data: it is found where the checker is and used where the code runs. Types only. */
import type { Fact } from './fact.ts';
import type { SampleName } from './samples.ts';

/** A value that is its own code. */
export type Primitive = string | number | boolean | bigint | null | undefined;

/** A place in a list of parameters or in a tuple. */
export interface Slot {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
  readonly rest: boolean;
  /** The name of its type, where it has one that an arbitrary can be registered for. */
  readonly type?: string;
}

export interface Property {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

/** A class, as its objects are made. */
export interface ClassShape {
  readonly shape: 'class';
  /** As people call it, also in pasted code. */
  readonly name: string;
  /** The file that exports it; of a package, what imports name. */
  readonly module: string;
  /** Under which name; `default` for the default export. */
  readonly exported: string;
  /** The static method that makes its objects, where its constructor is not public. */
  readonly factory?: string;
  readonly parameters: readonly Slot[];
  /** What its constructor, or that method, demands of them. */
  readonly facts: readonly Fact[];
}

export type Shape =
  | { readonly shape: 'never' }
  | { readonly shape: 'literal'; readonly values: readonly Primitive[] }
  | { readonly shape: 'number' | 'string' | 'bigint' | 'symbol' | 'unknown' | 'object-of-any-kind' | 'date' | 'regexp' | 'error' }
  /** A template literal type: texts and what stands between them. */
  | { readonly shape: 'template'; readonly texts: readonly string[]; readonly between: readonly Shape[] }
  | { readonly shape: 'array'; readonly item: Shape }
  | { readonly shape: 'tuple'; readonly slots: readonly Slot[] }
  | { readonly shape: 'object'; readonly properties: readonly Property[]; readonly index?: { readonly key: Shape; readonly value: Shape } }
  | { readonly shape: 'map'; readonly key: Shape; readonly value: Shape }
  | { readonly shape: 'set'; readonly item: Shape }
  | { readonly shape: 'typed-array'; readonly name: TypedArrayName }
  /** Something of the platform, of which there are a few values. */
  | { readonly shape: 'sample'; readonly of: SampleName }
  | { readonly shape: 'promise'; readonly value: Shape }
  | { readonly shape: 'iterable'; readonly item: Shape; readonly isAsync: boolean }
  /** A stub that answers the same arguments with the same result. */
  | { readonly shape: 'function'; readonly result: Shape; readonly parameters: number; /** The first argument is a number. */ readonly isOfNumber?: boolean; /** What the contract of what it stands for says of `result`. */ readonly promises?: readonly Fact[] }
  | ClassShape
  | { readonly shape: 'union'; readonly of: readonly Shape[] }
  /** A type that holds itself: one of the subject's definitions. */
  | { readonly shape: 'reference'; readonly to: string }
  /** A type that the user registered an arbitrary for. */
  | { readonly shape: 'registered'; readonly name: string }
  /** What nobody can make up: `why` is a clause of English. */
  | { readonly shape: 'unsupported'; readonly type: string; readonly why: string };

/** Shapes that are referred to by name. */
export type Definitions = Readonly<Record<string, Shape>>;

export const typedArrayNames = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'] as const;

export type TypedArrayName = (typeof typedArrayNames)[number];
