/** Whether a function was written with NaN, the infinities and whole numbers that are not exact in mind. */
import { clauseKinds, type Contract, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

const constants = new Set(['NaN', 'Infinity', 'POSITIVE_INFINITY', 'NEGATIVE_INFINITY', 'MAX_SAFE_INTEGER', 'MIN_SAFE_INTEGER', 'MAX_VALUE']);

const questions = /^(?:Number\.)?is(?:NaN|Finite|SafeInteger)$/;

/**
 * Whether its promises name such numbers, a precondition lets NaN in by name, or its body asks whether a parameter is one. What preconditions turn
 * away says nothing of other parameters, and a body that takes `Infinity` for the least of nothing says nothing of what it is given.
 *
 * @pure
 */
export function speaksOfNonFinite(ts: TypeScript, { owner, clauses }: Pick<Contract, 'owner' | 'clauses'>): boolean {
  const isNamed = clauses.some(({ kind, predicate }) => {
    const { moment, blame } = clauseKinds[kind];
    return predicate !== undefined && some(ts, predicate.expression, moment === 'entry' && blame === 'caller' ? (node) => letsIn(ts, node) : (node) => isPromised(ts, node));
  });
  const { body, parameters } = owner.node as Partial<Pick<ts.FunctionDeclaration, 'body' | 'parameters'>>;
  const given = new Set(parameters?.map(({ name }) => name.getText()));
  return isNamed || (body !== undefined && some(ts, body, (node) => isAskedOf(ts, node, given)));
}

function some(ts: TypeScript, node: ts.Node, holds: (node: ts.Node) => boolean): boolean {
  return holds(node) || ts.forEachChild(node, (child) => some(ts, child, holds) || undefined) === true;
}

/** What `isNaN` and `isFinite` are asked of. */
function askedBy(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  return ts.isCallExpression(node) && questions.test(node.expression.getText()) ? node.arguments[0] : undefined;
}

/** A result that is finite says nothing of what it is made of. */
function isPromised(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return constants.has(node.text);
  const asked = askedBy(ts, node);
  return isComparedWithItself(ts, node) || (asked !== undefined && !some(ts, asked, (each) => ts.isIdentifier(each) && each.text === 'result'));
}

/** `Number.isNaN(x) || x > 0` */
function letsIn(ts: TypeScript, node: ts.Node): boolean {
  return askedBy(ts, node) !== undefined && node.getText().includes('isNaN') && !ts.isPrefixUnaryExpression(node.parent);
}

function isAskedOf(ts: TypeScript, node: ts.Node, given: ReadonlySet<string>): boolean {
  const asked = askedBy(ts, node);
  return (asked !== undefined && ts.isIdentifier(asked) && given.has(asked.text)) || isComparedWithItself(ts, node);
}

/** `x !== x` */
function isComparedWithItself(ts: TypeScript, node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && (node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) && ts.isIdentifier(node.left) && node.left.getText() === node.right.getText();
}
