/** Which expressions are buffers and views of them: by their type, or by what their declaration says. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { globalPath } from './calls.ts';
import { declarationOf, saidOf } from './said-of.ts';

/** Typed arrays, `DataView` and Node's `Buffer`. */
export const viewClass: RegExp = /^(?:(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array|DataView|Buffer)$/;

/** Whether an expression is a view of a buffer. */
export function isBufferView(expression: ts.Expression, program: ts.Program | undefined): boolean {
  return viewClass.test(className(expression, program) ?? '');
}

/** Whether an expression is an `ArrayBuffer`, shared ones not included. */
export function isArrayBuffer(expression: ts.Expression, program: ts.Program | undefined): boolean {
  return className(expression, program) === 'ArrayBuffer';
}

/** The class that an expression is an object of, as far as its declaration or its type says. */
function className(expression: ts.Expression, program: ts.Program | undefined): string | undefined {
  const node = unwrapped(typescript, expression);
  const { type, initializer } = saidOf(node) ?? {};
  const said = type ? nameOfType(type) : classMade(initializer ?? node);
  if (said !== undefined) return said;
  if (typescript.isPropertyAccessExpression(node) && node.name.text === 'buffer' && isBufferView(node.expression, undefined)) return 'ArrayBuffer';
  return program?.getTypeChecker().getNonNullableType(program.getTypeChecker().getTypeAtLocation(node)).getSymbol()?.name;
}

function nameOfType(type: ts.TypeNode): string | undefined {
  return typescript.isTypeReferenceNode(type) && typescript.isIdentifier(type.typeName) ? type.typeName.text : undefined;
}

function classMade(expression: ts.Expression): string | undefined {
  const node = unwrapped(typescript, expression);
  const value = typescript.isAwaitExpression(node) ? unwrapped(typescript, node.expression) : node;
  if (typescript.isNewExpression(value)) return globalPath(value.expression);
  if (!typescript.isCallExpression(value) || !typescript.isPropertyAccessExpression(value.expression)) return undefined;
  const method = value.expression.name.text;
  if (method === 'arrayBuffer') return 'ArrayBuffer';
  return /^Buffer\.(?:alloc|from)/.test(globalPath(value.expression) ?? '') ? 'Buffer' : undefined;
}

/** `buffer` for a view that was made with it: `new Uint8Array(buffer, 8)`, also by the name of a constant. */
export function viewedBuffer(expression: ts.Expression): ts.Expression | undefined {
  const node = unwrapped(typescript, expression);
  if (!typescript.isNewExpression(node)) {
    const initializer = declarationOf(node)?.initializer;
    return initializer && typescript.isNewExpression(unwrapped(typescript, initializer)) ? viewedBuffer(initializer) : undefined;
  }
  return viewClass.test(globalPath(node.expression) ?? '') ? node.arguments?.[0] : undefined;
}
