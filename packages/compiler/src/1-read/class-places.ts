/** Places of an object that its class does not have, as far as its own text tells. */
import type ts from 'typescript';
import type { OwnerNode, Place, TypeScript } from '../contract.ts';
import { memberOfClass } from './heritage.ts';
import { nearest } from './nearest.ts';
import { derives } from './syntax.ts';
import { sideTable } from '../side-table.ts';

/** A place, and what was probably meant. */
export interface Misspelt {
  readonly place: Place;
  readonly className: string;
  readonly suggestion: string;
}

/** The first of some places that is nearly a member of the class and none: `this.itms`. Undefined where members may come from elsewhere. */
export function misspeltMember(ts: TypeScript, node: OwnerNode, places: readonly Place[]): Misspelt | undefined {
  const ofObject = places.filter(({ root, path }) => root === 'this' && path.length > 0);
  const owner = ofObject.length > 0 ? memberOfClass(ts, node)?.parent : undefined;
  if (!owner || !ts.isClassLike(owner)) return undefined;
  const names = namesOfMembers(ts, owner);
  if (!names) return undefined;
  for (const place of ofObject) {
    const [member = ''] = place.path;
    const suggestion = names.has(member) ? undefined : nearest(member, names);
    if (suggestion !== undefined) return { place, className: owner.name?.text ?? 'the class', suggestion: `this.${suggestion}` };
  }
  return undefined;
}

const namesByClass = sideTable<ts.ClassLikeDeclaration, ReadonlySet<string> | undefined>('names of members');

/** The names of the members of a class; undefined where it may have others. */
function namesOfMembers(ts: TypeScript, node: ts.ClassLikeDeclaration): ReadonlySet<string> | undefined {
  if (!namesByClass.has(node)) namesByClass.set(node, mayHaveOthers(ts, node) ? undefined : new Set(node.members.flatMap((member) => namesOf(ts, member))));
  return namesByClass.get(node);
}

/** Whether a class has members that it does not list: it extends another, merges with an interface, or is JavaScript, where a constructor makes them. */
function mayHaveOthers(ts: TypeScript, node: ts.ClassLikeDeclaration): boolean {
  const { name, members, parent } = node;
  const file = parent.getSourceFile();
  if ((file.flags & ts.NodeFlags.JavaScriptFile) !== 0 || derives(ts, node)) return true;
  const isMerged = ts.isSourceFile(parent) || ts.isModuleBlock(parent) ? parent.statements.some((each) => ts.isInterfaceDeclaration(each) && each.name.text === name?.text) : false;
  return isMerged || members.some((each) => ts.isIndexSignatureDeclaration(each) || (each.name && ts.isComputedPropertyName(each.name)));
}

function namesOf(ts: TypeScript, member: ts.ClassElement): string[] {
  if (ts.isConstructorDeclaration(member)) return member.parameters.flatMap(({ name, modifiers = [] }) => (modifiers.length > 0 && ts.isIdentifier(name) ? [name.text] : []));
  return member.name && (ts.isIdentifier(member.name) || ts.isPrivateIdentifier(member.name)) ? [member.name.text] : [];
}
