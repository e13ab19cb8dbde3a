/** The parameters of a signature. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Slot } from '../shape.ts';
import { noteKeyed } from './keys.ts';
import { present } from './present.ts';
import { shapeOfType, type ShapeContext } from './shape-of-type.ts';

/**
 * What a call has to be given. A rest parameter has the shape of one of its arguments.
 *
 * @modifies context.keyed, context.definitions, context.open, context.closed, context.size
 */
export function slotsOf(context: ShapeContext, signature: ts.Signature): Slot[] {
  const whole = signature.getDeclaration() as ts.Node | undefined;
  if (whole) noteKeyed(context, whole);
  return signature.parameters.map((symbol, index): Slot => {
    const { ts, checker } = context;
    const declaration = symbol.valueDeclaration;
    const type = checker.getTypeOfSymbol(symbol);
    const parameter = declaration && ts.isParameter(declaration) ? declaration : undefined;
    const name = parameter ? slotName(ts, parameter.name, index) : symbol.name;
    const optional = parameter !== undefined && (parameter.questionToken !== undefined || parameter.initializer !== undefined);
    if (parameter?.dotDotDotToken === undefined) return { name, ...present(shapeOfType(context, type), optional), rest: false, ...namedType(type) };
    const item = checker.getIndexInfosOfType(type)[0]?.type ?? checker.getAnyType();
    return { name, shape: shapeOfType(context, item), optional: false, rest: true, ...namedType(item) };
  });
}

/**
 * What has to be given as `this`; undefined where the signature names no parameter of that name, or says that there is none.
 *
 * @modifies context.definitions, context.open, context.closed, context.keyed, context.size
 */
export function slotOfThis(context: ShapeContext, signature: ts.Signature): Slot | undefined {
  const { ts, checker } = context;
  const [first] = signature.getDeclaration()?.parameters ?? [];
  if (!first || !ts.isIdentifier(first.name) || first.name.text !== 'this') return undefined;
  const type = checker.getTypeAtLocation(first);
  return type.flags & ts.TypeFlags.Void ? undefined : { name: 'this', shape: shapeOfType(context, type), optional: false, rest: false, ...namedType(type) };
}

/**
 * What a parameter is called: by its position where it is taken apart.
 *
 * @ensures `result !== ''`
 */
export function slotName(ts: TypeScript, name: ts.BindingName, index: number): string {
  return ts.isIdentifier(name) ? name.text : `argument${index + 1}`;
}

const containers = new Set(['Array', 'ReadonlyArray', 'Map', 'ReadonlyMap', 'Set', 'ReadonlySet', 'Promise', 'Iterable', 'AsyncIterable', 'Partial', 'Record', 'Readonly', 'Pick', 'Omit', 'Required']);

/** Types that are written out have names such as `__type`; of a list it is the item that somebody knows how to make. */
function namedType(type: ts.Type): Pick<Slot, 'type'> {
  const name = type.aliasSymbol?.name ?? type.getSymbol()?.name;
  return name === undefined || name.startsWith('__') || containers.has(name) ? {} : { type: name };
}
