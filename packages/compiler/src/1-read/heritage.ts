/** What a member overrides or implements, by parsing alone: through base classes, interfaces, aliases of object types, and mixins. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { heirClasses } from './classes.ts';
import { declarationsOf, type Lookup } from './declarations.ts';
import { holdersOf, type MemberHolder } from './holders.ts';
import { implementedTypes } from './jsdoc-types.ts';
import { functionOfMember } from './owners.ts';
import { meansTopLevel } from './resolve.ts';
import { methodOfObject, namesDeclaredIn } from './scopes.ts';
import { sideTable } from '../side-table.ts';
import { hasModifier, isWrapper, withWrappers } from './syntax.ts';

export type Member = ts.ClassElement | ts.TypeElement | ts.ObjectLiteralElementLike;

/**
 * The nearest members up each line of inheritance that a member overrides or implements, as the declarations that own their contracts.
 * Constructors and private members override nothing.
 *
 * @pure
 */
export function overriddenMembers(lookup: Lookup, owner: ts.Node): readonly ts.Node[] {
  const { ts } = lookup;
  const member = memberOfClass(ts, owner);
  const { parent } = member ?? {};
  if (!member || !parent || !(ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent))) return [];
  if (ts.isClassLike(parent) && !heirClasses(ts, owner.getSourceFile()).includes(parent)) return [];
  const key = keyOf(ts, member);
  return key === undefined ? [] : [...new Set(inheritedFrom(lookup, parent, { key, seen: new Set([parent]) }))];
}

/**
 * The nearest getters and setters up each line of inheritance in whose place a class has a field.
 *
 * @pure
 */
export function accessorsBehind(lookup: Lookup, field: ts.PropertyDeclaration): readonly ts.ClassElement[] {
  const { ts } = lookup;
  const key = keyOf(ts, field);
  if (!key || !ts.isClassLike(field.parent)) return [];
  const found = (['get', 'set'] as const).flatMap((form) => inheritedFrom(lookup, field.parent, { key: { ...key, form }, seen: new Set([field.parent]) }));
  return found.filter((each) => ts.isAccessor(each));
}

/**
 * The class or interface member that an owner is, or is the value of.
 *
 * @pure
 */
export function memberOfClass(ts: TypeScript, owner: ts.Node): Member | undefined {
  if (ts.isClassElement(owner) || ts.isTypeElement(owner)) return owner;
  if (!ts.isArrowFunction(owner) && !ts.isFunctionExpression(owner)) return undefined;
  const node = withWrappers(ts, owner);
  return ts.isPropertyDeclaration(node.parent) && node.parent.initializer === node ? node.parent : undefined;
}

/**
 * Whether a function is the member of a class that overrides or implements another one, and does not only have a type beside it.
 *
 * @pure
 */
export function overridesMember(ts: TypeScript, owner: ts.Node, base: ts.Node): boolean {
  const { parent } = memberOfClass(ts, owner) ?? {};
  return parent !== undefined && ts.isClassLike(parent) && !ts.isFunctionTypeNode(base) && !ts.isCallSignatureDeclaration(base);
}

/**
 * Whether an owner is a static member, or the value of one.
 *
 * @pure
 */
export function isStatic(ts: TypeScript, owner: ts.Node): boolean {
  return hasModifier(ts, memberOfClass(ts, owner) ?? owner, ts.SyntaxKind.StaticKeyword);
}

/**
 * Whether a member without a body is one of several overloads of which none has one.
 *
 * @pure
 */
export function isBareOverload(ts: TypeScript, owner: ts.Node): boolean {
  const member = memberOfClass(ts, owner);
  const key = member && keyOf(ts, member);
  if (!member || !key || ts.isObjectLiteralExpression(member.parent)) return false;
  const overloads = mergedInFile(ts, member.parent as MemberHolder).flatMap(({ members }) => (members as readonly Member[]).filter((each) => matches(ts, each, key)));
  return overloads.length > 1 && overloads.every((each) => !(each as ts.MethodDeclaration).body);
}

/** What makes two members one: their name, `static`, and for accessors which of the two they are. */
interface MemberKey {
  readonly name: MemberName;
  readonly isStatic: boolean;
  readonly form: 'get' | 'set' | 'value';
}

const keysByMember = sideTable<Member, MemberKey | undefined>('member key');

/** What makes a member one with others; nothing where it stands alone. Each member of a class is compared with each of its bases. */
export function keyOf(ts: TypeScript, member: Member): MemberKey | undefined {
  if (!keysByMember.has(member)) keysByMember.set(member, findKey(ts, member));
  return keysByMember.get(member);
}

function findKey(ts: TypeScript, member: Member): MemberKey | undefined {
  const { name } = member;
  if (!name || ts.isPrivateIdentifier(name) || hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword)) return undefined;
  const form = ts.isGetAccessor(member) ? 'get' : ts.isSetAccessor(member) ? 'set' : 'value';
  return { name: memberName(ts, name), isStatic: hasModifier(ts, member, ts.SyntaxKind.StaticKeyword), form };
}

/** A name as it is written, and what it comes to if its file says so. */
interface MemberName {
  readonly written: string;
  readonly value?: string;
}

function memberName(ts: TypeScript, name: ts.PropertyName): MemberName {
  if (!ts.isComputedPropertyName(name)) return { written: name.text, value: name.text };
  const { expression } = name;
  const written = `[${expression.getText()}]`;
  const value = constantValue(ts, expression);
  return value && (ts.isStringLiteralLike(value) || ts.isNumericLiteral(value)) ? { written, value: value.text } : { written };
}

/** What an expression of constants comes to, if its file says so: a name, or the member of an object or an enum. */
function constantValue(ts: TypeScript, expression: ts.Expression): ts.Expression | undefined {
  if (ts.isIdentifier(expression)) return meansTopLevel(ts, expression) ? constantIn(ts, expression.getSourceFile(), expression.text) : undefined;
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression) || !meansTopLevel(ts, expression.expression)) return expression;
  const { expression: { text }, name } = expression;
  const object = constantIn(ts, expression.getSourceFile(), text);
  const members = object && ts.isObjectLiteralExpression(object) ? object.properties : namesDeclaredIn(ts, expression.getSourceFile()).get(text)?.find(ts.isEnumDeclaration)?.members;
  const member = members?.find((each) => each.name && !ts.isComputedPropertyName(each.name) && each.name.text === name.text);
  return member && (ts.isPropertyAssignment(member) || ts.isEnumMember(member)) ? member.initializer : undefined;
}

/** What a constant at the top of a file is declared as. */
function constantIn(ts: TypeScript, file: ts.SourceFile, name: string): ts.Expression | undefined {
  const declaration = namesDeclaredIn(ts, file).get(name)?.find(ts.isVariableDeclaration);
  let value = declaration && (declaration.parent.flags & ts.NodeFlags.Const) !== 0 ? declaration.initializer : undefined;
  while (value && (isWrapper(ts, value) || isFrozen(ts, value))) value = ts.isCallExpression(value) ? value.arguments[0] : value.expression;
  return value;
}

function isFrozen(ts: TypeScript, node: ts.Expression): node is ts.CallExpression {
  return ts.isCallExpression(node) && methodOfObject(ts, node) === 'freeze';
}

function isSameName(one: MemberName, other: MemberName): boolean {
  return one.value === undefined || other.value === undefined ? one.written === other.written : one.value === other.value;
}

/** A search up the lines of inheritance, each type once, and never the one it starts from: `class A implements A` is legal. */
interface Climb {
  readonly key: MemberKey;
  readonly seen: Set<ts.Node>;
}

function inheritedFrom(lookup: Lookup, holder: MemberHolder, climb: Climb): readonly ts.Node[] {
  return fromHolders(lookup, basesOf(lookup, holder, climb.key.isStatic), climb);
}

/** The nearest members of a key in some types, or up their lines of inheritance. */
export function fromHolders(lookup: Lookup, holders: readonly MemberHolder[], climb: Climb): readonly ts.Node[] {
  const { ts } = lookup;
  return holders.flatMap((base) => {
    if (climb.seen.has(base)) return [];
    climb.seen.add(base);
    const own = membersOf(ts, base, climb.key);
    if (own.length === 0) return inheritedFrom(lookup, base, climb);
    const overloads = mergedInFile(ts, base).filter((each) => each !== base && own.some((member) => ts.isMethodSignature(member)) && membersOf(ts, each, climb.key).length > 0);
    return overloads.length > 0 ? [] : own;
  });
}

/** The declarations of an interface that stand beside each other, itself included; any other type alone. */
function mergedInFile(ts: TypeScript, holder: MemberHolder): readonly MemberHolder[] {
  const { parent } = holder;
  if (!ts.isInterfaceDeclaration(holder) || !(ts.isSourceFile(parent) || ts.isModuleBlock(parent))) return [holder];
  return namesDeclaredIn(ts, parent).get(holder.name.text)?.filter(ts.isInterfaceDeclaration) ?? [holder];
}

/** The members of a type that a key stands for. Of overloads only the implementation counts. */
function membersOf(ts: TypeScript, holder: MemberHolder, key: MemberKey): readonly ts.Node[] {
  const found = (holder.members as readonly Member[]).filter((member) => matches(ts, member, key));
  const implementation = found.find((member) => ts.isMethodDeclaration(member) && member.body);
  return (implementation ? [implementation] : found.length > 1 ? [] : found).map((member) => (ts.isClassElement(member) ? (functionOfMember(ts, member) ?? member) : member));
}

/** Whether a member is the one that a key stands for. */
export function matches(ts: TypeScript, member: Member, key: MemberKey): boolean {
  const own = keyOf(ts, member);
  if (!own || !isSameName(own.name, key.name) || own.isStatic !== key.isStatic) return false;
  if (own.form === key.form) return true;
  const isProperty = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
  return isProperty && key.form === 'get';
}

/**
 * The classes that stand behind a base class, itself included, up every line of inheritance.
 *
 * @pure
 */
export function baseClasses(lookup: Lookup, base: ts.Expression): readonly ts.ClassLikeDeclaration[] {
  return lineOf(lookup, holdersOf(lookup, base), { is: (node) => lookup.ts.isClassLike(node), isStatic: true });
}

/**
 * The interfaces that a class implements or merges with, and those that they extend.
 *
 * @pure
 */
export function interfacesOf(lookup: Lookup, node: ts.ClassLikeDeclaration): readonly ts.InterfaceDeclaration[] {
  const { ts } = lookup;
  const starts = boundBy(lookup, node).flatMap(({ holders }) => holders);
  return lineOf(lookup, starts, { is: (each) => ts.isInterfaceDeclaration(each), isStatic: false });
}

/**
 * Everything that a name, or what stands behind `extends` or `implements`, means, with what that extends and implements.
 *
 * @pure
 */
export function typesBehind(lookup: Lookup, node: ts.Node): readonly ts.Node[] {
  return lineOf(lookup, holdersOf(lookup, node), { is: (each): each is MemberHolder => each !== undefined, isStatic: false });
}

/** Types that a class says to have the members of, and where it says so. */
interface Binding {
  readonly place: ts.Node;
  readonly holders: readonly MemberHolder[];
}

/** What a class names behind `implements`, and the interfaces that it merges with. */
function boundBy(lookup: Lookup, node: ts.ClassLikeDeclaration): readonly Binding[] {
  const { ts } = lookup;
  const implemented = (node.heritageClauses ?? []).filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword);
  const named = implemented.flatMap(({ types }) => types.map((place) => ({ place, holders: holdersOf(lookup, place) })));
  const said = implementedTypes(ts, node).map((type): Binding => ({ place: node.name ?? node, holders: holdersOf(lookup, type) }));
  const merged = mergedWith(lookup, node);
  const all: readonly Binding[] = [...named, ...said];
  return node.name && merged.length > 0 ? [...all, { place: node.name, holders: merged }] : all;
}

/** The interfaces that a class merges with. */
export function mergedWith(lookup: Lookup, node: ts.Node): readonly ts.InterfaceDeclaration[] {
  const { ts } = lookup;
  return ts.isClassDeclaration(node) && node.name ? declarationsOf(lookup, node.name).filter((each) => ts.isInterfaceDeclaration(each)) : [];
}

/** Tells what is a type of members without a body. */
export function isMemberType(ts: TypeScript): (node: ts.Node) => node is ts.InterfaceDeclaration | ts.TypeLiteralNode {
  return (node) => ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node);
}

/** A member that a class has to have, and where the class says so. */
export interface AskedMember {
  readonly member: Member;
  readonly place: ts.Node;
}

/**
 * The members that interfaces and object types ask of a class.
 *
 * @pure
 */
export function askedMembers(lookup: Lookup, node: ts.ClassLikeDeclaration): readonly AskedMember[] {
  const { ts } = lookup;
  const seen = new Set<ts.Node>();
  return boundBy(lookup, node).flatMap(({ place, holders }) =>
    lineOf(lookup, holders, { is: isMemberType(ts), isStatic: false }).flatMap((holder) => {
      if (seen.has(holder)) return [];
      seen.add(holder);
      return [...holder.members].filter((member) => keyOf(ts, member) !== undefined).map((member) => ({ member, place }));
    }),
  );
}

/**
 * The member by which a class has what an interface asks of it, if the class declares it itself. Of overloads it is the implementation.
 *
 * @pure
 */
export function ownMemberFor(ts: TypeScript, node: ts.ClassLikeDeclaration, asked: Member): ts.ClassElement | undefined {
  const found = node.members.filter((each) => {
    const key = keyOf(ts, each);
    return key !== undefined && (matches(ts, asked, key) || (ts.isAccessor(asked) && ts.isPropertyDeclaration(each) && matches(ts, asked, { ...key, form: ts.isGetAccessor(asked) ? 'get' : 'set' })));
  });
  return found.find((each) => functionOfMember(ts, each)?.body) ?? found[0];
}

/** Types of one form, and those of that form that they extend or implement, each once, in the order in which they are met. */
export function lineOf<T extends MemberHolder>(lookup: Lookup, starts: readonly ts.Node[], { is, isStatic }: { readonly is: (node: ts.Node) => node is T; readonly isStatic: boolean }): readonly T[] {
  const found = new Set<T>();
  const climb = (nodes: readonly ts.Node[]): void => {
    for (const node of nodes) {
      if (!is(node) || found.has(node)) continue;
      found.add(node);
      climb(basesOf(lookup, node, isStatic));
    }
  };
  climb(starts);
  return [...found];
}

/** The types that a type extends or implements; only what it extends for static members. */
function basesOf(lookup: Lookup, holder: MemberHolder, isStatic: boolean): readonly MemberHolder[] {
  const { ts } = lookup;
  if (ts.isTypeLiteralNode(holder)) return [];
  const clauses = (holder.heritageClauses ?? []).filter(({ token }) => !isStatic || token === ts.SyntaxKind.ExtendsKeyword);
  const named = clauses.flatMap(({ types }) => types.flatMap((type) => holdersOf(lookup, type)));
  if (isStatic) return named;
  const said = ts.isClassLike(holder) ? implementedTypes(ts, holder).flatMap((type) => holdersOf(lookup, type)) : [];
  return [...named, ...said, ...mergedWith(lookup, holder)];
}
