import { expect } from 'vitest';

import { ContractViolationError } from '../src/index.ts';
import type { ClauseSpec } from '../src/check.ts';

/** What `act` throws; the test fails if it throws nothing. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}

/** The violation that `act` throws; the test fails if it throws anything else. */
export function caught(act: () => unknown): ContractViolationError {
  const error = thrownBy(act);
  if (!(error instanceof ContractViolationError)) throw error;
  return error;
}

/** A clause as the compiler writes it. */
export function clause(kind: string, rest: Partial<Record<'subject' | 'source' | 'id' | 'profile' | 'message' | 'label', string>> = {}): ClauseSpec {
  const { subject = 'withdraw', source = 'amount <= account.balance', id = 'k3j2h1g0', profile = 'enforce' } = rest;
  return [kind, subject, source, 'src/account.ts:5:14', id, profile, rest.message, rest.label];
}
