import type { FailedClause, Site } from './clause.ts';
import type { ClauseKind } from './contract-violation-error.ts';
import { warn } from './host.ts';
import { create, enforce, isMuted, tell } from './report.ts';
import { state } from './state.ts';
import { isMeasure } from './values.ts';

const remedy = 'Compile with `tspc` and a preset of `@proviso/transformer`.';

/**
 * Precondition: what the caller must make true. Narrows like any assertion.
 *
 * @throws {ContractViolationError} if the condition is false
 */
export function requires(condition: boolean, message?: string): asserts condition {
  if (!condition) violate('requires', message, requires);
}

/**
 * Postcondition: what holds of the result on every normal return. It is checked in compiled code only.
 *
 * @noContract it is a contract itself
 */
export function ensures<T>(predicate: (result: T) => boolean, message?: string): void {
  void predicate;
  void message;
  if (state.warned) return;
  state.warned = true;
  warn(`Proviso: \`ensures\` is not checked, because the Proviso compiler did not run. ${remedy}`);
}

/**
 * Loop invariant: holds at the start of every iteration.
 *
 * @throws {ContractViolationError} if the condition is false
 */
export function invariant(condition: boolean, message?: string): asserts condition {
  if (!condition) violate('invariant', message, invariant);
}

/**
 * Termination measure of a loop: a non-negative integer that gets smaller with every iteration. That it gets smaller is checked
 * in compiled code only.
 *
 * @throws {ContractViolationError} if the measure is negative or no integer
 * @noContract it is a contract itself
 */
export function decreases(measure: number | bigint, message?: string): void {
  if (!isMeasure(measure)) violate('decreases', message, decreases);
}

/**
 * Holds at this point of the body.
 *
 * @throws {ContractViolationError} if the condition is false
 */
export function assert(condition: boolean, message?: string): asserts condition {
  if (!condition) violate('assert', message, assert);
}

/**
 * This point is never reached. No profile removes it, and no violation handler can make it return.
 *
 * @throws {ContractViolationError} always
 * @noContract it is a contract itself
 */
export function unreachable(message?: string): never {
  const violation = create(uncompiled('unreachable', message, unreachable));
  if (!isMuted()) tell(violation, state.handler);
  throw violation;
}

/**
 * In an `ensures` clause: the value of the expression on entry. It copies nothing: of an object that changes, take
 * `old([...xs])`.
 *
 * @throws {TypeError} where the compiler did not run
 * @noContract it is a part of contracts
 */
export function old<T>(value: T): T {
  void value;
  throw notCompiled('old');
}

/**
 * In an `ensures` clause: each of these expressions has the value it had on entry, by `Object.is`.
 *
 * @throws {TypeError} where the compiler did not run
 * @noContract it is a part of contracts
 */
export function unchanged(value: unknown, ...more: unknown[]): boolean {
  void [value, more];
  throw notCompiled('unchanged');
}

function violate(kind: ClauseKind, message: string | undefined, report: Site[0]): void {
  if (!isMuted()) enforce(uncompiled(kind, message, report));
}

function uncompiled(kind: ClauseKind, message: string | undefined, report: Site[0]): FailedClause {
  return { row: [kind, '', '', '', '', []], site: [report, '', 'uncompiled'], failure: true, heading: `${kind} failed`, message: () => message };
}

function notCompiled(name: string): TypeError {
  return new TypeError(`\`${name}\` has a meaning in compiled code only, and the Proviso compiler did not run. ${remedy}`);
}
