/** Which conditions of guards can be clauses: booleans that have no effect and read on one line. */
import type ts from 'typescript';
import type { Code } from './guards.ts';

/** The most characters that a drafted condition may have; a longer one wants a name. */
const longest = 80;

/** The condition as the text of a clause; undefined where it is no boolean, may have an effect, or does not fit on a line. */
export function conditionText({ ts, program }: Code, condition: ts.Expression, { withThis }: { withThis: boolean }): string | undefined {
  const text = condition.getText().replace(/\s*[\r\n]\s*/g, ' ');
  if (text.length > longest || /[`@]|\/\*|\*\/|\/\//.test(text) || !isHarmless(ts, condition, withThis)) return undefined;
  if (isCondition(ts, condition)) return text;
  const isBoolean = program && isPath(ts, condition) && program.getTypeChecker().typeToString(program.getTypeChecker().getTypeAtLocation(condition)) === 'boolean';
  return isBoolean ? `${text} === true` : undefined;
}

/** An expression whose value is a boolean whatever its operands are. */
function isCondition(ts: Code['ts'], node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isCondition(ts, node.expression);
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isCallExpression(node)) return isPredicateCall(ts, node);
  if (!ts.isBinaryExpression(node)) return false;
  if (joins(ts, node)) return isCondition(ts, node.left) && isCondition(ts, node.right);
  return comparisons(ts).has(node.operatorToken.kind);
}

/** Only `<`, `<=`, `>` and `>=`, joined by `&&` or `||`: such a guard narrows nothing that another relies on. */
export function isPlain(ts: Code['ts'], node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isPlain(ts, node.expression);
  if (!ts.isBinaryExpression(node)) return false;
  return joins(ts, node) ? isPlain(ts, node.left) && isPlain(ts, node.right) : relations(ts).has(node.operatorToken.kind);
}

function joins(ts: Code['ts'], { operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken || operatorToken.kind === ts.SyntaxKind.BarBarToken;
}

function relations({ SyntaxKind }: Code['ts']): ReadonlySet<ts.SyntaxKind> {
  return new Set([SyntaxKind.LessThanToken, SyntaxKind.LessThanEqualsToken, SyntaxKind.GreaterThanToken, SyntaxKind.GreaterThanEqualsToken]);
}

function comparisons(ts: Code['ts']): ReadonlySet<ts.SyntaxKind> {
  const { SyntaxKind } = ts;
  const equalities = [SyntaxKind.EqualsEqualsToken, SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.ExclamationEqualsToken, SyntaxKind.ExclamationEqualsEqualsToken];
  return new Set([...relations(ts), ...equalities, SyntaxKind.InKeyword, SyntaxKind.InstanceOfKeyword]);
}

/** A name or a member path. */
function isPath(ts: Code['ts'], node: ts.Expression): boolean {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && (node.expression.kind === ts.SyntaxKind.ThisKeyword || isPath(ts, node.expression)));
}

/** Calls that answer a question and, by their name, do nothing else. */
const predicateNames = /^(?:is|has)(?:[A-Z]\w*)?$|^(?:includes|startsWith|endsWith|every|some|hasOwn)$/;

function isPredicateCall(ts: Code['ts'], { expression: callee }: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : '';
  return predicateNames.test(name);
}

const harmlessRoots: ReadonlySet<string> = new Set(['Math', 'Number', 'Object', 'String']);

/** Whether evaluating an expression once more changes nothing: no assignment, no suspension, no call but of predicates. */
function isHarmless(ts: Code['ts'], node: ts.Node, withThis: boolean): boolean {
  const { SyntaxKind } = ts;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind >= SyntaxKind.FirstAssignment && node.operatorToken.kind <= SyntaxKind.LastAssignment) return false;
  if (ts.isPrefixUnaryExpression(node) && (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken)) return false;
  if (ts.isPostfixUnaryExpression(node) || ts.isDeleteExpression(node) || ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return false;
  if (ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node) || ts.isBlock(node)) return false;
  if (node.kind === SyntaxKind.SuperKeyword || (node.kind === SyntaxKind.ThisKeyword && !withThis)) return false;
  if (ts.isCallExpression(node) && !isPredicateCall(ts, node) && !isBuiltIn(ts, node)) return false;
  return ts.forEachChild(node, (child) => (isHarmless(ts, child, withThis) ? undefined : true)) !== true;
}

function isBuiltIn(ts: Code['ts'], { expression: callee }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && harmlessRoots.has(callee.expression.text) && !/^(?:assign|random)$/.test(callee.name.text);
}
