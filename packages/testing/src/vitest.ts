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
 * file of the test imports. What only NaN or an infinity breaks is an annotation of the test.
 *
 * The code runs in the process of the test, so nothing can stop a loop without end: Vitest's time limits wait for it. Where a test hangs,
 * `npx proviso check <name>` runs the same calls in a process that it ends, and shows the call.
 *
 * @noContract it registers a test
 */
export function contractTest(tested: Tested, options: ContractTestOptions = {}): void {
  const file = expect.getState().testPath;
  const frames = framesOf(contractTest);
  test(`${tested.name} keeps its contract`, { timeout: 60_000 }, async (context) => {
    if (file === undefined) throw new Error('contractTest has to be called in a file of tests');
    // Inputs that a precondition turns away are violations that nobody has to see.
    witness()?.allow();
    // Vitest has loaded the modules: an import of our own, from a package that it leaves alone, would be Node's.
    const reports = await checkTested(tested, { file: file.replaceAll('\\', '/'), load: (module) => vi.importActual(module) }, options).catch((error: unknown) => { throw placed(error, frames); });
    for (const { symbol, nonFinite } of reports) if (nonFinite) await (context as Annotated).annotate?.(`${symbol}: ${nonFinite.number} alone breaks a promise: ${nonFinite.counterexample.code.join('; ')}`);
  });
}

/** Vitest has it from 3.2 on. */
interface Annotated {
  readonly annotate?: (message: string) => Promise<unknown>;
}

/** Where a function was called: the lines of the stack below it. */
function framesOf(called: typeof contractTest): string {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, called);
  return (holder.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).join('\n');
}

/** An error that points to the line of the test, and not into this package. */
function placed(error: unknown, frames: string): unknown {
  if (error instanceof Error && error.name === 'ContractTestError') error.stack = `${error.name}: ${error.message}\n${frames}`;
  return error;
}

interface Witness {
  readonly allow: () => void;
}

/** What `@proviso/unplugin/vitest` judges tests by, where it is there. */
function witness(): Witness | undefined {
  return (globalThis as { readonly [key: symbol]: Witness | undefined })[Symbol.for('@proviso/unplugin/witness')];
}
