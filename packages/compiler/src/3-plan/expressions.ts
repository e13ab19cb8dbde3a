/** What kind of expression a clause is: decides whether its evaluation needs a guard or a `try`. */
import type ts from 'typescript';
import { isWrapper } from '../1-read/syntax.ts';
import type { TypeScript } from '../contract.ts';
import { builtInCalled } from './built-ins.ts';
import { code, keep, type Code } from './plan.ts';

/** A set of names that may be open-ended. */
export type Names = Pick<ReadonlySet<string>, 'has'>;

/** What decides whether an expression can run contracted code, or throw. */
export interface GuardScope {
  /** Contracted accessors of the owner's class: reading one runs its checks. */
  readonly accessors: Names;
  /** Nodes that stand for captured values: they run nothing. Where `isRead`, for names of the plan. */
  readonly captured?: ReadonlyMap<ts.Node, { readonly isRead: boolean }>;
  /** What the clause belongs to: the scopes around it say what the names of JavaScript's own functions mean. */
  readonly owner: ts.Node;
}

/**
 * Identifiers, literals and signs before them, captured values, `typeof`, `!`, `&&`, `||`, `===`, `!==` and such as `Number.isInteger(…)` only: it can neither throw nor
 * run other code.
 */
export function isSafe(ts: TypeScript, node: ts.Node, scope: Omit<GuardScope, 'accessors'>): boolean {
  const isOperandSafe = (operand: ts.Node): boolean => isSafe(ts, operand, scope);
  const captured = scope.captured?.get(node);
  if (captured) return captured.isRead;
  if (ts.isParenthesizedExpression(node) || ts.isTypeOfExpression(node)) return isOperandSafe(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken ? isOperandSafe(node.operand) : ts.isNumericLiteral(node.operand);
  if (ts.isBinaryExpression(node)) return isSafeOperator(ts, node.operatorToken.kind) && isOperandSafe(node.left) && isOperandSafe(node.right);
  if (ts.isCallExpression(node)) return builtInCalled(ts, node, scope.owner) === 'looks' && node.arguments.every(isOperandSafe);
  return ts.isIdentifier(node) || ts.isLiteralExpression(node) || isKeywordValue(ts, node);
}

function isSafeOperator({ SyntaxKind: kinds }: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind === kinds.AmpersandAmpersandToken || kind === kinds.BarBarToken || kind === kinds.EqualsEqualsEqualsToken || kind === kinds.ExclamationEqualsEqualsToken;
}

function isKeywordValue({ SyntaxKind: kinds }: TypeScript, { kind }: ts.Node): boolean {
  return kind === kinds.ThisKeyword || kind === kinds.NullKeyword || kind === kinds.TrueKeyword || kind === kinds.FalseKeyword;
}

/** Whether evaluating an expression can run code that is itself contracted. */
export function needsGuard(ts: TypeScript, node: ts.Node, scope: GuardScope): boolean {
  if (scope.captured?.has(node) === true) return false;
  if (ts.isCallExpression(node) && builtInCalled(ts, node, scope.owner)) return node.arguments.some((argument) => needsGuard(ts, argument, scope));
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isSpreadElement(node)) return true;
  if (ts.isSpreadAssignment(node)) return true;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) return true;
  if (ts.isPropertyAccessExpression(node) && scope.accessors.has(node.name.text)) return true;
  return ts.forEachChild(node, (child) => needsGuard(ts, child, scope) || undefined) ?? false;
}

/** A member access, a call or a tagged template: what a chain is made of. */
export function isChainLink(ts: TypeScript, node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression | ts.TaggedTemplateExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node);
}

/** The next inner node of a chain: the object of an access, the callee of a call, the tag of a template. */
export function chainInner(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node) || ts.isNonNullExpression(node)) return node.expression;
  return ts.isTaggedTemplateExpression(node) ? node.tag : undefined;
}

/** Whether an expression is a function or class without a name, which JavaScript names after what it is assigned to. */
export function isNameless(ts: TypeScript, expression: ts.Expression): boolean {
  let node = expression;
  while (isWrapper(ts, node)) node = node.expression;
  return ts.isArrowFunction(node) || ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && !node.name);
}

/** An expression that is assigned to a variable of the plan, and takes no name from it: `e`, or `(0, e)`. */
export function keepUnnamed(ts: TypeScript, expression: ts.Expression): Code {
  return isNameless(ts, expression) ? code`(0, ${keep(expression)})` : [keep(expression)];
}
