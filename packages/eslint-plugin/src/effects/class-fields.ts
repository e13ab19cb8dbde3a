/** The fields of classes, and what the class does to them. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { bindingOf } from './bindings.ts';
import { ownerOfThis } from './builder.ts';
import { changeOf } from './changes.ts';
import { selfOf } from './said-of.ts';
import { memberUsesOf, usesOfDeclared } from './shared-places.ts';

const { SyntaxKind } = typescript;

export type Field = (ts.PropertyDeclaration | ts.ParameterDeclaration) & { readonly name: ts.Identifier | ts.PrivateIdentifier };

/** The fields of the instances of a class, those that the parameters of its constructor declare included. */
export function fieldsOf(node: ts.ClassLikeDeclaration): Field[] {
  const creator = node.members.find((each): each is ts.ConstructorDeclaration => typescript.isConstructorDeclaration(each) && each.body !== undefined);
  const declared = node.members.filter((each): each is ts.PropertyDeclaration => typescript.isPropertyDeclaration(each) && !hasModifier(typescript, each, SyntaxKind.StaticKeyword));
  const given = creator?.parameters.filter((each) => typescript.isParameterPropertyDeclaration(each, creator)) ?? [];
  const all: readonly (ts.PropertyDeclaration | ts.ParameterDeclaration)[] = [...declared, ...given];
  return all.filter((each): each is Field => typescript.isIdentifier(each.name) || typescript.isPrivateIdentifier(each.name));
}

/** The fields of a class itself. */
export function staticFieldsOf({ members }: ts.ClassLikeDeclaration): Field[] {
  return members.filter((each): each is ts.PropertyDeclaration & Field => typescript.isPropertyDeclaration(each) && hasModifier(typescript, each, SyntaxKind.StaticKeyword) && (typescript.isIdentifier(each.name) || typescript.isPrivateIdentifier(each.name)));
}

/** How many classes a chain of bases is followed through. */
const maxBases = 4;

/** The classes of the same file that a class extends, the nearest first. */
export function basesInFile(node: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration[] {
  const found: ts.ClassLikeDeclaration[] = [];
  for (let base = baseOf(node); base && found.length < maxBases; base = baseOf(base)) found.push(base);
  return found;
}

function baseOf({ heritageClauses }: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined {
  const name = heritageClauses?.find(({ token }) => token === SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
  const declaration = name && typescript.isIdentifier(name) ? bindingOf(name)?.declaration : undefined;
  return declaration && typescript.isClassLike(declaration) ? declaration : undefined;
}

/** Whether only the class itself sees a member. */
export function isHidden(member: ts.ClassElement | Field): boolean {
  return (member.name !== undefined && typescript.isPrivateIdentifier(member.name)) || hasModifier(typescript, member, SyntaxKind.PrivateKeyword);
}

/** `this.name` wherever the class writes it, and for its own instances alone. */
function accessesOf({ name }: Field, owner: ts.ClassLikeDeclaration): ts.PropertyAccessExpression[] {
  const { text } = name;
  return memberUsesOf({ name }, owner.getSourceFile()).flatMap(({ parent }) =>
    typescript.isPropertyAccessExpression(parent) && parent.name.text === text && isSelf(parent.expression, owner) ? [parent] : [],
  );
}

function isSelf(object: ts.Expression, owner: ts.ClassLikeDeclaration): boolean {
  const self = selfOf(object);
  return self !== undefined && ownerOfThis(self) === owner;
}

/** The constants that stand for what a field holds: `const rows = this.rows`, `const { rows } = this`. */
function namesOfField(field: Field, owner: ts.ClassLikeDeclaration): ts.Identifier[] {
  const byAccess = accessesOf(field, owner).flatMap((access) => (typescript.isVariableDeclaration(access.parent) && typescript.isIdentifier(access.parent.name) ? [access.parent.name] : []));
  const byPattern = memberUsesOf(field, owner.getSourceFile()).flatMap(({ parent }) => {
    const holder = typescript.isBindingElement(parent) && (parent.propertyName ?? parent.name).getText() === field.name.text ? parent.parent.parent : undefined;
    return holder && typescript.isBindingElement(parent) && typescript.isIdentifier(parent.name) && typescript.isVariableDeclaration(holder) && holder.initializer && isSelf(holder.initializer, owner) ? [parent.name] : [];
  });
  return [...byAccess, ...byPattern];
}

/** The first place where a class changes what a field holds. */
export function changeOfField(field: Field, owner: ts.ClassLikeDeclaration, container: string): ts.Expression | undefined {
  const uses = [...accessesOf(field, owner), ...namesOfField(field, owner).flatMap((name) => usesOfDeclared(name))];
  return uses.map((access) => changeOf(access, container)).find((each) => each !== undefined);
}
