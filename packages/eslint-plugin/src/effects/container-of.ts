/** Which of JavaScript's own containers a method is called on: by its lib symbol, or by what the file says of the object. */
import type ts from 'typescript';
import { containerOfMethod } from '../built-ins/containers.ts';
import { isMutator, looksInto } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { withoutAlias } from './declared-types.ts';
import { saidOf } from './said-of.ts';

/** The container's class, as `Map`; undefined where it is none, or where that is not certain. Asks only for methods that some container has. */
export function containerOfCall(program: ts.Program | undefined, access: ts.PropertyAccessExpression): string | undefined {
  if (!isContainerMethod(access.name.text)) return undefined;
  const declared = containerSaid(access.expression)?.replace(/^Readonly/, '');
  if (!program || (declared !== undefined && containers.includes(declared))) return declared; // the checker would take longer
  return containerOfMethod({ ts: typescript, file: access.getSourceFile(), program }, access)?.replace(/^Readonly/, '');
}

const containers = ['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'URLSearchParams', 'Date', 'Uint8Array'];

const containerMethods = new Map<string, boolean>();

function isContainerMethod(method: string): boolean {
  const known = containerMethods.get(method) ?? (looksInto.test(method) || containers.some((container) => isMutator(container, method)));
  containerMethods.set(method, known);
  return known;
}

function containerSaid(expression: ts.Expression): string | undefined {
  const said = saidOf(expression);
  if (said?.type) return containerOfType(said.type);
  return said?.initializer && containerMade(unwrapped(typescript, said.initializer));
}

/** The container that a literal or `new` makes. */
function containerMade(value: ts.Expression): string | undefined {
  if (typescript.isArrayLiteralExpression(value)) return 'Array';
  return typescript.isNewExpression(value) && typescript.isIdentifier(value.expression) && !bindingOf(value.expression) ? value.expression.text : undefined;
}

function containerOfType(written: ts.TypeNode): string | undefined {
  const type = withoutAlias(written);
  if (typescript.isTypeOperatorNode(type)) return containerOfType(type.type);
  if (typescript.isArrayTypeNode(type) || typescript.isTupleTypeNode(type)) return 'Array';
  if (!typescript.isTypeReferenceNode(type) || !typescript.isIdentifier(type.typeName) || bindingOf(type.typeName)) return undefined;
  return type.typeName.text;
}
