/** Signatures that carry a bound in their types: a parameter or result annotated with a type alias that has an invariant. */
import { clauseKinds, declarationsOf } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import type { CallableNode } from '../export-index/function-nodes.ts';
import { clausesOf } from '../clauses-of.ts';

/** Whether an annotation of the signature names a refinement alias, also within a union, an array or a promise. */
export function namesRefinement(analysis: Analysis, node: CallableNode): boolean {
  const { ts } = analysis;
  const visit = (type: ts.Node): boolean => {
    if (ts.isFunctionTypeNode(type)) return false;
    if (ts.isTypeReferenceNode(type) && aliasesOf(analysis, type).some((alias) => isRefinement(analysis, alias))) return true;
    return ts.forEachChild(type, (child) => visit(child) || undefined) ?? false;
  };
  return [...node.parameters.map(({ type }) => type), node.type].some((type) => type !== undefined && visit(type));
}

function isRefinement(analysis: Analysis, alias: ts.TypeAliasDeclaration): boolean {
  return clausesOf(analysis, alias).some(({ kind }) => clauseKinds[kind].names.includes('value'));
}

function aliasesOf(analysis: Analysis, { typeName }: ts.TypeReferenceNode): readonly ts.TypeAliasDeclaration[] {
  return declarationsOf(analysis, typeName).filter((each) => analysis.ts.isTypeAliasDeclaration(each));
}
