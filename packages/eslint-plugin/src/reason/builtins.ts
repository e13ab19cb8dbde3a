/** TABLES: the constants, functions and methods of JavaScript that are evaluated: pure ones, on primitives and on constant arrays and objects. */
import type { Outcome } from './evaluate.ts';

/** The elements of a constant array or object that are not constant. */
export const notConstant: object = Object.freeze({});

const constants: Readonly<Record<string, unknown>> = {
  undefined,
  NaN,
  Infinity,
  'Number.NaN': NaN,
  'Number.EPSILON': Number.EPSILON,
  'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER,
  'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER,
  'Number.MAX_VALUE': Number.MAX_VALUE,
  'Number.MIN_VALUE': Number.MIN_VALUE,
  'Number.POSITIVE_INFINITY': Infinity,
  'Number.NEGATIVE_INFINITY': -Infinity,
  'Math.PI': Math.PI,
  'Math.E': Math.E,
};

/** The value of a global constant. */
export function globalConstant(path: string): Outcome {
  return Object.hasOwn(constants, path) ? { value: constants[path] } : undefined;
}

/** The names of the globals that are evaluated. */
export const evaluatedGlobals: readonly string[] = ['undefined', 'NaN', 'Infinity', 'Number', 'Math', 'Array', 'Object'];

type Call = (values: readonly unknown[]) => Outcome;

const functions: Readonly<Record<string, Call>> = {
  'Number.isInteger': ([value]) => ({ value: Number.isInteger(value) }),
  'Number.isSafeInteger': ([value]) => ({ value: Number.isSafeInteger(value) }),
  'Number.isFinite': ([value]) => ({ value: Number.isFinite(value) }),
  'Number.isNaN': ([value]) => ({ value: Number.isNaN(value) }),
  'Array.isArray': ([value]) => ({ value: Array.isArray(value) }),
  'Object.is': ([left, right]) => ({ value: Object.is(left, right) }),
  'Math.abs': numeric(Math.abs),
  'Math.floor': numeric(Math.floor),
  'Math.ceil': numeric(Math.ceil),
  'Math.round': numeric(Math.round),
  'Math.trunc': numeric(Math.trunc),
  'Math.sign': numeric(Math.sign),
  'Math.min': numeric(Math.min),
  'Math.max': numeric(Math.max),
};

function numeric(compute: (...values: number[]) => number): Call {
  return (values) => (values.every((each) => typeof each === 'number') ? { value: compute(...values) } : undefined);
}

/** A method of a known value. */
export interface MethodCall {
  readonly object: unknown;
  readonly method: string;
  readonly values: readonly unknown[];
}

const stringMethods: Readonly<Record<string, (text: string, search: string) => boolean>> = {
  includes: (text, search) => text.includes(search),
  startsWith: (text, search) => text.startsWith(search),
  endsWith: (text, search) => text.endsWith(search),
};

/** A built-in function by its path, or the result of a method; undefined for what is not in the tables. */
export function builtinCall(path: string): Call | undefined;
export function builtinCall(call: MethodCall): Outcome;
export function builtinCall(called: string | MethodCall): Call | Outcome {
  if (typeof called === 'string') return Object.hasOwn(functions, called) ? functions[called] : undefined;
  const { object, method, values } = called;
  const [search, ...rest] = values;
  if (rest.length > 0) return undefined;
  if (typeof object === 'string' && typeof search === 'string' && Object.hasOwn(stringMethods, method)) return { value: stringMethods[method]?.(object, search) };
  if (!Array.isArray(object) || method !== 'includes') return undefined;
  if (object.includes(search)) return { value: true };
  return object.includes(notConstant) ? undefined : { value: false };
}

/** A member of a string, of a constant array or of a constant object. */
export function readMember(object: unknown, key: unknown): Outcome {
  if (typeof object === 'string') {
    if (key === 'length') return { value: object.length };
    return typeof key === 'number' ? { value: object[key] } : undefined;
  }
  if (typeof object !== 'object' || object === null || (typeof key !== 'string' && typeof key !== 'number')) return undefined;
  const isPlain = Array.isArray(object) ? key === 'length' || typeof key === 'number' : !Object.hasOwn(object, Symbol.toPrimitive);
  if (!isPlain || !(Object.hasOwn(object, key) || Array.isArray(object))) return undefined;
  const value = (object as Record<string | number, unknown>)[key];
  return value === notConstant ? undefined : { value };
}
