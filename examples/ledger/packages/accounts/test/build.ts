import { expect } from 'vitest';

import { ContractViolationError } from '@proviso/runtime';

const enforce = '../dist-enforce/index.js';

/** This package as `tspc` built it, with its contracts enforced. */
export const build = (await import(enforce)) as typeof import('../src/index.ts');

/** The violation that `act` ends with; the test fails if it ends in any other way. */
export async function violationOf(act: () => unknown): Promise<ContractViolationError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof ContractViolationError) return error;
    throw error;
  }
  return expect.fail('nothing was thrown');
}
