/** `@proviso/unplugin/vitest`: the plugin of Vite, and in tests a violation that nobody heard of fails the test. */
import { fileURLToPath } from 'node:url';
import type { UnpluginInstance } from 'unplugin';
import { mayHoldContracts, mayInherit } from '@proviso/compiler';
import { readFileSync } from 'node:fs';
import { slashed } from './build.ts';
import proviso, { type ProvisoOptions } from './index.ts';
import { refuseUnknown } from './options.ts';
import { sourceFilter } from './source-filter.ts';
import { findTypeScript } from './typescript.ts';
import { swallowedOptions, type Swallowed } from './vitest/swallowed.ts';
import { keepWritten, type FileCoverage } from './vitest/written-coverage.ts';

export interface ProvisoVitestOptions extends ProvisoOptions {
  /** What a violation does that the tested code caught and kept to itself: `fail` the test, which is the default, `warn`, or nothing (`ignore`). */
  readonly swallowed?: Swallowed | undefined;
}

type VitePlugin = ReturnType<UnpluginInstance<ProvisoOptions | undefined, false>['vite']>;

/** What Vitest reads of a configuration. */
interface VitestConfig {
  readonly test: { readonly setupFiles: readonly string[]; readonly provide: Readonly<Record<string, unknown>> };
}

/** What Vitest hands to a plugin, and to a reporter once coverage is known. */
interface VitestContext {
  readonly vitest: { readonly config: { readonly root: string; readonly reporters: unknown[] } };
}

interface CoverageMap {
  readonly files: () => readonly string[];
  readonly fileCoverageFor: (file: string) => { readonly data: FileCoverage };
}

/** Beside the built file as beside the source. */
const setupFile = fileURLToPath(new URL('./vitest-setup.js', import.meta.url));

/**
 * The plugins for `plugins` of a Vitest configuration. Where Vite only builds, they do what the plugin of Vite does.
 *
 * @throws {Error} on an option that does not exist.
 * @noContract what it gives are plugins; that says what they do
 */
export default function provisoVitest(options: ProvisoVitestOptions = {}): VitePlugin[] {
  refuseUnknown(options, ['swallowed'], '@proviso/unplugin/vitest');
  const { swallowed = 'fail', ...others } = options;
  if (!swallowedOptions.includes(swallowed)) throw new Error(`\`swallowed\` of @proviso/unplugin/vitest is \`fail\`, \`warn\` or \`ignore\`; ${JSON.stringify(swallowed)} is not.`);
  const config = (): VitestConfig => ({ test: { setupFiles: [setupFile], provide: { [provided]: swallowed } } });
  const configureVitest = ({ vitest: { config: { root, reporters } } }: VitestContext): void => {
    reporters.push({ onCoverage: (coverage: CoverageMap) => keepWrittenIn(coverage, sourceFilter({ ...others, root: slashed(root) }), root) });
  };
  return [proviso.vite(others), { name: '@proviso/unplugin/vitest', configureVitest, ...(swallowed === 'ignore' ? {} : { config }) } as VitePlugin];
}

/** Takes checks out of the coverage of every file that may have some, before it is reported. */
function keepWrittenIn(coverage: CoverageMap, concerns: (fileName: string) => boolean, root: string): void {
  for (const file of coverage.files().filter((name) => concerns(slashed(name)))) {
    const text = readFileSync(file, 'utf8');
    if (mayHoldContracts(text) || mayInherit(text)) keepWritten(findTypeScript(root), coverage.fileCoverageFor(file).data, { fileName: slashed(file), text });
  }
}

const provided = 'proviso:swallowed';
