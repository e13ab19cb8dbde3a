/** Calls by syntax: which of their arguments their value probably is. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { unwrapped } from '../unwrapped.ts';

/** Methods of `Object` that hand their arguments back. */
const handBack: ReadonlySet<string> = new Set(['freeze', 'seal', 'preventExtensions', 'assign']);

/** Methods whose callback is not what comes out, wherever they come from: `map`, `then`, `replace`. */
const transformations: ReadonlySet<string> = new Set([Array, Promise, String, Map].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)));

/** Functions that keep a callback for later, or make something else of it. */
const takesCallback = /^(?:set|on|off|add|remove|create|define|make|build|register|subscribe|unsubscribe|watch|watchEffect|effect|computed|signal|listen|schedule|run|start|use|describe|test|it|before|after|queueMicrotask|request|reduce|transform|validate|refine|lazy)(?![a-z])/;

/** Members that are known to wrap a function: `React.memo`, `_.debounce`. */
const wrapsFunction = /^(?:memo|forwardRef|debounce|throttle|once|curry|bind|partial|promisify|callbackify|deprecate|flow)(?![a-z])|^(?:memoize|wrap|with(?=[A-Z]))/;

/** Whether a call gives its arguments themselves: `Object.freeze({ … })`. */
export function handsBack(ts: TypeScript, { expression: callee }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === 'Object' && handBack.has(callee.name.text);
}

/**
 * The function that a call wraps: its first argument, where no other is a function and the callee is none that takes callbacks.
 *
 * A callee is a name, the result of another call as in `withOptions({ … })(f)`, or a member of a name that is known to wrap.
 */
export function wrappedBy(ts: TypeScript, call: ts.CallExpression): ts.Expression | undefined {
  const [first, ...others] = call.arguments;
  if (!first || !mayWrap(ts, unwrapped(ts, call.expression)) || others.some((each) => isFunction(ts, each))) return undefined;
  return first;
}

function mayWrap(ts: TypeScript, callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return !takesCallback.test(callee.text) && !transformations.has(callee.text);
  if (ts.isPropertyAccessExpression(callee)) return ts.isIdentifier(callee.expression) && wrapsFunction.test(callee.name.text);
  return ts.isCallExpression(callee) && takesNoCallback(ts, unwrapped(ts, callee.expression));
}

/** `withOptions({ … })(f)`, but not `create<Store>()((set) => …)`. */
function takesNoCallback(ts: TypeScript, callee: ts.Expression): boolean {
  return !ts.isIdentifier(callee) || !takesCallback.test(callee.text);
}

function isFunction(ts: TypeScript, argument: ts.Expression): boolean {
  const value = unwrapped(ts, argument);
  return ts.isFunctionExpression(value) || ts.isArrowFunction(value);
}
