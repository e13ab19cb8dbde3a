/** JavaScript's operators over known values. */
import type { Outcome } from './evaluate.ts';

const binaryOperators: Readonly<Record<string, (left: never, right: never) => unknown>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '===': (left, right) => left === right,
  '!==': (left, right) => left !== right,
  '==': (left, right) => left == right,
  '!=': (left, right) => left != right,
  '+': (left, right) => (left as number) + (right as number),
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '%': (left, right) => left % right,
  '/': (left, right) => left / right,
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
};

const unaryOperators: Readonly<Record<string, (operand: never) => unknown>> = {
  '-': (operand) => -operand,
  '+': (operand) => +operand,
  '~': (operand) => ~operand,
};

const ofIdentity = new Set(['===', '!==']);

/** The result of a binary operator; unknown where it would run an object's own conversion, or throw. */
export function applyBinary(operator: string, [left, right]: readonly [unknown, unknown]): Outcome {
  const apply = binaryOperators[operator];
  const isSafe = ofIdentity.has(operator) || (converts(left) && converts(right)) || isNullCheck(operator, [left, right]);
  return apply && isSafe ? unlessThrown(() => apply(left as never, right as never)) : undefined;
}

/** The result of a unary operator. */
export function applyUnary(operator: string, operand: unknown): Outcome {
  const apply = unaryOperators[operator];
  return apply && converts(operand) ? unlessThrown(() => apply(operand as never)) : undefined;
}

/** `x == null`: no conversion, whatever `x` is. */
function isNullCheck(operator: string, operands: readonly unknown[]): boolean {
  return (operator === '==' || operator === '!=') && operands.some((each) => each === null || each === undefined);
}

/** Whether a value is primitive, or an object made here whose conversion is known. */
function converts(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function') || value === null || Object.hasOwn(value, Symbol.toPrimitive);
}

function unlessThrown(compute: () => unknown): Outcome {
  try {
    return { value: compute() };
  } catch (error) {
    // A bigint beside a number, a symbol in a comparison: the expression throws, so it has no value.
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}
