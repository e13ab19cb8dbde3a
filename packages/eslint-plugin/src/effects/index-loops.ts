/** Loops that count forward over an array and take elements out of it. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { bindingOf, constantValue } from './bindings.ts';
import type { Flow } from './events.ts';
import type { Disturbance } from './iterations.ts';
import { samePlace } from './place.ts';

const { SyntaxKind } = typescript;

/** `for (let i = 0; i < xs.length; i++) if (…) xs.splice(i, 1)`, where the counter is not put back and the loop goes on. */
export function forwardLoops({ node: fn }: Flow): Disturbance[] {
  const found: Disturbance[] = [];
  const visit = (node: ts.Node): void => {
    if (node !== fn && typescript.isFunctionLike(node)) return;
    if (typescript.isForStatement(node)) found.push(...removals(fn, node));
    typescript.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

function removals(fn: Flow['node'], loop: ts.ForStatement): Disturbance[] {
  const counter = counterOf(loop);
  const length = counter && comparedLength(loop, counter);
  if (!counter || !length) return [];
  const seen = { node: fn, owners: new Set<ts.Node>([fn]) };
  const place = aliasedPlace(seen, length);
  if (!place || place.isCut || isSet(loop.statement, counter)) return [];
  const found: Disturbance[] = [];
  const visit = (node: ts.Node): void => {
    // An inner loop may look at the element that comes up in its place.
    if (typescript.isFunctionLike(node) || typescript.isIterationStatement(node, false)) return;
    if (typescript.isCallExpression(node) && isRemoval(node, counter) && !leaves(node)) {
      const object = aliasedPlace(seen, (node.expression as ts.PropertyAccessExpression).expression);
      if (object && samePlace(object, place)) found.push({ place, loop, node, how: 'skips' });
    }
    typescript.forEachChild(node, visit);
  };
  visit(loop.statement);
  return found;
}

/** The name that is counted up by one each round. */
function counterOf({ incrementor, initializer }: ts.ForStatement): ts.Identifier | undefined {
  const step = incrementor && unwrapped(typescript, incrementor);
  if (!step || !initializer || !typescript.isVariableDeclarationList(initializer)) return undefined;
  const isOne = (typescript.isPostfixUnaryExpression(step) || typescript.isPrefixUnaryExpression(step)) && step.operator === SyntaxKind.PlusPlusToken;
  const isAdded = typescript.isBinaryExpression(step) && step.operatorToken.kind === SyntaxKind.PlusEqualsToken && step.right.getText() === '1';
  const name = isOne ? step.operand : isAdded ? step.left : undefined;
  return name && typescript.isIdentifier(name) ? name : undefined;
}

/** The `xs` of `i < xs.length`. */
function comparedLength({ condition }: ts.ForStatement, counter: ts.Identifier): ts.Expression | undefined {
  const test = condition && unwrapped(typescript, condition);
  if (!test || !typescript.isBinaryExpression(test) || test.operatorToken.kind !== SyntaxKind.LessThanToken || test.left.getText() !== counter.text) return undefined;
  const length = unwrapped(typescript, test.right);
  return typescript.isPropertyAccessExpression(length) && length.name.text === 'length' ? length.expression : undefined;
}

/** `xs.splice(i, 1)`: an element less, and none in its place. */
function isRemoval({ expression, arguments: [at, count, ...added] }: ts.CallExpression, counter: ts.Identifier): boolean {
  return typescript.isPropertyAccessExpression(expression) && expression.name.text === 'splice' && at !== undefined && (at.getText() === counter.text || isPlaceOf(at, counter)) && count?.getText() === '1' && added.length === 0;
}

/** `xs.indexOf(x)` where `x` is `xs[i]`. */
function isPlaceOf(at: ts.Expression, counter: ts.Identifier): boolean {
  const call = unwrapped(typescript, at);
  const [arg] = typescript.isCallExpression(call) && typescript.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'indexOf' ? call.arguments : [];
  const value = arg && typescript.isIdentifier(arg) ? constantValue(bindingOf(arg)) : undefined;
  const element = value && unwrapped(typescript, value);
  return element !== undefined && typescript.isElementAccessExpression(element) && element.argumentExpression.getText() === counter.text;
}

/** Whether the counter is set in the body. */
function isSet(body: ts.Statement, counter: ts.Identifier): boolean {
  const binding = bindingOf(counter);
  const visit = (node: ts.Node): boolean => {
    const target = typescript.isBinaryExpression(node) && node.operatorToken.kind >= SyntaxKind.FirstAssignment && node.operatorToken.kind <= SyntaxKind.LastAssignment ? node.left : typescript.isPostfixUnaryExpression(node) || typescript.isPrefixUnaryExpression(node) ? node.operand : undefined;
    if (target && typescript.isIdentifier(target) && bindingOf(target) === binding) return !typescript.isPrefixUnaryExpression(node) || node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken;
    return typescript.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(body);
}

/** Whether the loop or callback is left behind the change, in the same block or one around it. */
export function leaves(node: ts.Node): boolean {
  for (let at: ts.Node = node; !typescript.isIterationStatement(at, false) && !typescript.isFunctionLike(at); at = at.parent) {
    if (typescript.isReturnStatement(at) || typescript.isThrowStatement(at)) return true;
    const { parent } = at;
    if (!typescript.isBlock(parent) && !typescript.isCaseClause(parent)) continue;
    const later = parent.statements.slice(parent.statements.indexOf(at as ts.Statement) + 1);
    if (later.some((each) => (typescript.isBreakStatement(each) && !typescript.isCaseClause(parent)) || typescript.isReturnStatement(each) || typescript.isThrowStatement(each))) return true;
  }
  return false;
}
