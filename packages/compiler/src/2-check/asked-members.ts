/** Contracts of interfaces that a class is bound to while nothing checks them: what has the member does not know of them. */
import type ts from 'typescript';
import { heirClasses } from '../1-read/classes.ts';
import { accessorsBehind, askedMembers, baseClasses, overriddenMembers, ownMemberFor, type AskedMember } from '../1-read/heritage.ts';
import { constructorOf, functionOfMember } from '../1-read/owners.ts';
import { baseOf, hasModifier, spanOf } from '../1-read/syntax.ts';
import type { Host } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';

/** What is known of contracts where classes are looked at. */
export interface KnownContracts {
  readonly host: Host;
  /** What a member is called, if it has or inherits a contract that others inherit. */
  readonly contracted: (member: ts.Node) => string | undefined;
  /** Whether a function checks the whole contract of a member or a function type. */
  readonly keeps: (node: ts.Node, asked: ts.Node) => boolean;
  /** Whether a class says that it is right without a check. */
  readonly isBelieved: (node: ts.Node) => boolean;
}

/** The members of interfaces whose contracts nothing checks in the classes of a file, each once for a class. */
export function uncheckedMembers(known: KnownContracts, sourceFile: ts.SourceFile): Diagnostic[] {
  const { ts } = known.host;
  return heirClasses(ts, sourceFile).flatMap((node) => {
    const said = new Set<string>();
    return [...askedMembers(known.host, node), ...membersAsFields(known.host, node)].flatMap((asked) => {
      const name = known.contracted(asked.member);
      const reason = name === undefined || said.has(name) || known.isBelieved(node) ? undefined : whyUnchecked(known.host, node, asked);
      if (name === undefined || reason === undefined) return [];
      said.add(name);
      return [diagnostic('asked-member-not-checked', spanOf(asked.place), name, nameOf(node), reason, asked.member.name?.getText() ?? '')];
    });
  });
}

/** The members of base classes that a class has as fields whose value is not written there. */
function membersAsFields(host: Host, node: ts.ClassLikeDeclaration): AskedMember[] {
  const { ts } = host;
  const isField = (each: ts.ClassElement): each is ts.PropertyDeclaration => ts.isPropertyDeclaration(each) && !isAbstract(ts, each) && !isOnlyDeclared(ts, each);
  const fields = node.members.filter(isField);
  return fields.flatMap((field) => {
    const overridden = functionOfMember(ts, field) ? [] : overriddenMembers(host, field).filter((each) => ts.isClassElement(each) && ts.isClassLike(each.parent));
    return [...overridden, ...accessorsBehind(host, field)].map((member) => ({ member: member as ts.ClassElement, place: field.name }));
  });
}

function nameOf(node: ts.ClassLikeDeclaration): string {
  return node.name?.text ?? '(anonymous class)';
}

/** Why nothing checks the contract of a member in a class; undefined if something does, or if no object of the class has the member. */
function whyUnchecked(host: Host, node: ts.ClassLikeDeclaration, { member }: AskedMember): string | undefined {
  const { ts } = host;
  const found = ownMemberFor(ts, node, member);
  const own = found && isOnlyDeclared(ts, found) ? undefined : found;
  const isFieldForAccessor = own && ts.isPropertyDeclaration(own) && ts.isAccessor(member);
  if (own) return isAbstract(ts, own) || (functionOfMember(ts, own)?.body && !isFieldForAccessor) ? undefined : fieldReason;
  if (isParameterProperty(ts, node, member.name?.getText())) return fieldReason;
  const base = baseOf(ts, node);
  for (const each of base ? baseClasses(host, base) : []) {
    const inherited = ownMemberFor(ts, each, member);
    if (!inherited) continue;
    const isDone = isAbstract(ts, inherited) || (host.packageOf(each.getSourceFile().fileName)?.optedIn === true && overrides(host, inherited, member));
    return isDone ? undefined : `\`${nameOf(each)}\` has the member and does not name the interface`;
  }
  if (('questionToken' in member && member.questionToken) || isAbstract(ts, node)) return undefined;
  return 'no class that is found by parsing has the member';
}

const fieldReason = 'a field may have any value';

function isParameterProperty(ts: Host['ts'], node: ts.ClassLikeDeclaration, name: string | undefined): boolean {
  return constructorOf(ts, node)?.parameters.some((each) => ts.isParameterPropertyDeclaration(each, each.parent) && each.name.getText() === name) === true;
}

function isAbstract(ts: Host['ts'], node: ts.Node): boolean {
  return hasModifier(ts, node, ts.SyntaxKind.AbstractKeyword);
}

/** Whether a field only says another type of what the base class has, and the class puts nothing there itself. */
function isOnlyDeclared(ts: Host['ts'], member: ts.ClassElement): boolean {
  if (!hasModifier(ts, member, ts.SyntaxKind.DeclareKeyword)) return false;
  const name = member.name?.getText();
  const puts = (node: ts.Node): boolean => (ts.isBinaryExpression(node) && isAssignedMember(ts, node, name)) || ts.forEachChild(node, puts) === true;
  return !puts(member.parent);
}

function isAssignedMember(ts: Host['ts'], { left, operatorToken }: ts.BinaryExpression, name: string | undefined): boolean {
  return operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(left) && left.name.text === name;
}

/** Whether a member overrides or implements another, over whatever lies between. */
function overrides(host: Host, member: ts.ClassElement, other: ts.Node): boolean {
  const seen = new Set<ts.Node>();
  const leads = (node: ts.Node): boolean => {
    if (seen.has(node)) return false;
    seen.add(node);
    return overriddenMembers(host, node).some((each) => each === other || leads(each));
  };
  return leads(functionOfMember(host.ts, member) ?? member);
}
