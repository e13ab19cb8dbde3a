import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

import { ContractViolationError } from '@proviso/runtime';

export type Build = typeof import('../src/lru-cache.ts');

/** The same source, compiled under a profile. */
export async function load(profile: 'enforce' | 'off'): Promise<Build> {
  return (await import(`../dist-${profile}/lru-cache.js`)) as Build;
}

/** The violation that `act` throws; the test fails if it throws anything else, or nothing. */
export function violationOf(act: () => unknown): ContractViolationError {
  try {
    act();
  } catch (error) {
    if (error instanceof ContractViolationError) return error;
    throw error;
  }
  return expect.fail('nothing was thrown');
}

/** Where the first clause with this text stands, as messages say it. */
export function placeOf(clause: string): string {
  const text = readFileSync(new URL('../src/lru-cache.ts', import.meta.url), 'utf8');
  const before = text.slice(0, text.indexOf(`\`${clause}\``) + 1).split('\n');
  return `src/lru-cache.ts:${before.length}:${before.at(-1)!.length + 1}`;
}
