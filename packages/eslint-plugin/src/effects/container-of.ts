/** Which of JavaScript's own containers a method is called on: by its lib symbol, or by what the declaration of the object says. */
import type ts from 'typescript';
import { containerOfMethod } from '../built-ins/containers.ts';
import { isMutator, looksInto } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { ownerOfThis } from './builder.ts';

/** The container's class, as `Map`; undefined where it is none, or where that is not certain. Asks only for methods that some container has. */
export function containerOfCall(program: ts.Program | undefined, access: ts.PropertyAccessExpression): string | undefined {
  if (!isContainerMethod(access.name.text)) return undefined;
  const name = program ? containerOfMethod({ ts: typescript, file: access.getSourceFile(), program }, access) : containerByDeclaration(access.expression);
  return name?.replace(/^Readonly/, '');
}

const containers = ['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'URLSearchParams', 'Date', 'Uint8Array'];

function isContainerMethod(method: string): boolean {
  return looksInto.test(method) || containers.some((container) => isMutator(container, method));
}

function containerByDeclaration(expression: ts.Expression): string | undefined {
  const node = unwrapped(typescript, expression);
  const declaration = declarationOf(node);
  if (!declaration) return containerMade(node);
  const { type, initializer } = declaration;
  return type ? containerOfType(type) : initializer && containerMade(unwrapped(typescript, initializer));
}

/** The container that a literal or `new` makes. */
function containerMade(value: ts.Expression): string | undefined {
  if (typescript.isArrayLiteralExpression(value)) return 'Array';
  return typescript.isNewExpression(value) && typescript.isIdentifier(value.expression) && !bindingOf(value.expression) ? value.expression.text : undefined;
}

type Declared = ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration;

/** The declaration of a variable, or of a field for `this.x`. */
export function declarationOf(node: ts.Expression): Declared | undefined {
  if (typescript.isIdentifier(node)) {
    const declaration = bindingOf(node)?.declaration;
    return declaration && (typescript.isVariableDeclaration(declaration) || typescript.isParameter(declaration)) ? declaration : undefined;
  }
  if (!typescript.isPropertyAccessExpression(node) || node.expression.kind !== typescript.SyntaxKind.ThisKeyword) return undefined;
  const owner = ownerOfThis(node.expression);
  if (!typescript.isClassLike(owner)) return undefined;
  const name = node.name.text;
  const member = owner.members.find((each): each is ts.PropertyDeclaration => typescript.isPropertyDeclaration(each) && (each.name as ts.Identifier).text === name);
  const creator = member ? undefined : owner.members.find(typescript.isConstructorDeclaration);
  return member ?? creator?.parameters.find((each) => typescript.isParameterPropertyDeclaration(each, creator) && (each.name).text === name);
}

function containerOfType(type: ts.TypeNode): string | undefined {
  if (typescript.isTypeOperatorNode(type)) return containerOfType(type.type);
  if (typescript.isArrayTypeNode(type) || typescript.isTupleTypeNode(type)) return 'Array';
  if (!typescript.isTypeReferenceNode(type) || !typescript.isIdentifier(type.typeName) || bindingOf(type.typeName)) return undefined;
  return type.typeName.text;
}
