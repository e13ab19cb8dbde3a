/** What is checked, as plain data: found where the checker is, run where the code may do as it likes. Types only. */
import type { Fact } from './fact.ts';
import type { ClassShape, Definitions, Slot } from './shape.ts';

/** A clause, as reports name it. */
export interface ClauseNote {
  readonly id: string;
  /** As it is written: ``@ensures `result > 0` ``. */
  readonly text: string;
  /** `path:line:column`. */
  readonly location: string;
  /** A call has to fulfil it before the body runs. */
  readonly isPrecondition: boolean;
  /** It is judged when the body has returned. */
  readonly isPostcondition: boolean;
}

/** What a subject is known by. */
export interface SubjectName {
  /** As people call it: `withdraw`, `LruCache.get`. */
  readonly symbol: string;
  /** The source, with `/` as separator. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly clauses: readonly ClauseNote[];
  /** The names of errors that its documentation speaks of, in clauses or in prose. */
  readonly errors: readonly string[];
}

/** A text or a number near which a function may behave otherwise. */
export type Hint = string | number;

/** What the code speaks of. */
export interface Hints {
  readonly all: readonly Hint[];
  /** What stands beside a parameter or a member in an operation, by its name. */
  readonly beside: Readonly<Record<string, readonly Hint[]>>;
}

/** Something that is called with arguments. */
export interface Callable extends SubjectName {
  readonly parameters: readonly Slot[];
  readonly definitions: Definitions;
  /** What its preconditions say of the arguments, and of `this`. */
  readonly facts: readonly Fact[];
  /** It gives a promise, or an async generator. */
  readonly isAsync: boolean;
  /** It gives a generator, whose promises are kept while somebody asks for values. */
  readonly generator?: 'sync' | 'async';
  /** Constants of its body, and of what that names. */
  readonly hints: Hints;
  /** Its contract or its body names NaN or the infinities, so that they are inputs like others. */
  readonly speaksOfNonFinite: boolean;
  /** It promises to have no effect: the same arguments give the same result. */
  readonly isPure: boolean;
  /** Ids of the clauses that hold whatever runs between its beginning and its end. */
  readonly lasting: readonly string[];
}

/** A function that its module exports, or a static method. */
export interface FunctionSubject extends Callable {
  readonly kind: 'function';
  /** The export of the module, and members that lead from it to the function. */
  readonly path: readonly string[];
  /** The first of its parameters is its `this`. */
  readonly takesThis?: boolean;
  /** Its module has variables of its own, so that calls may depend on earlier ones. */
  readonly hasModuleState: boolean;
}

export interface Member extends Callable {
  readonly name: string;
  readonly access: 'call' | 'get' | 'set';
}

/** A class whose objects are put through sequences of calls. */
export interface ClassSubject extends SubjectName {
  readonly kind: 'class';
  readonly of: ClassShape;
  readonly definitions: Definitions;
  readonly members: readonly Member[];
}

/** What has a contract and cannot be checked. */
export interface SkippedSubject extends SubjectName {
  readonly kind: 'skipped';
  /** A clause of English. */
  readonly reason: string;
}

export type Subject = FunctionSubject | ClassSubject | SkippedSubject;
