/** Which of JavaScript's own containers a method is called on: by its lib symbol, or by what the declaration of the object says. */
import type ts from 'typescript';
import { containerOfMethod } from '../built-ins/containers.ts';
import { isMutator, looksInto } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { ownerOfThis } from './builder.ts';
import { calledInFile } from './callee.ts';
import { typeAt, withoutAlias } from './declared-types.ts';
import { uncopied } from './uncopied.ts';

/** The container's class, as `Map`; undefined where it is none, or where that is not certain. Asks only for methods that some container has. */
export function containerOfCall(program: ts.Program | undefined, access: ts.PropertyAccessExpression): string | undefined {
  if (!isContainerMethod(access.name.text)) return undefined;
  const declared = containerByDeclaration(access.expression)?.replace(/^Readonly/, '');
  if (!program || (declared !== undefined && containers.includes(declared))) return declared; // the checker would take longer
  return containerOfMethod({ ts: typescript, file: access.getSourceFile(), program }, access)?.replace(/^Readonly/, '');
}

const containers = ['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'URLSearchParams', 'Date', 'Uint8Array'];

function isContainerMethod(method: string): boolean {
  return looksInto.test(method) || containers.some((container) => isMutator(container, method));
}

/** How far names that stand for what others hold are followed. */
const maxDepth = 3;

/** How many members and names a type is looked for through. */
const maxMembers = 6;

function containerByDeclaration(expression: ts.Expression, depth = 0): string | undefined {
  const node = unwrapped(typescript, expression);
  const declaration = declarationOf(node);
  if (!declaration) return containerMade(node) ?? entryContainer(node) ?? elementContainer(node) ?? givenContainer(node) ?? memberContainer(node);
  const { type, initializer } = declaration;
  if (type || !initializer) return type && containerOfType(type);
  const value = unwrapped(typescript, initializer);
  return containerMade(value) ?? (depth < maxDepth ? containerByDeclaration(orDefault(value), depth + 1) : undefined);
}

/** `a ?? []` is what `a` is, if that is there, and `whole ? a : a.filter(…)` too. */
function orDefault(node: ts.Expression): ts.Expression {
  const isDefaulted = typescript.isBinaryExpression(node) && /^(?:\?\?|\|\|)$/.test(node.operatorToken.getText()) && containerMade(unwrapped(typescript, node.right)) !== undefined;
  return isDefaulted ? unwrapped(typescript, node.left) : unwrapped(typescript, uncopied(node) ?? node);
}

/** `const { to } = mail`: what the type says, where the file declares it. */
function elementContainer(node: ts.Expression): string | undefined {
  const type = typeOfElement(node);
  return type && containerOfType(type);
}

/** `map.get(key)`: what the map is declared to hold. */
function entryContainer(node: ts.Expression): string | undefined {
  if (!typescript.isCallExpression(node) || !typescript.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'get') return undefined;
  const declaration = declarationOf(unwrapped(typescript, node.expression.expression));
  const made = declaration?.initializer && unwrapped(typescript, declaration.initializer);
  const map = declaration?.type ? withoutAlias(declaration.type) : made && typescript.isNewExpression(made) ? made : undefined;
  if (!map || !(typescript.isTypeReferenceNode(map) || typescript.isNewExpression(map))) return undefined;
  const name = typescript.isTypeReferenceNode(map) ? map.typeName : map.expression;
  const held = /^(?:Weak)?Map$/.test(name.getText()) ? map.typeArguments?.[1] : undefined;
  return held && containerOfType(held);
}

/** `hall.seats`, `this.state.rows`: what the type of the object says, where the file declares it. */
function memberContainer(node: ts.Expression): string | undefined {
  const type = typescript.isPropertyAccessExpression(node) ? typeWritten(node) : undefined;
  return type && containerOfType(type);
}

/** The type that the file writes for a name, a member of it, or an element. */
function typeWritten(expression: ts.Expression, depth = 0): ts.TypeNode | undefined {
  if (depth > maxMembers) return undefined;
  const node = unwrapped(typescript, expression);
  const declaration = declarationOf(node);
  if (declaration) return declaration.type ?? (declaration.initializer && typeWritten(orDefault(unwrapped(typescript, declaration.initializer)), depth + 1));
  if (typescript.isIdentifier(node)) return typeOfElement(node);
  // A copy has what the other has, where it says nothing else.
  const spread = typescript.isObjectLiteralExpression(node) ? node.properties.findLast(typescript.isSpreadAssignment) : undefined;
  if (spread) return typeWritten(spread.expression, depth + 1);
  if (typescript.isPropertyAccessExpression(node)) return typeAt(typeWritten(node.expression, depth + 1), [node.name.text]);
  if (typescript.isElementAccessExpression(node)) return typeAt(typeWritten(node.expression, depth + 1), ['[]']);
  return typescript.isCallExpression(node) ? calledInFile({ node })?.type : undefined;
}

/** `listAt(key)`: what a function of the file is declared to give. */
function givenContainer(node: ts.Expression): string | undefined {
  const type = typescript.isCallExpression(node) ? calledInFile({ node })?.type : undefined;
  return type && containerOfType(type);
}

/** The container that a literal or `new` makes. */
function containerMade(value: ts.Expression): string | undefined {
  if (typescript.isArrayLiteralExpression(value)) return 'Array';
  return typescript.isNewExpression(value) && typescript.isIdentifier(value.expression) && !bindingOf(value.expression) ? value.expression.text : undefined;
}

type Declared = ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration;

/** The declaration of a variable, or of a field for `this.x` and for `x` of `const { x } = this`. */
export function declarationOf(node: ts.Expression): Declared | undefined {
  if (typescript.isIdentifier(node)) {
    const declaration = bindingOf(node)?.declaration;
    if (declaration && typescript.isBindingElement(declaration)) return fieldTaken(declaration);
    return declaration && (typescript.isVariableDeclaration(declaration) || typescript.isParameter(declaration)) ? declaration : undefined;
  }
  return typescript.isPropertyAccessExpression(node) && node.expression.kind === typescript.SyntaxKind.ThisKeyword ? fieldOf(node.expression, node.name.text) : undefined;
}

function fieldTaken({ name, propertyName, dotDotDotToken, initializer, parent: { parent: holder } }: ts.BindingElement): Declared | undefined {
  const key = propertyName ?? name;
  const isOfThis = typescript.isVariableDeclaration(holder) && holder.initializer?.kind === typescript.SyntaxKind.ThisKeyword && typescript.isObjectBindingPattern(holder.name);
  return isOfThis && holder.initializer && typescript.isIdentifier(key) && !dotDotDotToken && !initializer ? fieldOf(holder.initializer, key.text) : undefined;
}

function fieldOf(self: ts.Node, name: string): Declared | undefined {
  const owner = ownerOfThis(self);
  if (!typescript.isClassLike(owner)) return undefined;
  const member = owner.members.find((each): each is ts.PropertyDeclaration => typescript.isPropertyDeclaration(each) && (each.name as ts.Identifier).text === name);
  const creator = member ? undefined : owner.members.find(typescript.isConstructorDeclaration);
  return member ?? creator?.parameters.find((each) => typescript.isParameterPropertyDeclaration(each, creator) && (each.name).text === name);
}

function containerOfType(written: ts.TypeNode): string | undefined {
  const type = withoutAlias(written);
  if (typescript.isTypeOperatorNode(type)) return containerOfType(type.type);
  if (typescript.isArrayTypeNode(type) || typescript.isTupleTypeNode(type)) return 'Array';
  if (!typescript.isTypeReferenceNode(type) || !typescript.isIdentifier(type.typeName) || bindingOf(type.typeName)) return undefined;
  return type.typeName.text;
}

/** What is declared for one name of `const { pixels } = frame` or `({ pixels }: Frame)`. */
export function typeOfElement(node: ts.Expression): ts.TypeNode | undefined {
  const element = typescript.isIdentifier(node) ? bindingOf(node)?.declaration : undefined;
  if (!element || !typescript.isBindingElement(element) || !typescript.isObjectBindingPattern(element.parent)) return undefined;
  const holder = element.parent.parent;
  const { type, initializer } = typescript.isBindingElement(holder) ? { type: undefined, initializer: undefined } : holder;
  return typeAt(type ?? (initializer && declarationOf(unwrapped(typescript, initializer))?.type), [(element.propertyName ?? element.name).getText()]);
}
