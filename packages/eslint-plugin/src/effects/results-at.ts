/** What a `return` may give, and whether a field still holds it then. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { assignmentOf } from './changes.ts';

const { SyntaxKind } = typescript;

/** One of the results of an expression. */
interface Result {
  readonly node: ts.Expression;
  /** The name or member whose value it is. */
  readonly value: ts.Expression;
}

/** TABLE: operators that give either of their sides, and those that give what is in the place on the left afterwards. */
const eitherSide: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.QuestionQuestionToken, SyntaxKind.BarBarToken]);
const fillsLeft: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.QuestionQuestionEqualsToken, SyntaxKind.BarBarEqualsToken]);

/** The results of an expression: both ways of `? :`, `??` and `||`; of `this.items ??= []` what the field holds then. */
export function resultsAt(node: ts.Expression): Result[] {
  if (typescript.isParenthesizedExpression(node)) return resultsAt(node.expression);
  if (typescript.isConditionalExpression(node)) return [...resultsAt(node.whenTrue), ...resultsAt(node.whenFalse)];
  if (!typescript.isBinaryExpression(node)) return [{ node, value: node }];
  const operator = node.operatorToken.kind;
  if (eitherSide.has(operator)) return [...resultsAt(node.left), ...resultsAt(node.right)];
  return fillsLeft.has(operator) ? [{ node, value: node.left }] : [];
}

/** Whether a member, or a method of the class that it calls, sets a field anew: `const items = this.#items; this.#items = []; return items;` gives away the old one. */
export function isSetAnew(field: string, member: ts.ClassElement, seen: Set<ts.Node> = new Set()): boolean {
  if (seen.has(member)) return false;
  seen.add(member);
  const visit = (node: ts.Node): boolean => {
    if (!typescript.isPropertyAccessExpression(node) || node.expression.kind !== SyntaxKind.ThisKeyword) return typescript.forEachChild(node, (child) => visit(child) || undefined) ?? false;
    const name = node.name.text;
    if (name === field) return assignmentOf(node) !== undefined;
    const called = typescript.isCallExpression(node.parent) && node.parent.expression === node ? (member.parent as ts.ClassLikeDeclaration).members.find((each) => each.name?.getText() === name) : undefined;
    return called !== undefined && isSetAnew(field, called, seen);
  };
  return typescript.forEachChild(member, (child) => visit(child) || undefined) ?? false;
}
