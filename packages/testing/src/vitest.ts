/**
 * `@proviso/testing/vitest`: contracts as ordinary tests.
 *
 * @module
 */
import { expect, test, vi } from 'vitest';
import { checkTested, type ContractTestOptions, type Tested } from './check-tested.ts';

export type { ContractTestOptions };

/**
 * Adds a test that calls a function, or objects of a class, with inputs made from its types and preconditions, and fails with the smallest
 * that breaks a promise. Contracts have to be compiled: `@proviso/unplugin/vitest`. What is tested has to be an export of a module that the
 * file of the test imports.
 *
 * @noContract it registers a test
 */
export function contractTest(tested: Tested, options: ContractTestOptions = {}): void {
  const file = expect.getState().testPath;
  test(`${tested.name} keeps its contract`, { timeout: 60_000 }, async () => {
    if (file === undefined) throw new Error('contractTest has to be called in a file of tests');
    // Inputs that a precondition turns away are violations that nobody has to see.
    witness()?.allow();
    // Vitest has loaded the modules: an import of our own, from a package that it leaves alone, would be Node's.
    await checkTested(tested, { file: file.replaceAll('\\', '/'), load: (module) => vi.importActual(module) }, options);
  });
}

interface Witness {
  readonly allow: () => void;
}

/** What `@proviso/unplugin/vitest` judges tests by, where it is there. */
function witness(): Witness | undefined {
  return (globalThis as { readonly [key: symbol]: Witness | undefined })[Symbol.for('@proviso/unplugin/witness')];
}
