/** The parameters of a signature. */
import type ts from 'typescript';
import type { Slot } from '../shape.ts';
import { present } from './present.ts';
import { shapeOfType, type ShapeContext } from './shape-of-type.ts';

/**
 * What a call has to be given. A rest parameter has the shape of one of its arguments.
 *
 * @modifies context.definitions, context.open, context.closed, context.size
 */
export function slotsOf(context: ShapeContext, signature: ts.Signature): Slot[] {
  return signature.parameters.map((symbol, index): Slot => {
    const { ts, checker } = context;
    const declaration = symbol.valueDeclaration;
    const type = checker.getTypeOfSymbol(symbol);
    const parameter = declaration && ts.isParameter(declaration) ? declaration : undefined;
    const name = parameter && !ts.isIdentifier(parameter.name) ? `argument${index + 1}` : symbol.name;
    const optional = parameter !== undefined && (parameter.questionToken !== undefined || parameter.initializer !== undefined);
    if (parameter?.dotDotDotToken === undefined) return { name, ...present(shapeOfType(context, type), optional), rest: false };
    const item = checker.getIndexInfosOfType(type)[0]?.type ?? checker.getAnyType();
    return { name, shape: shapeOfType(context, item), optional: false, rest: true };
  });
}
