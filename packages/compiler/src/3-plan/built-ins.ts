/** Functions of JavaScript itself that a clause calls like operators: no contract is checked while they run. */
import type ts from 'typescript';
import { isDeclaredAround } from '../1-read/resolve.ts';
import type { TypeScript } from '../contract.ts';

/** They look at a value as it is and cannot throw. */
const looking = /^(?:Boolean|Number\.is(?:Finite|Integer|NaN|SafeInteger)|Object\.is|ArrayBuffer\.isView)$/;

/** They may throw, as `<` may: for a symbol, or a proxy that was revoked. Code of an object runs in them at most where a member access runs it. */
const converting = /^(?:Array\.isArray|Math\.\w+|Object\.(?:getPrototypeOf|hasOwn|isExtensible|isFrozen|isSealed|keys)|isFinite|isNaN)$/;

/**
 * What is known of a call: that it cannot throw, or that it can but runs nothing that has contracts. Undefined for any other call, and where the
 * clause or what is around `owner` gives the name a meaning of its own.
 */
export function builtInCalled(ts: TypeScript, { expression, questionDotToken, arguments: given }: ts.CallExpression, owner: ts.Node): 'looks' | 'converts' | undefined {
  const root = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
  if (!ts.isIdentifier(root) || questionDotToken || given.some(ts.isSpreadElement)) return undefined;
  const path = ts.isPropertyAccessExpression(expression) ? (expression.questionDotToken ? '' : `${root.text}.${expression.name.text}`) : root.text;
  const found = looking.test(path) ? 'looks' : converting.test(path) ? 'converts' : undefined;
  return found && !isParameter(ts, root) && !isDeclaredAround(ts, owner, root.text) ? found : undefined;
}

/** Whether a function inside the clause has a parameter of the name. */
function isParameter(ts: TypeScript, name: ts.Identifier): boolean {
  for (let at: ts.Node = name.parent; ts.isExpression(at); at = at.parent) {
    if (ts.isArrowFunction(at) && at.parameters.some((each) => ts.isIdentifier(each.name) && each.name.text === name.text)) return true;
  }
  return false;
}
