/** What Vitest is told beyond Vite: it runs tests again, keeps modules on the disk, and ends. */
import { slashed, type Build } from '../build.ts';

/** What Vitest hands to a plugin. */
interface VitestContext {
  readonly vitest: { readonly config: { readonly reporters: unknown[] } };
  readonly project?: { readonly name?: string };
  readonly defineCacheKeyGenerator?: DefineKeys;
  /** Its name from Vitest 4.0.11 on, as an experiment. Vitest 5 complains of it as soon as it is read. */
  readonly experimental_defineCacheKeyGenerator?: DefineKeys;
}

type DefineKeys = (keyOf: (file: { readonly id: string }) => false | undefined) => void;

export interface VitestHooks {
  readonly configureVitest: (context: VitestContext) => void;
}

/**
 * The hook that only Vitest calls.
 *
 * @noContract what it gives is a function; that says what it does
 */
export function vitestHooks(build: Build): VitestHooks {
  const { facts } = build;
  return {
    configureVitest(context) {
      const { vitest, project } = context;
      // Tests run again for what their modules import: what a module inherits from counts as imported.
      facts.watchFiles = undefined;
      facts.importsWatched = true;
      // A key would have to know what is inherited.
      const defineKeys = context.defineCacheKeyGenerator ?? context.experimental_defineCacheKeyGenerator;
      defineKeys?.(({ id }) => (build.concerns(slashed(id)) ? false : undefined));
      const of = project?.name === undefined || project.name === '' ? '' : ` (${project.name})`;
      // Vitest has Vite say no more than warnings, and some of its reporters write to stdout.
      facts.print = (line) => process.stderr.write(`${line}${of}\n`);
      facts.whenAsked = undefined;
      vitest.config.reporters.push({ onTestRunEnd: build.printSummary });
    },
  };
}
