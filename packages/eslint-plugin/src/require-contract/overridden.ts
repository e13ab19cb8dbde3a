/** What a function stands in for: the members that it overrides or implements, the signature that its place asks for. */
import { holderOf, overriddenMembers } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import type { CallableNode } from '../export-index/function-nodes.ts';

/** The declarations whose contract a function inherits, up the whole chain. What its place asks for is found with types only. */
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
  if (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) return [...ofPlace, ...overriddenMembers(analysis, node)];
  if (ts.isObjectLiteralExpression(parent) && ts.isObjectLiteralElementLike(member)) return [...ofPlace, ...expectedMembers(analysis, parent, member)];
  return ofPlace;
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
