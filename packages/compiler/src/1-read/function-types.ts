/** Function types that carry a contract, and the parameters that are annotated with them. Found by syntax alone. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { namesDeclaredIn } from './scopes.ts';

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

/** Whether a function is written where a type says what is there: as the value of a variable or a field, or as what a function returns. */
export function isBesideFunction(ts: TypeScript, type: ts.TypeNode): boolean {
  const holder = holderOf(ts, type);
  const value = ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder) ? holder.initializer : ts.isFunctionLike(holder) && 'body' in holder ? holder.body : undefined;
  return value !== undefined && writesFunction(ts, value);
}

function writesFunction(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
  return ts.forEachChild(node, (child) => writesFunction(ts, child) || undefined) ?? false;
}

/** The parameter that a type is the annotation of, also where it may be something else. */
export function parameterOf(ts: TypeScript, type: ts.TypeNode): ts.ParameterDeclaration | undefined {
  let holder = holderOf(ts, type);
  while (ts.isUnionTypeNode(holder) || ts.isIntersectionTypeNode(holder)) holder = holderOf(ts, holder);
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

/** A name of a type: in an annotation, or behind the `extends` of an interface. */
export type TypeName = ts.TypeReferenceNode | ts.ImportTypeNode | ts.ExpressionWithTypeArguments;

/** Finds the declaration that a type's name stands for. */
export type TypeFinder = (reference: TypeName) => ts.Node | undefined;

/** How many names may stand for one another. */
const deepest = 20;

/** What parsing does not follow, which may be called in ways of its own. */
type Unknown = 'unknown';

/** How a value may be called, and with what the ways are found. */
interface Ways {
  readonly ts: TypeScript;
  readonly find: TypeFinder;
  readonly depth: number;
}

/** The ways in which a value of a type may be called: none for what is no function. */
function waysToCall(ways: Ways, type: ts.Node): readonly (FunctionType | Unknown)[] {
  const { ts, find, depth } = ways;
  const inside = (each: ts.Node): readonly (FunctionType | Unknown)[] => waysToCall({ ...ways, depth: depth + 1 }, each);
  if (depth > deepest) return ['unknown'];
  if (ts.isFunctionTypeNode(type)) return [type];
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeAliasDeclaration(type)) return inside(type.type);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(inside);
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap(inside).filter((each) => each !== 'unknown');
  if (ts.isTypeReferenceNode(type) || ts.isImportTypeNode(type) || ts.isExpressionWithTypeArguments(type)) {
    const found = find(type);
    return found ? inside(found) : ['unknown'];
  }
  if (ts.isTypeLiteralNode(type)) return callsIn(ts, type.members);
  const member = memberIndexed(ways, type);
  if (member) return ts.isMethodSignature(member) ? [member] : ts.isPropertySignature(member) && member.type ? inside(member.type) : ['unknown'];
  if (ts.isInterfaceDeclaration(type)) {
    const inherited = (type.heritageClauses ?? []).flatMap(({ types }) => types.flatMap(inside));
    return [...callsIn(ts, type.members), ...inherited.filter((each) => each !== 'unknown')];
  }
  return isNoFunction(ts, type) ? [] : ['unknown'];
}

function isNoFunction(ts: TypeScript, type: ts.Node): boolean {
  const { AnyKeyword, UnknownKeyword, ObjectKeyword } = ts.SyntaxKind;
  if (ts.isLiteralTypeNode(type) || ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type) || ts.isTypeOperatorNode(type) || ts.isTemplateLiteralTypeNode(type)) return true;
  return ts.isToken(type) && type.kind !== AnyKeyword && type.kind !== UnknownKeyword && type.kind !== ObjectKeyword;
}

/** The member that `Tools['half']` names, also where a name stands for that. */
export function indexedMember(ts: TypeScript, annotation: ts.Node, find: TypeFinder): ts.TypeElement | undefined {
  return memberIndexed({ ts, find, depth: 0 }, annotation);
}

function memberIndexed(ways: Ways, annotation: ts.Node): ts.TypeElement | undefined {
  const { ts } = ways;
  const type = followed(ways, annotation);
  if (!type || !ts.isIndexedAccessTypeNode(type) || !ts.isLiteralTypeNode(type.indexType) || !ts.isStringLiteral(type.indexType.literal)) return undefined;
  const { text } = type.indexType.literal;
  const found = membersOf(ways, type.objectType).filter(({ name }) => name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text === text);
  return found.length === 1 ? found[0] : undefined;
}

/** The only way in which a value of an annotated type may be called. */
export function functionTypeIn(ts: TypeScript, annotation: ts.TypeNode, find: TypeFinder): FunctionType | undefined {
  const [only, other] = new Set(waysToCall({ ts, find, depth: 0 }, annotation));
  return other === undefined && only !== 'unknown' ? only : undefined;
}

/** The one member of a union that is neither undefined, null nor never. */
export function onlyValue(ts: TypeScript, union: ts.UnionTypeNode): ts.TypeNode | undefined {
  const isNothing = (type: ts.TypeNode): boolean => type.kind === ts.SyntaxKind.UndefinedKeyword || type.kind === ts.SyntaxKind.NeverKeyword || (ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword);
  const values = union.types.filter((type) => !isNothing(type));
  return values.length === 1 ? values[0] : undefined;
}

function callsIn(ts: TypeScript, members: readonly ts.TypeElement[]): readonly ts.CallSignatureDeclaration[] {
  return members.filter((member): member is ts.CallSignatureDeclaration => ts.isCallSignatureDeclaration(member));
}

/** The type literal's member that a parameter's pattern takes out of it. */
export function isTakenMember(ts: TypeScript, member: ts.Node): boolean {
  const literal = member.parent;
  const parameter = ts.isTypeLiteralNode(literal) ? holderOf(ts, literal) : undefined;
  if (!parameter || !ts.isParameter(parameter) || !ts.isObjectBindingPattern(parameter.name)) return false;
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

/**
 * A property that does not write itself how it is called.
 *
 * @pure
 */
export function isNamedMember(ts: TypeScript, node: ts.Node): node is ts.PropertySignature | ts.PropertyDeclaration {
  return (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) && !signatureOf(ts, node);
}

/**
 * How a declaration is called: as it says, or as the type does that a property names.
 *
 * @pure
 */
export function calledAs(ts: TypeScript, node: ts.Node, find: TypeFinder): ts.SignatureDeclaration | undefined {
  if (!isNamedMember(ts, node)) return signatureOf(ts, node);
  return node.type && functionTypeIn(ts, node.type, find);
}

/** Finds aliases and interfaces of the file itself, the nearest first; of a type parameter what it extends. */
export function typeInFile(ts: TypeScript, reference: TypeName): ts.Node | undefined {
  const typeName = ts.isTypeReferenceNode(reference) ? reference.typeName : ts.isExpressionWithTypeArguments(reference) ? reference.expression : undefined;
  if (!typeName || !ts.isIdentifier(typeName)) return undefined;
  for (let scope: ts.Node | undefined = typeName.parent; scope; scope = scope.parent as ts.Node | undefined) {
    const parameter = typeParameterOf(ts, scope, typeName.text);
    if (parameter) return parameter.constraint;
    const found = namesDeclaredIn(ts, scope).get(typeName.text)?.filter((each) => ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each) || ts.isClassDeclaration(each));
    if (found && found.length > 0) return typeOf(ts, found);
  }
  return undefined;
}

/** The one of a type's declarations that says how it is called: interfaces may be declared in parts. */
export function typeOf(ts: TypeScript, declarations: readonly ts.Node[]): ts.Node | undefined {
  if (declarations.length < 2) return declarations[0];
  const calling = declarations.filter((each) => ts.isInterfaceDeclaration(each) && (callsIn(ts, each.members).length > 0 || each.heritageClauses !== undefined));
  return calling.length === 1 ? calling[0] : undefined;
}

/** The type parameter of a function, class or type that a name may mean. */
export function typeParameterOf(ts: TypeScript, scope: ts.Node, name: string): ts.TypeParameterDeclaration | undefined {
  const { typeParameters } = scope as { typeParameters?: readonly ts.Node[] };
  return (typeParameters ?? []).filter((each) => ts.isTypeParameterDeclaration(each)).find((each) => each.name.text === name);
}

/** A parameter that holds a function, by the name it has in the body, with the type that says how the function is called. */
export interface CallbackParameter {
  readonly name: ts.Identifier;
  readonly type: FunctionType;
  /** The member that states the contract, where the type is one that it names. */
  readonly statedBy?: ts.TypeElement;
  /** Whether what it holds may be called in other ways too, so that nobody knows which contract counts. */
  readonly isAmbiguous?: boolean;
}

interface Held {
  readonly name: ts.Identifier;
  readonly type: ts.Node;
  readonly find: TypeFinder;
}

/** What a parameter says of itself. */
interface Annotated {
  readonly name: ts.BindingName;
  readonly type?: ts.TypeNode | undefined;
  readonly dotDotDotToken?: ts.DotDotDotToken | undefined;
}

/** The parameters of a function that are annotated with function types. */
export function callbackParameters(ts: TypeScript, { parameters }: { readonly parameters: readonly Annotated[] }, find: TypeFinder): CallbackParameter[] {
  return parameters.flatMap(({ name, type, dotDotDotToken }) => {
    if (!type || dotDotDotToken) return [];
    if (ts.isObjectBindingPattern(name)) return callbackMembers(ts, { pattern: name, type, find });
    return ts.isIdentifier(name) ? held(ts, { name, type, find }) : [];
  });
}

/** What a name may hold that can be called. */
function held(ts: TypeScript, { name, type, find }: Held): CallbackParameter[] {
  const member = indexedMember(ts, type, find);
  if (member) return heldMember(ts, { name, type: member, find });
  const ways = new Set(waysToCall({ ts, find, depth: 0 }, type));
  return [...ways].filter((way) => way !== 'unknown').map((way) => ({ name, type: way, ...(ways.size > 1 ? { isAmbiguous: true } : {}) }));
}

/** `({ compare }: { compare: Compare })`, `({ compare }: Options)`: members that a pattern takes out of a type. */
function callbackMembers(ts: TypeScript, { pattern, type, find }: { pattern: ts.ObjectBindingPattern; type: ts.TypeNode; find: TypeFinder }): CallbackParameter[] {
  const members = membersOf({ ts, find, depth: 0 }, type);
  return pattern.elements.flatMap(({ name, propertyName, dotDotDotToken }) => {
    if (dotDotDotToken || !ts.isIdentifier(name)) return [];
    const key = (propertyName ?? name).getText();
    return members.filter((each) => each.name?.getText() === key).flatMap((member) => heldMember(ts, { name, type: member, find }));
  });
}

/** The members that a type literal or an interface lists, also where a name or a member stands for it. */
function membersOf(ways: Ways, annotation: ts.TypeNode): readonly ts.TypeElement[] {
  const { ts, depth } = ways;
  const type = followed(ways, annotation);
  if (!type || depth > deepest) return [];
  if (ts.isTypeLiteralNode(type) || ts.isInterfaceDeclaration(type)) return type.members;
  const inner = { ...ways, depth: depth + 1 };
  const member = memberIndexed(inner, type);
  return member && ts.isPropertySignature(member) && member.type ? membersOf(inner, member.type) : [];
}

/** What a type is, behind its names and parentheses. */
function followed({ ts, find }: Ways, annotation: ts.Node): ts.Node | undefined {
  let type: ts.Node | undefined = annotation;
  for (let steps = 0; type && steps < deepest; steps++) {
    if (ts.isTypeReferenceNode(type) || ts.isImportTypeNode(type)) type = find(type);
    else if (ts.isParenthesizedTypeNode(type) || ts.isTypeAliasDeclaration(type)) type = type.type;
    else return type;
  }
  return undefined;
}

/** What a member may hold that can be called; a member that names the type may have a contract of its own. */
function heldMember(ts: TypeScript, { name, type: member, find }: Held): CallbackParameter[] {
  if (ts.isMethodSignature(member)) return [{ name, type: member }];
  if (!ts.isPropertySignature(member) || !member.type) return [];
  const ways = held(ts, { name, type: member.type, find });
  return signatureOf(ts, member) ? ways : ways.flatMap((way) => [way, { ...way, statedBy: member }]);
}
