/** What setting a member does where that is a setter of a class of the file: `this.open = true` that sets `this.#open`. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { bindingOf } from './bindings.ts';
import { ownerOfThis } from './builder.ts';
import type { FunctionNode } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { setterOnObject } from './object-methods.ts';
import { rebase, type Place } from './place.ts';

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** The places that an assignment to a member sets besides to what it is given, as the one who assigns sees them. */
export function placesSetBy(access: Access, member: Place): readonly Place[] {
  const setter = ownSetter(access) ?? setterOnObject(access);
  if (!setter || member.isCut) return [];
  const holder: Place = { ...member, steps: member.steps.slice(0, -1) };
  return setIn(setter).map((place) => rebase(place, holder));
}

function ownSetter(access: Access): ts.SetAccessorDeclaration | undefined {
  if (!typescript.isPropertyAccessExpression(access) || access.expression.kind !== typescript.SyntaxKind.ThisKeyword) return undefined;
  const owner = ownerOfThis(access.expression);
  if (!typescript.isClassLike(owner)) return undefined;
  return owner.members.find((each): each is ts.SetAccessorDeclaration => typescript.isSetAccessor(each) && each.name.getText() === access.name.text && isFunctionWithBody(each));
}

const setBySetter = sideTable<FunctionNode, readonly Place[]>('set by setter');

/** What a setter surely sets of its object: the assignments among its own statements. */
function setIn(setter: ts.SetAccessorDeclaration): readonly Place[] {
  const known = setBySetter.get(setter);
  if (known) return known;
  const found = (setter.body?.statements ?? []).flatMap((statement): Place[] => {
    const set = typescript.isExpressionStatement(statement) ? unwrapped(typescript, statement.expression) : undefined;
    if (!set || !typescript.isBinaryExpression(set) || set.operatorToken.kind !== typescript.SyntaxKind.EqualsToken) return [];
    const place = aliasedPlace({ node: setter, owners: new Set([setter]) }, set.left);
    return place?.root.kind === 'this' && place.steps.length > 0 && namesOnly(set.right, setter) ? [place] : [];
  });
  setBySetter.set(setter, found);
  return found;
}

/** Whether a value is made from what the setter is given, and from nothing of the object. */
function namesOnly(value: ts.Expression, setter: ts.SetAccessorDeclaration): boolean {
  const isOther = (node: ts.Node): boolean => node.kind === typescript.SyntaxKind.ThisKeyword || (typescript.isIdentifier(node) && bindingOf(node)?.owner !== setter && bindingOf(node) !== undefined) || (typescript.forEachChild(node, (child) => isOther(child) || undefined) ?? false);
  return !isOther(value);
}
