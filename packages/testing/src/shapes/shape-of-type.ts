/** The shape of a type, as the checker knows it. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Fact } from '../fact.ts';
import type { Primitive, Shape, Slot } from '../shape.ts';
import { literalOf } from './literals.ts';
import { shapeOfInstance } from './classes.ts';
import type { ImportedClass } from './imported-classes.ts';
import { shapeOfKeyed, shapeOfKeys } from './keys.ts';
import { shapeOfLibraryType } from './library-types.ts';
import { present } from './present.ts';

/** What stays the same while the shapes of one subject are found. */
export interface ShapeContext {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Names of types that the user registered an arbitrary for. */
  readonly registered: ReadonlySet<string>;
  /** What a constructor demands of its arguments. */
  readonly factsOf: (constructor: ts.Declaration) => readonly Fact[];
  /** What a method or a function that a stub stands for promises of its result. */
  readonly promisesOf: (declaration: ts.Declaration) => readonly Fact[];
  /** How a class of a package is imported; undefined where no objects of it can be made. */
  readonly importOf: (symbol: ts.Symbol) => ImportedClass | undefined;
  /** What types that hold themselves are, by the name they got. */
  readonly definitions: Record<string, Shape>;
  /** Types whose shape is being found: the name by which they were met again, once they were. */
  readonly open: Map<ts.Type, string | undefined>;
  /** Names of types that hold themselves, of which the shape is known. */
  readonly closed: Map<ts.Type, string>;
  /** Type parameters of which keys are wanted. */
  readonly keyed: Set<ts.Type>;
  /** How many shapes were found: types such as a syntax tree's lead to hundreds of others. */
  readonly size: { shapes: number };
}

/**
 * A context for one subject.
 *
 * @noContract it holds what is given
 */
export function shapeContext(ts: TypeScript, program: ts.Program, known: Pick<ShapeContext, 'registered' | 'factsOf' | 'promisesOf' | 'importOf'>): ShapeContext {
  return { ts, program, checker: program.getTypeChecker(), ...known, definitions: {}, open: new Map(), closed: new Map(), keyed: new Set(), size: { shapes: 0 } };
}

/**
 * The shape of a type. A type that holds itself becomes a reference to one of the context's definitions.
 *
 * @modifies context.definitions, context.open, context.closed, context.keyed, context.size
 */
export function shapeOfType(context: ShapeContext, type: ts.Type): Shape {
  const { open, closed, definitions } = context;
  const known = closed.get(type);
  if (known !== undefined) return { shape: 'reference', to: known };
  if (open.has(type)) {
    const name = open.get(type) ?? `${context.checker.typeToString(type)}#${open.size}`;
    open.set(type, name);
    return { shape: 'reference', to: name };
  }
  if (++context.size.shapes > mostShapes) return { shape: 'unsupported', type: context.checker.typeToString(type), why: 'the types that it leads to are too many' };
  open.set(type, undefined);
  const shape = shapeOf(context, type);
  const name = open.get(type);
  open.delete(type);
  if (name === undefined) return shape;
  definitions[name] = shape;
  closed.set(type, name);
  return { shape: 'reference', to: name };
}

const mostShapes = 1000;

function shapeOf(context: ShapeContext, type: ts.Type): Shape {
  const { checker, registered } = context;
  const name = type.aliasSymbol?.name ?? type.getSymbol()?.name;
  if (name !== undefined && registered.has(name)) return { shape: 'registered', name };
  return shapeOfPrimitive(context, type) ?? shapeOfComposed(context, type) ?? { shape: 'unsupported', type: checker.typeToString(type), why: 'no value of it can be made up' };
}

function shapeOfPrimitive(context: ShapeContext, type: ts.Type): Shape | undefined {
  const { ts, checker } = context;
  const { flags } = type;
  const { TypeFlags } = ts;
  if (flags & TypeFlags.Never) return { shape: 'never' };
  if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return { shape: 'unknown' };
  if (flags & TypeFlags.Boolean) return { shape: 'literal', values: [false, true] };
  const literal = literalOf(ts, checker, type);
  if (literal) return { shape: 'literal', values: [literal.value] };
  if (flags & (TypeFlags.Undefined | TypeFlags.Void)) return { shape: 'literal', values: [undefined] };
  if (flags & TypeFlags.Null) return { shape: 'literal', values: [null] };
  if (flags & TypeFlags.TemplateLiteral) return shapeOfTemplate(context, type as ts.TemplateLiteralType);
  if (flags & TypeFlags.StringLike) return { shape: 'string' };
  if (flags & TypeFlags.NumberLike) return { shape: 'number' };
  if (flags & TypeFlags.BigIntLike) return { shape: 'bigint' };
  if (flags & TypeFlags.UniqueESSymbol) return { shape: 'unsupported', type: checker.typeToString(type), why: 'there is one such symbol alone' };
  if (flags & TypeFlags.ESSymbolLike) return { shape: 'symbol' };
  if (flags & TypeFlags.NonPrimitive) return { shape: 'object-of-any-kind' };
  return undefined;
}

function shapeOfTemplate(context: ShapeContext, { texts, types }: ts.TemplateLiteralType): Shape {
  return { shape: 'template', texts, between: types.map((each) => shapeOfType(context, each)) };
}

function shapeOfComposed(context: ShapeContext, type: ts.Type): Shape | undefined {
  const { ts, checker } = context;
  const { TypeFlags } = ts;
  const keys = shapeOfKeys(context, type) ?? shapeOfKeyed(context, type);
  if (keys) return keys;
  if (type.flags & (TypeFlags.TypeParameter | TypeFlags.Index | TypeFlags.IndexedAccess | TypeFlags.Conditional | TypeFlags.Substitution)) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint && constraint !== type ? shapeOfType(context, constraint) : { shape: 'unknown' };
  }
  if (type.isUnion()) return shapeOfUnion(context, type.types);
  if (type.isIntersection()) return shapeOfIntersection(context, type);
  if (type.flags & TypeFlags.Object) return shapeOfObject(context, type as ts.ObjectType);
  return undefined;
}

/** Literals are put together, so that a small domain can be gone through. */
function shapeOfUnion(context: ShapeContext, types: readonly ts.Type[]): Shape {
  const values: Primitive[] = [];
  const others: Shape[] = [];
  for (const shape of types.map((each) => shapeOfType(context, each))) {
    if (shape.shape === 'literal') values.push(...shape.values);
    else if (shape.shape !== 'never') others.push(shape);
  }
  const [literals]: Shape[] = values.length > 0 ? [{ shape: 'literal', values: [...new Set(values)] }] : [];
  const of = literals ? [literals, ...others] : others;
  const [only] = of;
  return of.length === 1 && only ? only : { shape: 'union', of };
}

/** A brand is a type alone: the value is the primitive. */
function shapeOfIntersection(context: ShapeContext, type: ts.IntersectionType): Shape {
  const primitive = type.types.map((each) => shapeOfPrimitive(context, each)).find((shape) => shape !== undefined && shape.shape !== 'object-of-any-kind');
  return primitive ?? shapeOfObject(context, type) ?? { shape: 'unknown' };
}

function shapeOfObject(context: ShapeContext, type: ts.ObjectType | ts.IntersectionType): Shape | undefined {
  const { checker } = context;
  if (checker.isArrayType(type)) return { shape: 'array', item: shapeOfType(context, checker.getTypeArguments(type as ts.TypeReference)[0] ?? checker.getAnyType()) };
  if (checker.isTupleType(type)) return { shape: 'tuple', slots: slotsOfTuple(context, type as ts.TupleTypeReference) };
  const library = shapeOfLibraryType(context, type);
  if (library) return library;
  const [signature] = type.getCallSignatures();
  if (signature) return shapeOfSignature(context, signature);
  if (type.getConstructSignatures().length > 0) return { shape: 'unsupported', type: checker.typeToString(type), why: 'classes as values are not made up' };
  return shapeOfInstance(context, type) ?? shapeOfProperties(context, type);
}

function isOfNumber({ ts, checker }: ShapeContext, { parameters: [first] }: ts.Signature): boolean {
  return first !== undefined && (checker.getTypeOfSymbol(first).flags & ts.TypeFlags.NumberLike) !== 0;
}

function shapeOfSignature(context: ShapeContext, signature: ts.Signature): Shape {
  const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined;
  const promises = declaration ? context.promisesOf(declaration) : [];
  return { shape: 'function', result: shapeOfType(context, signature.getReturnType()), parameters: signature.parameters.length, ...(isOfNumber(context, signature) ? { isOfNumber: true } : {}), ...(promises.length > 0 ? { promises } : {}) };
}

function slotsOfTuple(context: ShapeContext, type: ts.TupleTypeReference): Slot[] {
  const { ts, checker } = context;
  const { elementFlags, labeledElementDeclarations } = type.target;
  return checker.getTypeArguments(type).map((each, index): Slot => {
    const flags = elementFlags[index] ?? ts.ElementFlags.Required;
    const label = labeledElementDeclarations?.[index]?.name.getText();
    return { name: label ?? String(index), shape: shapeOfType(context, each), optional: Boolean(flags & ts.ElementFlags.Optional), rest: Boolean(flags & ts.ElementFlags.Variable) };
  });
}

function shapeOfProperties(context: ShapeContext, type: ts.Type): Shape {
  const { ts, checker } = context;
  const all = checker.getPropertiesOfType(type);
  if (all.some(({ name, flags }) => /^__@(iterator|asyncIterator|dispose|asyncDispose)@/.test(name) && !(flags & ts.SymbolFlags.Optional))) return { shape: 'unsupported', type: checker.typeToString(type), why: 'nothing is known of how its iterator, or what disposes of it, is made' };
  const properties = all.filter(({ name }) => !name.startsWith('__@'));
  const [index] = checker.getIndexInfosOfType(type);
  return {
    shape: 'object',
    properties: properties.map((symbol) => ({
      name: symbol.name,
      ...present(shapeOfType(context, checker.getTypeOfSymbol(symbol)), Boolean(symbol.flags & ts.SymbolFlags.Optional)),
    })),
    ...(index ? { index: { key: shapeOfType(context, index.keyType), value: shapeOfType(context, index.type) } } : {}),
  };
}
