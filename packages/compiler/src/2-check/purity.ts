/** A clause must not change anything and must not suspend: the program does the same with it and without it. */
import type ts from 'typescript';
import { isAssignment, spanOf } from '../1-read/syntax.ts';
import { freeNames } from '../1-read/resolve.ts';
import type { Clause, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';

/** Reports assignments, `++`, `--`, `delete`, `await` and `yield` in a clause and in its computed message. */
export function checkPurity(ts: TypeScript, { predicate, messageExpression }: Clause): Diagnostic[] {
  const looked = [predicate && mayBeImpure.test(predicate.text) ? predicate.expression : undefined, messageExpression];
  return looked.flatMap((expression) => (expression ? impurities(ts, expression) : []));
}

/** What a text holds that writes or suspends: an `=` that is no part of a comparison or an arrow, and the like. */
const mayBeImpure = /(?:^|[^=!<>])=(?![=>])|<<=|>>=|\+\+|--|\b(?:delete|await|yield)\b/;

function impurities(ts: TypeScript, expression: ts.Expression): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const outer = new Set(freeNames(ts, expression));
  const visit = (node: ts.Node, nested: boolean): void => {
    const target = writtenBy(ts, node);
    if (target && !(ts.isIdentifier(target) && !outer.has(target))) problems.push(diagnostic('impure-clause', spanOf(node), node.getText()));
    if (!nested && (ts.isAwaitExpression(node) || ts.isYieldExpression(node))) {
      problems.push(diagnostic('suspending-clause', spanOf(node), ts.isAwaitExpression(node) ? 'await' : 'yield'));
    }
    const inner = nested || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(expression, false);
  return problems;
}

/** What an expression writes or deletes; undefined if it does neither. */
function writtenBy(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    return isAssignment(ts, node) ? node.left : undefined;
  }
  if (ts.isDeleteExpression(node)) return node.expression;
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return undefined;
  const writes = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  return writes ? node.operand : undefined;
}
