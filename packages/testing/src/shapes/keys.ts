/** Keys of type parameters: `K extends keyof T` stands for keys that what is given for `T` has, and so does `K extends string` where something is a `Record<K, …>`. */
import type ts from 'typescript';
import type { Shape } from '../shape.ts';
import { shapeOfType, type ShapeContext } from './shape-of-type.ts';

/** What objects of a type parameter have whose constraint names no property. */
const names = ['a', 'b'];

/**
 * Notes the type parameters of which a declaration, or the class around it, wants keys.
 *
 * @modifies context.keyed
 */
export function noteKeyed(context: ShapeContext, declaration: ts.Node): void {
  const { ts, checker, keyed } = context;
  const whole = declaration.parent && ts.isClassLike(declaration.parent) ? declaration.parent : declaration;
  if (!/\bkeyof\b|\bRecord</.test(whole.getText())) return;
  const look = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Record') {
      const [key] = node.typeArguments ?? [];
      const type = key && checker.getTypeFromTypeNode(key);
      if (type && isAnyName(context, type)) keyed.add(type);
    }
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.KeyOfKeyword) {
      const type = checker.getTypeFromTypeNode(node.type);
      if (type.flags & ts.TypeFlags.TypeParameter) keyed.add(type);
    }
    ts.forEachChild(node, look);
  };
  look(whole);
}

/**
 * The keys that a type stands for, where they are those of a type parameter; undefined where it stands for something else.
 *
 * @pure
 */
export function shapeOfKeys(context: ShapeContext, type: ts.Type): Shape | undefined {
  if (context.keyed.has(type) && isAnyName(context, type)) return { shape: 'literal', values: names };
  const of = keyedBy(context, type);
  if (!of) return undefined;
  const { ts, checker } = context;
  const properties = propertiesOf(context, of);
  const required = properties.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional));
  const known = (required.length > 0 ? required : properties).map(({ name }) => name);
  const constraint = checker.getBaseConstraintOfType(of);
  const isList = constraint !== undefined && (checker.isArrayType(constraint) || checker.isTupleType(constraint));
  return { shape: 'literal', values: isList ? ['length'] : known.length > 0 ? known : names };
}

/**
 * What stands for a type parameter whose keys are wanted, so that it has some; undefined where its constraint names them, or nobody wants any.
 *
 * @modifies context.definitions, context.open, context.closed, context.keyed, context.size
 */
export function shapeOfKeyed(context: ShapeContext, type: ts.Type): Shape | undefined {
  const { checker, keyed } = context;
  const [key, held] = type.aliasSymbol?.name === 'Record' ? (type.aliasTypeArguments ?? []) : [];
  if (key && held && keyed.has(key)) return recordOf(shapeOfType(context, held));
  if (!keyed.has(type) || propertiesOf(context, type).length > 0) return undefined;
  const constraint = checker.getBaseConstraintOfType(type);
  const value = constraint && constraint !== type ? checker.getIndexInfosOfType(constraint)[0]?.type : undefined;
  const shape = value ? shapeOfType(context, value) : ({ shape: 'unknown' } as const);
  return recordOf(shape);
}

function recordOf(shape: Shape): Shape {
  return { shape: 'object', properties: names.map((name) => ({ name, shape, optional: false })) };
}

/** A type parameter that stands for any text: `K extends string`, and not `K extends keyof T`. */
function isAnyName({ ts, checker }: ShapeContext, type: ts.Type): boolean {
  const declared = type.getSymbol()?.declarations?.find((each) => ts.isTypeParameterDeclaration(each))?.constraint;
  if (!(type.flags & ts.TypeFlags.TypeParameter) || declared?.getText().includes('keyof') === true) return false;
  const constraint = checker.getBaseConstraintOfType(type);
  const all = constraint?.isUnion() === true ? constraint.types : constraint ? [constraint] : [];
  return all.some(({ flags }) => (flags & ts.TypeFlags.String) !== 0);
}

function propertiesOf({ checker }: ShapeContext, type: ts.Type): ts.Symbol[] {
  const constraint = checker.getBaseConstraintOfType(type);
  return constraint ? checker.getPropertiesOfType(constraint).filter(({ name }) => !name.startsWith('__@')) : [];
}

/** The type parameter whose keys a type stands for: `keyof T`, a parameter with that as its constraint, `string & keyof T`, `Extract<keyof T, string>`. */
function keyedBy(context: ShapeContext, type: ts.Type): ts.Type | undefined {
  const { ts, checker, keyed } = context;
  const { TypeFlags } = ts;
  if (type.flags & TypeFlags.Index) return keyed.has((type as ts.IndexType).type) ? (type as ts.IndexType).type : undefined;
  if (type.isIntersection()) return type.types.map((each) => keyedBy(context, each)).find((each) => each !== undefined);
  if (type.flags & TypeFlags.Conditional) return keyedBy(context, (type as ts.ConditionalType).checkType);
  if (!(type.flags & TypeFlags.TypeParameter)) return undefined;
  const constraint = type.getSymbol()?.declarations?.find((each) => ts.isTypeParameterDeclaration(each))?.constraint;
  return constraint && keyedBy(context, checker.getTypeFromTypeNode(constraint));
}
