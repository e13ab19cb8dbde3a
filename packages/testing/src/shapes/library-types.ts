/** Shapes of what the language itself has: one row a type. */
import type ts from 'typescript';
import { sampleNames } from '../samples.ts';
import { typedArrayNames, type Shape, type TypedArrayName } from '../shape.ts';
import { shapeOfType, type ShapeContext } from './shape-of-type.ts';

type ShapeOfArguments = (args: readonly Shape[]) => Shape;

const anything: Shape = { shape: 'unknown' };

const iterable = (isAsync: boolean): ShapeOfArguments => ([item = anything]) => ({ shape: 'iterable', item, isAsync });
const map: ShapeOfArguments = ([key = anything, value = anything]) => ({ shape: 'map', key, value });
const set: ShapeOfArguments = ([item = anything]) => ({ shape: 'set', item });
const promise: ShapeOfArguments = ([value = anything]) => ({ shape: 'promise', value });
const error: ShapeOfArguments = () => ({ shape: 'error' });

const rows: Readonly<Record<string, ShapeOfArguments>> = {
  Date: () => ({ shape: 'date' }),
  RegExp: () => ({ shape: 'regexp' }),
  Error: error,
  TypeError: error,
  RangeError: error,
  Map: map,
  ReadonlyMap: map,
  Set: set,
  ReadonlySet: set,
  Promise: promise,
  PromiseLike: promise,
  Iterable: iterable(false),
  Iterator: iterable(false),
  IterableIterator: iterable(false),
  Generator: iterable(false),
  AsyncIterable: iterable(true),
  AsyncIterator: iterable(true),
  AsyncIterableIterator: iterable(true),
  AsyncGenerator: iterable(true),
  ArrayLike: ([item = anything]) => ({ shape: 'array', item }),
  Function: () => ({ shape: 'function', result: anything, parameters: 0 }),
  Number: () => ({ shape: 'number' }),
  String: () => ({ shape: 'string' }),
  Object: () => ({ shape: 'object-of-any-kind' }),
  ...Object.fromEntries(sampleNames.map((of): [string, ShapeOfArguments] => [of, () => ({ shape: 'sample', of })])),
  ...Object.fromEntries(typedArrayNames.map((name: TypedArrayName): [string, ShapeOfArguments] => [name, () => ({ shape: 'typed-array', name })])),
};

/**
 * The shape of a type of the standard library; undefined where it is none that is known.
 *
 * @modifies context.definitions, context.open, context.closed, context.keyed, context.size
 */
export function shapeOfLibraryType(context: ShapeContext, type: ts.Type): Shape | undefined {
  const { ts, program, checker } = context;
  const symbol = type.getSymbol();
  // `Partial<T>` and its like are what they make of `T`.
  if (symbol && symbol.flags & ts.SymbolFlags.TypeLiteral) return undefined;
  const row = symbol && Object.hasOwn(rows, symbol.name) ? rows[symbol.name] : undefined;
  if (!symbol?.declarations?.every((each) => isOfPlatform(program, each.getSourceFile()))) return undefined;
  const isLibrary = symbol.declarations.every((each) => program.isSourceFileDefaultLibrary(each.getSourceFile()));
  if (!row && !isLibrary) return undefined;
  if (!row) return { shape: 'unsupported', type: checker.typeToString(type), why: 'nothing is known of how one is made' };
  const args = checker.getTypeArguments(type as ts.TypeReference);
  return row(args.map((each) => shapeOfType(context, each)));
}

/** What browsers have too, Node's types may declare. */
function isOfPlatform(program: ts.Program, file: ts.SourceFile): boolean {
  return program.isSourceFileDefaultLibrary(file) || file.fileName.includes('/node_modules/@types/node/');
}
