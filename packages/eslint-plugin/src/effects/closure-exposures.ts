/** Containers that a function keeps in a variable for the functions that it gives, and that one of these hands out as they are. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, constantValue } from './bindings.ts';
import { functionNamed } from './callee.ts';
import { assignmentOf, changeOf, wrapped } from './changes.ts';
import { containerDeclared, type DeclaredContainer } from './declared-containers.ts';
import { declarationOf } from './declared-types.ts';
import type { FunctionNode } from './events.ts';
import { isFunctionWithBody, nodesOf } from './file-nodes.ts';
import { givesUp, mayBeChanged, promisedBy, type Promised } from './handed-out.ts';
import { resultsAt } from './results-at.ts';
import { usesOfDeclared } from './shared-places.ts';
import { nameOfFunction, resultsOf } from './written-in-place.ts';

export interface ClosureExposure {
  /** The member that hands it out, and the function that made both. */
  readonly member: string;
  readonly maker: string;
  /** What is returned. */
  readonly node: ts.Expression;
  readonly variable: Variable;
  readonly container: DeclaredContainer;
}

type Variable = ts.VariableDeclaration & { readonly name: ts.Identifier };

interface GivenMember {
  readonly name: string;
  readonly fn: FunctionNode;
  readonly type: Promised;
}

/** All of them in a file. */
export function closureExposures(analysis: Analysis): ClosureExposure[] {
  return [...nodesOf(analysis.sourceFile).functions.keys()].flatMap((maker) => exposuresBy(analysis, maker));
}

/** What a function with variables gives at its end, which is all that can hold on to them. */
function givenAtEnd({ body }: FunctionNode): ts.Expression[] {
  if (!body || !typescript.isBlock(body) || !body.statements.some(typescript.isVariableStatement)) return [];
  return body.statements.flatMap((each) => (typescript.isReturnStatement(each) && each.expression ? [each.expression] : []));
}

function exposuresBy({ program }: Analysis, maker: FunctionNode): ClosureExposure[] {
  const members = givenAtEnd(maker).flatMap((result) => membersOf(maker, result));
  return members.flatMap(({ name, fn, type }) => {
    if (givesUp.test(name) || !mayBeChanged(type)) return [];
    return resultsOf(fn).flatMap(resultsAt).flatMap(({ node, value }): ClosureExposure[] => {
      const variable = variableOf(value, maker);
      const container = variable && containerDeclared(variable, program);
      if (!variable || !container || container.isReadonly || !/^(?:Array|Map|Set)$/.test(container.name)) return [];
      return isChangedLater(variable, container.name, maker) && !isSetAnewIn(variable, fn) ? [{ member: name, maker: nameOfFunction(maker), node, variable, container }] : [];
    });
  });
}

/** The functions in an object that is written out, also by its name. */
function membersOf(maker: FunctionNode, result: ts.Expression): GivenMember[] {
  const literal = literalOf(result);
  if (!literal) return [];
  const { parent } = wrapped(literal);
  const said = typescript.isAsExpression(literal.parent) ? literal.parent.type : typescript.isVariableDeclaration(parent) && parent.type ? parent.type : maker.type;
  return literal.properties.flatMap((property): GivenMember[] => {
    const name = property.name && !typescript.isComputedPropertyName(property.name) ? property.name.getText() : undefined;
    const fn = functionAt(property);
    return name !== undefined && fn ? [{ name, fn, type: promisedBy(fn.type) ?? (said && (promisedBy(resultType(said, name)) ?? 'unknown')) }] : [];
  });
}

function literalOf(result: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const node = unwrapped(typescript, result);
  if (typescript.isObjectLiteralExpression(node)) return node;
  const value = typescript.isIdentifier(node) ? constantValue(bindingOf(node)) : typescript.isCallExpression(node) && node.expression.getText() === 'Object.freeze' ? node.arguments[0] : undefined;
  const held = value && unwrapped(typescript, value);
  return held && typescript.isObjectLiteralExpression(held) ? held : undefined;
}

function functionAt(property: ts.ObjectLiteralElementLike): FunctionNode | undefined {
  if (typescript.isMethodDeclaration(property) || typescript.isGetAccessor(property)) return isFunctionWithBody(property) ? property : undefined;
  if (typescript.isShorthandPropertyAssignment(property)) return functionNamed(property.name);
  if (!typescript.isPropertyAssignment(property)) return undefined;
  const value = unwrapped(typescript, property.initializer);
  return typescript.isIdentifier(value) ? functionNamed(value) : isFunctionWithBody(value) ? value : undefined;
}

/** What a type of the file says that a member gives: a method, a function or, for a getter, the property itself. */
function resultType(type: ts.TypeNode, name: string): ts.TypeNode | undefined {
  const declared = typescript.isTypeReferenceNode(type) && typescript.isIdentifier(type.typeName) ? declarationOf(type.typeName) : undefined;
  const literal = declared && typescript.isTypeAliasDeclaration(declared) ? declared.type : type;
  const members = typescript.isTypeLiteralNode(literal) ? literal.members : declared && typescript.isInterfaceDeclaration(declared) ? declared.members : [];
  const member = [...members].find((each) => each.name?.getText() === name);
  if (member && typescript.isMethodSignature(member)) return member.type;
  const own = member && typescript.isPropertySignature(member) ? member.type : undefined;
  return own && typescript.isFunctionTypeNode(own) ? own.type : own;
}

/** The variable of the function that a name stands for. */
function variableOf(value: ts.Expression, maker: FunctionNode): Variable | undefined {
  const node = unwrapped(typescript, value);
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  const declaration = binding?.owner === maker ? binding.declaration : undefined;
  return declaration && typescript.isVariableDeclaration(declaration) && typescript.isIdentifier(declaration.name) ? (declaration as Variable) : undefined;
}

/** Whether one of the functions inside changes it where it stands, so that it is a state that goes on. */
function isChangedLater(variable: Variable, kind: string, maker: FunctionNode): boolean {
  return usesOfDeclared(variable.name).some((use) => typescript.findAncestor(use, typescript.isFunctionLike) !== maker && changeOf(use, kind) !== undefined);
}

/** `const taken = items; items = []; return taken;`: it is given away. */
function isSetAnewIn(variable: Variable, fn: FunctionNode): boolean {
  return usesOfDeclared(variable.name).some((use) => fn.pos <= use.pos && use.end <= fn.end && assignmentOf(use) !== undefined);
}
