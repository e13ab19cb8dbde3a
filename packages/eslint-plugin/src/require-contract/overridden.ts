/** What a function stands in for: the members that it overrides or implements, the signature that its place asks for. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { holderOf, type CallableNode } from '../export-index/function-nodes.ts';

/** The declarations whose contract a function inherits, up the whole chain. Without types only those of its own file. */
export function overriddenDeclarations(analysis: Analysis, node: CallableNode): readonly ts.Node[] {
  const found = new Set<ts.Node>();
  const climb = (each: ts.Node): void => {
    for (const base of directlyOverridden(analysis, each)) {
      if (found.has(base)) continue;
      found.add(base);
      climb(base);
    }
  };
  climb(node);
  return [...found];
}

function directlyOverridden(analysis: Analysis, node: ts.Node): readonly ts.Node[] {
  const { ts } = analysis;
  if (ts.isConstructorDeclaration(node)) return [];
  const isExpression = ts.isFunctionExpression(node) || ts.isArrowFunction(node);
  const member = isExpression ? (holderOf(ts, node) ?? node) : node;
  const { parent } = member;
  const ofPlace = isExpression ? expectedSignatures(analysis, node) : [];
  if (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) return [...ofPlace, ...baseMembers(analysis, parent, (member as ts.ClassElement).name)];
  if (ts.isObjectLiteralExpression(parent) && ts.isObjectLiteralElementLike(member)) return [...ofPlace, ...expectedMembers(analysis, parent, member)];
  return ofPlace;
}

function baseMembers(analysis: Analysis, heir: ts.ClassLikeDeclaration | ts.InterfaceDeclaration, name: ts.PropertyName | undefined): readonly ts.Node[] {
  const { ts, program } = analysis;
  if (!name) return [];
  const isStatic = hasModifier(ts, name.parent, ts.SyntaxKind.StaticKeyword);
  const bases = (heir.heritageClauses ?? []).flatMap(({ types }) => types);
  if (!program) return bases.flatMap((base) => localMembers(analysis, base.expression.getText(), name.getText()));
  const checker = program.getTypeChecker();
  return bases.flatMap((base) => declarationsOf(checker.getTypeAtLocation(isStatic ? base.expression : base), name.getText()));
}

/** The members of that name in a class or interface of the same file. */
function localMembers({ ts, sourceFile }: Analysis, container: string, name: string): readonly ts.Node[] {
  return sourceFile.statements.flatMap((each) => {
    if (!(ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each)) || each.name?.text !== container) return [];
    return [...each.members].filter((member) => member.name?.getText() === name);
  });
}

function declarationsOf(type: ts.Type, name: string): readonly ts.Node[] {
  return type.getProperty(name)?.declarations ?? [];
}

function expectedMembers({ program }: Analysis, literal: ts.ObjectLiteralExpression, { name }: ts.ObjectLiteralElementLike): readonly ts.Node[] {
  const type = program?.getTypeChecker().getContextualType(literal);
  return type && name ? declarationsOf(type, name.getText()) : [];
}

function expectedSignatures({ program }: Analysis, value: ts.Expression): readonly ts.Node[] {
  const type = program?.getTypeChecker().getContextualType(value);
  return (type?.getCallSignatures() ?? []).flatMap((signature) => (signature.getDeclaration() as ts.Node | undefined) ?? []);
}
