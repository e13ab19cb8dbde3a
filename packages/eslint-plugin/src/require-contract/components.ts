/** Components: functions that return JSX. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { type CallableNode } from '../export-index/function-nodes.ts';
import { unwrapped } from '../unwrapped.ts';

const annotation = /\b(?:JSX\.?Element|ReactElement|ReactNode|VNode|ComponentChildren)\b/;

/** Whether a function returns JSX by its annotation, its text, or the type of its result. */
export function isComponent({ ts, program }: Analysis, node: CallableNode): boolean {
  if (node.type && annotation.test(node.type.getText())) return true;
  const body = 'body' in node ? node.body : undefined;
  if (!body || !/\.[cm]?[jt]sx$/.test(node.getSourceFile().fileName)) return false;
  if (returned(ts, body).some((value) => isJsx(ts, value))) return true;
  const checker = program?.getTypeChecker();
  const signature = checker?.getSignatureFromDeclaration(node);
  return checker !== undefined && signature !== undefined && annotation.test(checker.typeToString(checker.getReturnTypeOfSignature(signature)));
}

function returned(ts: Analysis['ts'], body: ts.ConciseBody): readonly ts.Expression[] {
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function isJsx(ts: Analysis['ts'], expression: ts.Expression): boolean {
  const value = unwrapped(ts, expression);
  if (ts.isConditionalExpression(value)) return isJsx(ts, value.whenTrue) || isJsx(ts, value.whenFalse);
  if (ts.isBinaryExpression(value)) return isJsx(ts, value.right);
  return ts.isJsxElement(value) || ts.isJsxSelfClosingElement(value) || ts.isJsxFragment(value);
}
