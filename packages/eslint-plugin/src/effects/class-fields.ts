/** The fields of classes, and what the class does to them. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { ownerOfThis } from './builder.ts';
import { changeOf } from './changes.ts';
import { usesOf } from './shared-places.ts';

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

/** Whether only the class itself sees a member, or also its heirs. */
export function isHidden(member: ts.ClassElement | Field): boolean {
  return (member.name !== undefined && typescript.isPrivateIdentifier(member.name)) || hasModifier(typescript, member, SyntaxKind.PrivateKeyword);
}

/** `this.name` wherever the class writes it, and for its own instances alone. */
function accessesOf({ name }: Field, owner: ts.ClassLikeDeclaration): ts.PropertyAccessExpression[] {
  const { text } = name;
  const uses: readonly ts.Node[] = typescript.isPrivateIdentifier(name) ? privateUses(owner, text) : usesOf(owner.getSourceFile(), text);
  return uses.flatMap(({ parent }) =>
    typescript.isPropertyAccessExpression(parent) && parent.name.text === text && parent.expression.kind === SyntaxKind.ThisKeyword && ownerOfThis(parent.expression) === owner ? [parent] : [],
  );
}

function privateUses(owner: ts.ClassLikeDeclaration, text: string): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isPrivateIdentifier(node) && node.text === text) found.push(node);
    typescript.forEachChild(node, visit);
  };
  visit(owner);
  return found;
}

/** The first place where a class changes what a field holds. */
export function changeOfField(field: Field, owner: ts.ClassLikeDeclaration, container: string): ts.Expression | undefined {
  return accessesOf(field, owner).map((access) => changeOf(access, container)).find((each) => each !== undefined);
}
