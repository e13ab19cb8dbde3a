/** The transformer of Jest that erases types after us. */
import { createRequire } from 'node:module';

/** What a transformer gives for a source. */
export interface Transformed {
  readonly code: string;
  readonly map?: string | object | null;
}

/** As far as Jest's interface of transformers matters here. */
export interface JestTransformer {
  readonly canInstrument?: boolean;
  readonly process?: (text: string, path: string, options: object) => Transformed;
  readonly processAsync?: (text: string, path: string, options: object) => Promise<Transformed>;
  readonly getCacheKey?: (text: string, path: string, options: object) => string;
}

/** A transformer as a configuration names it: its package, or that and its options. */
export type TransformerName = string | readonly [name: string, options: object];

interface Module extends JestTransformer {
  readonly default?: Module;
  readonly createTransformer?: (options?: object) => JestTransformer;
}

/**
 * Loads a transformer that the project has installed.
 *
 * @throws {Error} where it is not installed, or is none.
 * @noContract what it finds depends on the disk alone
 */
export function loadTransformer(root: string, named: TransformerName): JestTransformer {
  const [name, options] = typeof named === 'string' ? [named] : named;
  const module = required(root, name);
  const { createTransformer } = module;
  const transformer = createTransformer ? createTransformer(options) : module;
  if (!transformer.process && !transformer.processAsync) throw new Error(`\`${name}\` is no transformer of Jest: it has no \`process\`.`);
  return transformer;
}

/** From where Jest was started, or beside this package: one of a monorepo may have both for itself. */
function required(root: string, name: string): Module {
  for (const from of [`${root}/package.json`, import.meta.url]) {
    const require = createRequire(from);
    if (!canResolve(require, name)) continue;
    const found = require(name) as Module;
    return found.createTransformer || found.process ? found : (found.default ?? found);
  }
  throw new Error(`@proviso/unplugin/jest hands files on to \`${name}\`, which is not installed where Jest was started. Install it there, name it by its path, as \`require.resolve('${name}')\` gives it in jest.config.js, or name another: transform: { '\\\\.tsx?$': ['@proviso/unplugin/jest', { transformer: '@swc/jest' }] }`);
}

function canResolve({ resolve }: NodeJS.Require, name: string): boolean {
  try {
    return resolve(name) !== '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}
