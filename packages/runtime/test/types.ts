// Checked by `typecheck`, never run: each `@ts-expect-error` fails the check if the line below it compiles.
import { assert, ensures, exists, forall, invariant, old, requires, unchanged, unreachable } from '../src/index.ts';
import type { ContractViolationError, Violation, ViolationHandler } from '../src/index.ts';
import * as check from '../src/check.ts';

export function narrowsByRequires(text: string | null): number {
  // @ts-expect-error it may be null here
  void text.length;
  requires(text !== null, 'a text');
  return text.length;
}

export function narrowsByAssert(value: unknown): string {
  assert(typeof value === 'string');
  return value.trim();
}

export function narrowsInLoops(items: (number | undefined)[]): number {
  let sum = 0;
  for (const item of items) {
    invariant(item !== undefined);
    sum += item;
  }
  return sum;
}

export function endsByUnreachable(kind: 'a' | 'b'): number {
  if (kind === 'a') return 1;
  if (kind === 'b') return 2;
  return unreachable('no other kind');
}

export function needsNoReturnAfterUnreachable(): number {
  unreachable();
}

export function refusesWrongConditions(promise: Promise<boolean>, text: string): void {
  // @ts-expect-error a promise is no condition
  requires(promise);
  // @ts-expect-error nor is a text
  assert(text);
  // @ts-expect-error a predicate is synchronous
  ensures((result: number) => Promise.resolve(result > 0));
  // @ts-expect-error a message is a text
  requires(true, 5);
  // @ts-expect-error a predicate gives a boolean
  forall([1], (x) => x);
}

export function keepsTypes(numbers: Set<number>, handler: ViolationHandler): void {
  ensures((result: number) => result.toFixed() === old(String(result)) && unchanged(numbers, handler));
  const before: number[] = old([...numbers]);
  forall(before, (x, i) => x.toFixed() === i.toFixed()) satisfies boolean;
  // @ts-expect-error the elements are numbers
  exists(before, (x: string) => x === '');
  // @ts-expect-error a handler says one of two words
  handler satisfies () => 'stop';
}

export function branchesOnKinds({ kind, code, blame }: Violation): string {
  code satisfies `ERR_CONTRACT_${string}`;
  // @ts-expect-error no such kind
  if (kind === 'demands') return '';
  return kind === 'requires' ? blame.party : kind;
}

export function isReadonly(error: ContractViolationError): void {
  // @ts-expect-error a violation is a record of what happened
  error.kind = 'assert';
}

export function failureOfAnOld(read: boolean): number {
  try {
    return read ? check.raise(check.skipped) : 0;
  } catch (error) {
    check.fail(failureOfAnOld, [0, error], '\n|,enforce|f.ts\nensures|f|true|1:1|id');
    return 1;
  }
}
