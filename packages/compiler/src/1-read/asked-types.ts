/** What types ask of the values that are said to have them: object literals and functions, by parsing alone. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import type { Lookup } from './declarations.ts';
import { functionTypeIn, indexedMember, isNamedMember } from './function-types.ts';
import { fromHolders, isMemberType, keyOf, lineOf, matches, type Member } from './heritage.ts';
import { holdersOf } from './holders.ts';
import { saidTypes, typesOfFunction } from './said-types.ts';
import { typeFinder } from './type-finder.ts';

/**
 * What the types ask for that a function, or the object literal around it, is said to have: members of interfaces and object types, function types.
 * A property of a type stands for the function type that it is annotated with, as a member of a class does for what it overrides.
 *
 * @pure
 */
export function askedByTypes(lookup: Lookup, owner: ts.Node): readonly ts.Node[] {
  const { ts } = lookup;
  const types = isNamedMember(ts, owner) && owner.type ? [owner.type] : typesOfFunction(ts, owner);
  const member = memberOfObject(ts, owner);
  return [...new Set([...types.flatMap((type) => functionAsked(lookup, type) ?? []), ...(member ? membersAsked(lookup, member) : [])])];
}

/**
 * The function type that a type is, or the member that it names by an index.
 *
 * @pure
 */
export function functionAsked(lookup: Lookup, type: ts.TypeNode): ts.TypeElement | ts.FunctionTypeNode | undefined {
  const find = typeFinder(lookup);
  return indexedMember(lookup.ts, type, find) ?? functionTypeIn(lookup.ts, type, find);
}

/**
 * The interfaces and object types that an object literal is said to have the members of.
 *
 * @pure
 */
export function typesOfObject(lookup: Lookup, literal: ts.ObjectLiteralExpression): readonly (ts.InterfaceDeclaration | ts.TypeLiteralNode)[] {
  return lineOf(lookup, typesAsked(lookup, literal).flatMap((type) => holdersOf(lookup, type)), { is: isMemberType(lookup.ts), isStatic: false });
}

/**
 * The types that a value is said to have, by its place or by that of the object around it.
 *
 * @pure
 */
export function typesAsked(lookup: Lookup, value: ts.Node): readonly ts.TypeNode[] {
  const { ts } = lookup;
  const { types, placed } = saidTypes(ts, value);
  const { parent } = placed;
  if (!ts.isPropertyAssignment(parent) || parent.initializer !== placed) return types;
  return [...new Set([...types, ...membersAsked(lookup, parent).flatMap((member) => (ts.isPropertySignature(member) ? (member.type ?? []) : []))])];
}

/** The members of types that a member of an object literal stands for. */
function membersAsked(lookup: Lookup, member: ts.ObjectLiteralElementLike): readonly ts.Node[] {
  const { ts } = lookup;
  const key = keyOf(ts, member);
  if (!key) return [];
  const starts = typesAsked(lookup, member.parent).flatMap((type) => holdersOf(lookup, type)).filter(isMemberType(ts));
  return fromHolders(lookup, starts, { key, seen: new Set() });
}

/**
 * The member of an object literal that a member of a type asks for.
 *
 * @pure
 */
export function propertyFor(ts: TypeScript, { properties }: ts.ObjectLiteralExpression, asked: Member): ts.ObjectLiteralElementLike | undefined {
  return properties.find((each) => {
    const key = keyOf(ts, each);
    return key !== undefined && matches(ts, asked, key);
  });
}

/** The member of an object literal that an owner is, or is the value of. */
function memberOfObject(ts: TypeScript, owner: ts.Node): ts.ObjectLiteralElementLike | undefined {
  const node = ts.isArrowFunction(owner) || ts.isFunctionExpression(owner) ? saidTypes(ts, owner).placed.parent : owner;
  return ts.isObjectLiteralElementLike(node) && ts.isObjectLiteralExpression(node.parent) ? node : undefined;
}

