/** Function types that carry a contract, and the parameters that are annotated with them. Found by syntax alone. */
import type ts from 'typescript';
import type { FunctionNode, TypeScript } from '../contract.ts';

/** A type that says how a function is called, and so may carry its contract. */
export type FunctionType = ts.FunctionTypeNode | ts.CallSignatureDeclaration | ts.MethodSignature;

/** A type without the parentheses around it. */
function unwrapped(ts: TypeScript, type: ts.TypeNode): ts.TypeNode {
  let inner = type;
  while (ts.isParenthesizedTypeNode(inner)) inner = inner.type;
  return inner;
}

/** The alias that a function type is the whole of, in a list; undefined where it is part of something else. */
export function aliasOf(ts: TypeScript, type: ts.FunctionTypeNode): readonly [ts.TypeAliasDeclaration] | undefined {
  const holder = holderOf(ts, type);
  return ts.isTypeAliasDeclaration(holder) ? [holder] : undefined;
}

/** The function type that an alias is a name of. */
export function functionTypeOfAlias(ts: TypeScript, { type }: ts.TypeAliasDeclaration): ts.FunctionTypeNode | undefined {
  const inner = unwrapped(ts, type);
  return ts.isFunctionTypeNode(inner) ? inner : undefined;
}

function holderOf(ts: TypeScript, type: ts.TypeNode): ts.Node {
  let node: ts.Node = type;
  while (ts.isParenthesizedTypeNode(node.parent)) node = node.parent;
  return node.parent;
}

/** The parameter that a type is the annotation of, also where it may be undefined or null. */
export function parameterOf(ts: TypeScript, type: ts.TypeNode): ts.ParameterDeclaration | undefined {
  let holder = holderOf(ts, type);
  if (ts.isUnionTypeNode(holder)) holder = holderOf(ts, holder);
  return ts.isParameter(holder) ? holder : undefined;
}

/** What a contracted function type is called: its alias, or the parameter and the function that takes it. */
export function functionTypeName(ts: TypeScript, type: ts.FunctionTypeNode): string {
  const [alias] = aliasOf(ts, type) ?? [];
  if (alias) return alias.name.text;
  const parameter = parameterOf(ts, type);
  const holder: ts.Node = parameter ?? holderOf(ts, type);
  const name = (holder as Partial<ts.NamedDeclaration>).name?.getText().replace(/\s+/g, ' ');
  if (name === undefined) return '(function type)';
  const around = ts.findAncestor(holder.parent, (each) => ts.isFunctionLike(each) || ts.isClassLike(each) || ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each));
  return around === undefined ? name : `${name} in ${nameOfDeclaration(ts, around)}`;
}

function nameOfDeclaration(ts: TypeScript, node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return `new ${node.parent.name?.text ?? '(anonymous class)'}`;
  const { name } = node as Partial<ts.NamedDeclaration>;
  if (name) return name.getText();
  const { parent } = node;
  const own = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) ? parent.name : undefined;
  return own?.getText() ?? '(anonymous function)';
}

/** Finds the declaration that a type's name stands for. */
export type TypeFinder = (reference: ts.TypeReferenceNode | ts.ImportTypeNode) => ts.Node | undefined;

/** How many names may stand for one another. */
const deepest = 20;

/** The function type that an annotation is, names, or may be undefined or null instead of. */
function functionTypeIn(ts: TypeScript, annotation: ts.TypeNode, find: TypeFinder): FunctionType | undefined {
  let type: ts.Node | undefined = annotation;
  for (let depth = 0; type && depth < deepest; depth++) {
    if (ts.isFunctionTypeNode(type)) return type;
    if (ts.isParenthesizedTypeNode(type)) type = type.type;
    else if (ts.isUnionTypeNode(type)) type = onlyValue(ts, type);
    else if (ts.isTypeReferenceNode(type) || ts.isImportTypeNode(type)) type = find(type);
    else if (ts.isTypeAliasDeclaration(type)) type = type.type;
    else return ts.isTypeLiteralNode(type) || ts.isInterfaceDeclaration(type) ? onlyCall(ts, type.members) : undefined;
  }
  return undefined;
}

/** The one member of a union that is neither undefined nor null. */
function onlyValue(ts: TypeScript, union: ts.UnionTypeNode): ts.TypeNode | undefined {
  const isNothing = (type: ts.TypeNode): boolean => type.kind === ts.SyntaxKind.UndefinedKeyword || (ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword);
  const values = union.types.filter((type) => !isNothing(type));
  return values.length === 1 ? values[0] : undefined;
}

/** The call signature of a type that has one and no overload of it. */
function onlyCall(ts: TypeScript, members: readonly ts.TypeElement[]): ts.CallSignatureDeclaration | undefined {
  const calls = members.filter((member): member is ts.CallSignatureDeclaration => ts.isCallSignatureDeclaration(member));
  return calls.length === 1 ? calls[0] : undefined;
}

function functionTypeOfMember(ts: TypeScript, member: ts.TypeElement, find: TypeFinder): FunctionType | undefined {
  if (ts.isMethodSignature(member)) return member;
  return ts.isPropertySignature(member) && member.type ? functionTypeIn(ts, member.type, find) : undefined;
}

/** The type literal's member that a parameter's pattern takes out of it. */
export function isTakenMember(ts: TypeScript, member: ts.Node): boolean {
  const literal = member.parent;
  if (!ts.isTypeLiteralNode(literal)) return false;
  const parameter = parameterOf(ts, literal);
  if (!parameter || !ts.isObjectBindingPattern(parameter.name)) return false;
  return parameter.name.elements.some(({ name, propertyName, dotDotDotToken }) => !dotDotDotToken && ts.isIdentifier(name) && (propertyName ?? name).getText() === (member as ts.TypeElement).name?.getText());
}

/**
 * How a declaration is called: it itself, or the function type that a property is annotated with, also where it may be undefined or null.
 *
 * @pure
 */
export function signatureOf(ts: TypeScript, node: ts.Node): ts.SignatureDeclaration | undefined {
  if (ts.isFunctionLike(node)) return node;
  if (!ts.isPropertySignature(node) && !ts.isPropertyDeclaration(node)) return undefined;
  const type = node.type && unwrapped(ts, node.type);
  const value = type && ts.isUnionTypeNode(type) ? onlyValue(ts, type) : type;
  const inner = value && unwrapped(ts, value);
  return inner && ts.isFunctionTypeNode(inner) ? inner : undefined;
}

/** Finds aliases and interfaces of the file itself, the nearest first. */
export function typeInFile(ts: TypeScript, reference: ts.TypeReferenceNode | ts.ImportTypeNode): ts.Node | undefined {
  if (!ts.isTypeReferenceNode(reference) || !ts.isIdentifier(reference.typeName)) return undefined;
  const { typeName } = reference;
  for (let scope: ts.Node | undefined = typeName.parent; scope; scope = scope.parent as ts.Node | undefined) {
    if (isTypeParameterOf(ts, scope, typeName.text)) return undefined;
    if (!ts.isSourceFile(scope) && !ts.isModuleBlock(scope) && !ts.isBlock(scope)) continue;
    const found = scope.statements.filter((each) => (ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each) || ts.isClassDeclaration(each)) && each.name?.text === typeName.text);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function isTypeParameterOf(ts: TypeScript, scope: ts.Node, name: string): boolean {
  const { typeParameters } = scope as { typeParameters?: readonly ts.Node[] };
  return (typeParameters ?? []).some((each) => ts.isTypeParameterDeclaration(each) && each.name.text === name);
}

/** A parameter that holds a function, by the name it has in the body, with the type that says how the function is called. */
export interface CallbackParameter {
  readonly name: ts.Identifier;
  readonly type: FunctionType;
}

/** The parameters of a function that are annotated with function types. */
export function callbackParameters(ts: TypeScript, node: FunctionNode, find: TypeFinder): CallbackParameter[] {
  return node.parameters.flatMap(({ name, type, dotDotDotToken }) => {
    if (!type || dotDotDotToken) return [];
    if (ts.isObjectBindingPattern(name)) return callbackMembers(ts, { pattern: name, type, find });
    const found = ts.isIdentifier(name) ? functionTypeIn(ts, type, find) : undefined;
    return found && ts.isIdentifier(name) ? [{ name, type: found }] : [];
  });
}

/** `({ compare }: { compare: Compare })`: members that a pattern takes out of a type literal. */
function callbackMembers(ts: TypeScript, { pattern, type, find }: { pattern: ts.ObjectBindingPattern; type: ts.TypeNode; find: TypeFinder }): CallbackParameter[] {
  const literal = unwrapped(ts, type);
  if (!ts.isTypeLiteralNode(literal)) return [];
  return pattern.elements.flatMap(({ name, propertyName, dotDotDotToken }) => {
    const key = (propertyName ?? name).getText();
    const member = literal.members.find((each) => each.name?.getText() === key);
    const found = member && functionTypeOfMember(ts, member, find);
    return found && !dotDotDotToken && ts.isIdentifier(name) ? [{ name, type: found }] : [];
  });
}
