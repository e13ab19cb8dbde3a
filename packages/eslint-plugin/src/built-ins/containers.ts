/** Which of JavaScript's own classes an expression is an object of: by its type, or by what its declaration says. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { declaredNames } from '../declared-names.ts';
import { unwrapped } from '../unwrapped.ts';
import { makesFresh } from './known-effects.ts';

export interface Look {
  readonly ts: TypeScript;
  readonly file: ts.SourceFile;
  /** Absent where there are no types for the expressions that are looked at. */
  readonly program?: ts.Program | undefined;
  /** The function whose parameters the expressions may name. */
  readonly owner?: ts.Node | undefined;
}

/** The class that declares the method of a call: `Array` for `xs.push`. */
export function containerOfMethod(look: Look, access: ts.PropertyAccessExpression): string | undefined {
  const { ts, program } = look;
  if (!program) return containerBySyntax(look, access.expression);
  const declarations = program.getTypeChecker().getSymbolAtLocation(access.name)?.declarations ?? [];
  const owners = declarations.map((each) => (program.isSourceFileDefaultLibrary(each.getSourceFile()) && ts.isInterfaceDeclaration(each.parent) ? each.parent.name.text : undefined));
  return owners.length > 0 && owners.every((each) => each !== undefined) ? owners[0] : undefined;
}

function containerBySyntax(look: Look, expression: ts.Expression): string | undefined {
  const { ts } = look;
  const declaration = declarationByName(look, unwrapped(ts, expression));
  if (!declaration) return undefined;
  const { type, initializer } = declaration;
  if (type) return containerOfTypeNode(ts, type);
  if (initializer && ts.isArrayLiteralExpression(initializer)) return 'Array';
  return initializer && ts.isNewExpression(initializer) ? initializer.expression.getText() : undefined;
}

function containerOfTypeNode(ts: TypeScript, type: ts.TypeNode): string | undefined {
  if (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type)) return 'Array';
  return ts.isTypeReferenceNode(type) ? type.typeName.getText() : undefined;
}

type Variable = ts.ParameterDeclaration | ts.VariableDeclaration | ts.PropertyDeclaration;

/** The declaration of a name: a parameter, or what alone in the file is called so; with types, whatever the checker says. */
export function declarationOf(look: Look, expression: ts.Expression): Variable | undefined {
  const { ts, program } = look;
  const node = unwrapped(ts, expression);
  if (!program) return declarationByName(look, node);
  const declaration = program.getTypeChecker().getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node)?.valueDeclaration;
  return declaration && isVariable(ts, declaration) ? declaration : undefined;
}

function isVariable(ts: TypeScript, node: ts.Node): node is Variable {
  return ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node);
}

function declarationByName({ ts, file, owner }: Look, node: ts.Expression): Variable | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const parameters: readonly ts.ParameterDeclaration[] = owner && ts.isFunctionLike(owner) ? [...owner.parameters] : [];
  const parameter = parameters.find(({ name }) => ts.isIdentifier(name) && name.text === node.text);
  if (parameter) return parameter;
  const [only, ...others] = declaredNames(ts, file).get(node.text) ?? [];
  return only && others.length === 0 && isVariable(ts, only) ? only : undefined;
}

/** Whether an expression makes a new object, which nobody else can see change. */
export function isFresh(ts: TypeScript, expression: ts.Expression): boolean {
  const node = unwrapped(ts, expression);
  if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isNewExpression(node)) return true;
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrapped(ts, node.expression);
  if (ts.isIdentifier(callee)) return makesFresh.test(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return makesFresh.test(callee.name.text) || isFresh(ts, callee.expression);
}

/** The name that a chain of members and calls begins with, or `this`. */
export function rootOf(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let node = unwrapped(ts, expression);
  while (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) node = unwrapped(ts, node.expression);
  return node;
}
