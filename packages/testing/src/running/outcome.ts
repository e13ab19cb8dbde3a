/** Runs one call and tells what it was: judged well, broken, not allowed, or ended by an error of its own. */
import { ContractViolationError } from '@proviso/runtime';
import { subscribe } from 'node:diagnostics_channel';
import { isAtEntry, provisoInvoke, type Target } from './invoke.ts';
import { Rejection, sifted } from './rejection.ts';

export type Outcome =
  | { readonly outcome: 'returned'; readonly value: unknown }
  | { readonly outcome: 'rejected'; readonly clause: string }
  | { readonly outcome: 'violated'; readonly violation: ContractViolationError; readonly wasSwallowed: boolean }
  | { readonly outcome: 'threw'; readonly error: unknown };

/** Every violation since the last call began, thrown or not. */
const published: ContractViolationError[] = [];

let listens = false;

/** Listens to violations, once in a process. */
function listen(): void {
  if (listens) return;
  listens = true;
  subscribe('proviso:violation', (message) => {
    if (published.length < mostKept) published.push(message as ContractViolationError);
  });
}

const mostKept = 100;

/**
 * Runs a call.
 *
 * @noContract the code of the project runs
 */
export function outcomeOf(target: Target, self: unknown, args: readonly unknown[]): Outcome {
  listen();
  if (published.length > 0) published.length = 0;
  try {
    return returned(gone(sifted(() => provisoInvoke(target, self, args))));
  } catch (error) {
    return failed(error);
  }
}

/**
 * Runs a call whose promise is waited for.
 *
 * @noContract the code of the project runs
 */
export async function outcomeOfAsync(target: Target, self: unknown, args: readonly unknown[]): Promise<Outcome> {
  listen();
  if (published.length > 0) published.length = 0;
  try {
    return returned(await goneAsync(await sifted(() => provisoInvoke(target, self, args))));
  } catch (error) {
    return failed(error);
  }
}

/**
 * Runs a call beside others: what was violated is told to whoever runs them all.
 *
 * @noContract the code of the project runs
 */
export async function outcomeOfOverlapped(target: Target, self: unknown, args: readonly unknown[]): Promise<Outcome> {
  try {
    return { outcome: 'returned', value: await goneAsync(await provisoInvoke(target, self, args)) };
  } catch (error) {
    return { outcome: 'threw', error };
  }
}

/** A generator keeps its promises while somebody asks for its values. */
function gone(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.prototype.toString.call(value) !== '[object Generator]') return value;
  let left = mostValues;
  for (const _ of value as Generator) if (--left === 0) break;
  return value;
}

async function goneAsync(value: unknown): Promise<unknown> {
  if (Object.prototype.toString.call(value) !== '[object AsyncGenerator]') return gone(value);
  let left = mostValues;
  for await (const _ of value as AsyncGenerator) if (--left === 0) break;
  return value;
}

/** A generator is asked for so many values. */
export const mostValues = 100;

function returned(value: unknown): Outcome {
  const [swallowed] = published;
  return swallowed ? { outcome: 'violated', violation: swallowed, wasSwallowed: true } : { outcome: 'returned', value };
}

function failed(error: unknown): Outcome {
  if (error instanceof Rejection) return { outcome: 'rejected', clause: error.clause };
  const first = published[0] ?? (error instanceof ContractViolationError ? error : undefined);
  if (!first) return { outcome: 'threw', error };
  if (isInputsFault(first)) return { outcome: 'rejected', clause: first.clause.id };
  // A clause that threw, since what it calls broke a promise, caught nothing.
  if (error instanceof ContractViolationError && isCausedBy(error, first)) return { outcome: 'violated', violation: error, wasSwallowed: false };
  return { outcome: 'violated', violation: first, wasSwallowed: true };
}

function isCausedBy(error: unknown, violation: ContractViolationError): boolean {
  for (let each = error; each instanceof Error; each = each.cause) if (each === violation) return true;
  return false;
}

/** A precondition of the call itself, or a promise of a callback that we made up. */
function isInputsFault(violation: ContractViolationError): boolean {
  const { kind, blame } = violation;
  return kind === 'requires' ? isAtEntry(violation) : blame.party === 'caller';
}
