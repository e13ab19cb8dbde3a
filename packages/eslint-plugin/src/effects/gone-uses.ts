/** Uses of what was given away that do no harm, and conditions that keep a gift and a use apart. By syntax alone. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { bindingOf, type Binding } from './bindings.ts';
import { wrapped } from './changes.ts';

const { SyntaxKind } = typescript;

const comparisons: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.EqualsEqualsToken, SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.ExclamationEqualsToken, SyntaxKind.ExclamationEqualsEqualsToken, SyntaxKind.InstanceOfKeyword,
]);

/** Methods of containers that look for the object itself, and not into it. */
const asksForObject = /^(?:delete|has|includes|indexOf|lastIndexOf)$/;
const tellsEnd = /^(?:is)?(?:closed|destroyed|disposed|released|detached|ended|aborted|writableEnded)$/i;

/** Whether only the reference is looked at: compared, asked whether it is there, taken off a list; or whether it is closed. */
export function isMereLook(use: ts.Node): boolean {
  const node = wrapped(use);
  const { parent } = node;
  if (typescript.isTypeOfExpression(parent) || typescript.isVoidExpression(parent) || typescript.isExpressionStatement(parent)) return true;
  if (typescript.isPrefixUnaryExpression(parent)) return parent.operator === SyntaxKind.ExclamationToken && isWhole(node);
  if (typescript.isBinaryExpression(parent)) {
    if (comparisons.has(parent.operatorToken.kind)) return isWhole(node);
    return parent.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken && parent.left === node && isWhole(node);
  }
  if (typescript.isIfStatement(parent) || typescript.isWhileStatement(parent)) return isWhole(node);
  if (typescript.isConditionalExpression(parent)) return parent.condition === node && isWhole(node);
  if (typescript.isPropertyAccessExpression(parent)) return tellsEnd.test(parent.name.text);
  if (typescript.isPropertyAccessExpression(node) && tellsEnd.test(node.name.text)) return true;
  return typescript.isCallExpression(parent) && parent.expression !== node && typescript.isPropertyAccessExpression(parent.expression) && asksForObject.test(parent.expression.name.text);
}

/** A name, or a member of `this`: a member of it is a look into it. */
function isWhole(node: ts.Node): boolean {
  return typescript.isIdentifier(node) || (typescript.isPropertyAccessExpression(node) && node.expression.kind === SyntaxKind.ThisKeyword);
}

/** Whether the use handles that the gift failed: then nothing was given. */
export function isInHandlerOf(gift: ts.Node, use: ts.Node): boolean {
  return typescript.findAncestor(use, (node) => typescript.isCatchClause(node) && contains(node.parent.tryBlock, gift)) !== undefined;
}

/** Whether the use stands where control comes with the gift and without it. */
export function isInFinallyOf(gift: ts.Node, use: ts.Node): boolean {
  return typescript.findAncestor(use, ({ parent }) => parent !== undefined && typescript.isTryStatement(parent) && parent.finallyBlock !== undefined && contains(parent.finallyBlock, use) && contains(parent.tryBlock, gift)) !== undefined;
}

/** Whether the next round of a loop tries the gift once more, because it may have failed. */
export function isTriedAgain(gift: ts.Node, use: ts.Node): boolean {
  return use.pos < gift.end && typescript.findAncestor(gift, (node) => typescript.isTryStatement(node) && node.catchClause !== undefined && contains(node.tryBlock, gift)) !== undefined;
}

/** Whether a name stands for a variable there, and is not the name of a member that is called so. */
export function meansBinding(name: ts.Identifier, { declaration }: Binding): boolean {
  const { parent } = name;
  const isMember = (typescript.isPropertyAccessExpression(parent) && parent.name === name) || (typescript.isPropertyAssignment(parent) && parent.name === name) || (typescript.isBindingElement(parent) && parent.propertyName === name) || typescript.isClassElement(parent) || typescript.isTypeElement(parent) || typescript.isJsxAttribute(parent);
  return !isMember && bindingOf(name)?.declaration === declaration;
}

function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end && outer.getSourceFile() === inner.getSourceFile();
}

/** Whether the conditions around a use speak of what the conditions around the gift speak of, or of what is set beside the gift. */
export function areCorrelated(gift: ts.Node, use: ts.Node): boolean {
  const isLoop = use.pos < gift.end;
  const asked = namesIn(conditionsAround(use).filter(({ parent }) => isLoop || !contains(parent, gift)));
  if (asked.size === 0) return false;
  const known = namesIn(conditionsAround(gift).filter(({ parent }) => !contains(parent, use)));
  const block = typescript.findAncestor(gift, typescript.isBlock);
  if (block) for (const name of assignedIn(block)) known.add(name);
  return [...asked].some((name) => known.has(name));
}

function conditionsAround(node: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  for (let at = node; !typescript.isFunctionLike(at.parent) && !typescript.isSourceFile(at.parent); at = at.parent) {
    const { parent } = at;
    if (typescript.isIfStatement(parent) && parent.expression !== at) found.push(parent.expression);
    else if (typescript.isConditionalExpression(parent) && parent.condition !== at) found.push(parent.condition);
    else if (typescript.isWhileStatement(parent) && parent.expression !== at) found.push(parent.expression);
    else if (typescript.isBinaryExpression(parent) && parent.right === at && parent.operatorToken.kind !== SyntaxKind.EqualsToken) found.push(parent.left);
    else if (typescript.isCaseBlock(parent)) found.push(parent.parent.expression);
  }
  return found;
}

function namesIn(nodes: readonly ts.Node[]): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (typescript.isIdentifier(node)) found.add(node.text);
    typescript.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  found.delete('undefined');
  return found;
}

/** The names of what a block assigns. */
function assignedIn(block: ts.Node): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (typescript.isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.EqualsToken) for (const name of namesIn([node.left])) found.add(name);
    typescript.forEachChild(node, visit);
  };
  visit(block);
  return found;
}
