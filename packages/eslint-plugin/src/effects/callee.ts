/** Which declaration a call runs. */
import type ts from 'typescript';
import { functionIn, symbolOfCallee } from '../called-contracts.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, constantValue } from './bindings.ts';
import { ownerOfThis } from './builder.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import type { Call, FunctionNode } from './events.ts';
import { selfOf } from './said-of.ts';

/** The function of the same file that a call runs, by names alone; undefined where that is not certain. A method of `this` counts as the one of its class. */
export function calledInFile({ node }: Pick<Call, 'node'>): FunctionNode | undefined {
  const callee = unwrapped(typescript, typescript.isTaggedTemplateExpression(node) ? node.tag : node.expression);
  if (typescript.isIdentifier(callee)) return typescript.isNewExpression(node) ? undefined : functionNamed(callee);
  if (!typescript.isPropertyAccessExpression(callee)) return undefined;
  const self = selfOf(callee.expression);
  const owner = self ? ownerOfThis(self) : declaredAs(callee.expression);
  if (!owner) return undefined;
  const name = callee.name.text;
  if (typescript.isObjectLiteralExpression(owner)) return memberOfLiteral(owner, name);
  if (!typescript.isClassLike(owner)) return undefined;
  const members = owner.members.filter((each) => (each.name as ts.Identifier | undefined)?.text === name && !isBodiless(each));
  const [member, ...others] = members;
  if (!member || others.length > 0) return undefined;
  return typescript.isMethodDeclaration(member) ? member : typescript.isPropertyDeclaration(member) ? functionIn(typescript, member.initializer) : undefined;
}

/** A class or an object of functions that the file gives a name: `Prices.round(sum)`, `prices.round(sum)`. */
function declaredAs(object: ts.Expression): ts.Node | undefined {
  const binding = typescript.isIdentifier(object) ? bindingOf(object) : undefined;
  if (binding?.kind === 'class') return binding.declaration;
  const made = constantValue(binding);
  const value = made && unwrapped(typescript, made);
  return value && typescript.isObjectLiteralExpression(value) ? value : undefined;
}

function memberOfLiteral({ properties }: ts.ObjectLiteralExpression, name: string): FunctionNode | undefined {
  const [member, ...others] = properties.filter((each) => (each.name as ts.Identifier | undefined)?.text === name);
  if (!member || others.length > 0) return undefined;
  if (typescript.isMethodDeclaration(member)) return isFunctionWithBody(member) ? member : undefined;
  return typescript.isPropertyAssignment(member) ? functionIn(typescript, member.initializer) : undefined;
}

function isBodiless(member: ts.ClassElement): boolean {
  return typescript.isMethodDeclaration(member) && !member.body;
}

/** The function that a name is declared as. */
export function functionNamed(name: ts.Identifier): FunctionNode | undefined {
  const binding = bindingOf(name);
  if (!binding) return undefined;
  const { declaration, kind } = binding;
  if (typescript.isFunctionDeclaration(declaration)) return isFunctionWithBody(declaration) ? declaration : undefined;
  return kind === 'const' && typescript.isVariableDeclaration(declaration) ? functionIn(typescript, declaration.initializer) : undefined;
}

/** The declaration that the checker resolves a call to, also in another file. */
export function resolvedDeclaration(program: ts.Program | undefined, { node }: Pick<Call, 'node'>): ts.SignatureDeclaration | undefined {
  const declaration = program?.getTypeChecker().getResolvedSignature(node)?.declaration;
  return declaration && !typescript.isJSDocSignature(declaration) ? declaration : undefined;
}

/**
 * The functions that a call may run, by what the name of its callee leads to: one, or its overloads. That costs much less than the signature,
 * which needs the types of all arguments. Undefined where the name does not say.
 */
export function declarationsNamed(program: ts.Program | undefined, { node }: Pick<Call, 'node'>): readonly ts.SignatureDeclaration[] | undefined {
  if (!program) return undefined;
  const expression = typescript.isTaggedTemplateExpression(node) ? node.tag : node.expression;
  const declarations = symbolOfCallee(typescript, program.getTypeChecker(), { expression })?.declarations ?? [];
  const functions = typescript.isNewExpression(node) ? constructorsOf(declarations) : declarations.flatMap((each) => functionDeclared(each) ?? []);
  if (functions === undefined || functions.length < declarations.length || declarations.length === 0) return undefined;
  const overloads = functions.filter((each) => !isFunctionWithBody(each));
  return overloads.length > 0 ? overloads : functions;
}

/** The constructors of a class that has its own. */
function constructorsOf([declaration, ...others]: readonly ts.Declaration[]): ts.SignatureDeclaration[] | undefined {
  if (!declaration || !typescript.isClassDeclaration(declaration) || others.length > 0) return undefined;
  const own = declaration.members.filter(typescript.isConstructorDeclaration);
  return own.length > 0 ? own : undefined;
}

/** A function, or the type of one that something is declared with: `project: (value: T) => R`. */
function functionDeclared(declaration: ts.Declaration): ts.SignatureDeclaration | undefined {
  if (typescript.isFunctionDeclaration(declaration) || typescript.isMethodDeclaration(declaration) || typescript.isMethodSignature(declaration)) return declaration;
  const type = typescript.isParameter(declaration) || typescript.isPropertySignature(declaration) || typescript.isPropertyDeclaration(declaration) ? declaration.type : undefined;
  return type && typescript.isFunctionTypeNode(type) ? type : undefined;
}
