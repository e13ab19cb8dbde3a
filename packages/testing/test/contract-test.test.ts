/** `contractTest`, used as its users do, and what it fails with. */
import { allowViolations } from '@proviso/unplugin/violations';
import { expect, test, vi } from 'vitest';
import { checkTested, type TestFile } from '../src/check-tested.ts';
import { contractTest } from '../src/vitest.ts';
import { half, split, Stack } from './sample/money.ts';

const here: TestFile = { file: import.meta.filename, load: (module) => vi.importActual(module) };

contractTest(split);
contractTest(Stack, { runs: 60 });

test('a promise that is broken fails the test, with the smallest input', async () => {
  allowViolations();
  await expect(checkTested(half, here)).rejects.toThrow('half: refuted by\n\n  half(1);\n\nhalf ensures `result * 2 >= cents`');
});

test('what is not imported, or has no contract, cannot be tested', async () => {
  await expect(checkTested(function strange() {}, here)).rejects.toThrow('strange has no contract');
});

test('code that nobody compiled contracts into is not said to keep them', async () => {
  const { half: plain } = { half: (cents: number): number => Math.round(cents / 2) };
  await expect(checkTested(plain, { ...here, load: () => Promise.resolve({ half: plain }) })).rejects.toThrow('the contracts of half are not compiled, so nothing would be checked');
});
