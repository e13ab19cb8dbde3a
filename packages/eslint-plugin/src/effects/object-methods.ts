/** Methods that a function calls on an object of another class of the file: `this.cache.put(key, value)` where `cache` is one. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { declarationOf } from './said-of.ts';
import { calledInFile } from './callee.ts';
import type { Call, FunctionNode } from './events.ts';
import type { TypeAndValue } from './declared-containers.ts';
import { isFunctionWithBody, nodesOf } from './file-nodes.ts';

/** The function of the file that a call runs, as far as the file says it: one by its name, or a method of an object of another class. */
export function functionThatRuns(call: Pick<Call, 'node'>): FunctionNode | undefined {
  return calledInFile(call) ?? methodOnObject(call);
}

/** The method that a call runs, where a field or a name is declared or made as an object of a class that no other of the file extends. */
export function methodOnObject({ node }: Pick<Call, 'node'>): ts.MethodDeclaration | undefined {
  const callee = typescript.isCallExpression(node) ? unwrapped(typescript, node.expression) : undefined;
  const member = callee && typescript.isPropertyAccessExpression(callee) ? memberOnObject(callee, typescript.isMethodDeclaration) : undefined;
  return member && isFunctionWithBody(member) ? member : undefined;
}

/** The getter that a member access runs. */
export function getterOnObject(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): ts.GetAccessorDeclaration | undefined {
  const member = typescript.isPropertyAccessExpression(access) ? memberOnObject(access, typescript.isGetAccessor) : undefined;
  return member && isFunctionWithBody(member) ? member : undefined;
}

/** The setter that an assignment to a member runs. */
export function setterOnObject(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): ts.SetAccessorDeclaration | undefined {
  const member = typescript.isPropertyAccessExpression(access) ? memberOnObject(access, typescript.isSetAccessor) : undefined;
  return member && isFunctionWithBody(member) ? member : undefined;
}

/** The only member of a kind: a getter and a setter may share a name. */
function memberOnObject<T extends ts.ClassElement>({ expression, name }: ts.PropertyAccessExpression, isOfKind: (member: ts.Node) => member is T): T | undefined {
  if (nodesOf(expression.getSourceFile()).classes.length === 0) return undefined;
  const members = classOf(unwrapped(typescript, expression))?.members.filter((each) => (each.name as ts.Identifier | undefined)?.text === name.text) ?? [];
  const [member, ...others] = members.filter((each): each is ts.ClassElement & T => isOfKind(each));
  return others.length === 0 ? member : undefined;
}

function classOf(object: ts.Expression): ts.ClassLikeDeclaration | undefined {
  const { type, initializer } = typescript.isNewExpression(object) ? { initializer: object } : (declaredAs(object) ?? {});
  const made = initializer && unwrapped(typescript, initializer);
  const name = type ? (typescript.isTypeReferenceNode(type) ? type.typeName : undefined) : made && typescript.isNewExpression(made) ? made.expression : undefined;
  const declaration = name && typescript.isIdentifier(name) ? bindingOf(name)?.declaration : undefined;
  return declaration && typescript.isClassDeclaration(declaration) && !isExtended(declaration) ? declaration : undefined;
}

/** A parameter, a constant or a field: what is set to another object later, could be of another class. */
function declaredAs(object: ts.Expression): TypeAndValue | undefined {
  const declaration = declarationOf(object);
  const isVariable = declaration && typescript.isVariableDeclaration(declaration);
  return isVariable && (typescript.getCombinedNodeFlags(declaration) & typescript.NodeFlags.Const) === 0 ? undefined : declaration;
}

function isExtended(declaration: ts.ClassDeclaration): boolean {
  const isBase = ({ expression }: ts.ExpressionWithTypeArguments): boolean => typescript.isIdentifier(expression) && bindingOf(expression)?.declaration === declaration;
  return nodesOf(declaration.getSourceFile()).classes.some(({ heritageClauses }) => heritageClauses?.some(({ types }) => types.some(isBase)) === true);
}
