/** What compiles the contracts of a folder: the transformer by a tsconfig, or a plugin by the configuration of a bundler, a test runner, a script. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Check, Finding } from './check.ts';
import { installedIn, type Folder } from './folder.ts';

interface PluginEntry {
  readonly transform?: unknown;
  readonly transformProgram?: unknown;
  readonly profile?: unknown;
}

interface TransformerConfig {
  readonly file: string;
  readonly entry: PluginEntry;
}

/**
 * The tsconfigs of a folder that name the transformer, presets followed.
 *
 * @noContract what it finds depends on the disk
 */
export function transformerConfigs({ root, ts }: Pick<Folder, 'root' | 'ts'>): TransformerConfig[] {
  if (!ts) return [];
  return namesIn(root).filter((name) => /^tsconfig(\..+)?\.json$/.test(name)).flatMap((file) => {
    const parsed = ts.getParsedCommandLineOfConfigFile(`${root}/${file}`, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
    const plugins = (parsed?.options['plugins'] ?? []) as readonly PluginEntry[];
    return plugins.filter(({ transform }) => transform === '@proviso/transformer').map((entry) => ({ file, entry }));
  });
}

/**
 * Whether a version of TypeScript runs the transformer, as the transformer's peer dependencies say.
 *
 * @pure
 */
export function isForTransformer(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 5 && minor >= 7) || (major === 6 && minor === 0);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

const mention = /@proviso\/(?:unplugin(?:\/[\w-]+)?|transformer\/ts-jest)/g;

/** Files in the folder that name a plugin, and what they name. */
function pluginConfigs({ root }: Folder): { readonly file: string; readonly plugin: string }[] {
  return namesIn(root).filter((name) => /\.([cm]?[jt]s|json|toml)$/.test(name) && !/lock\b|^tsconfig/.test(name)).flatMap((file) => {
    const text = textOf(`${root}/${file}`);
    const said = file === 'package.json' ? JSON.stringify(partOf(text)) : text;
    return [...new Set(said.match(mention))].map((plugin) => ({ file, plugin }));
  });
}

/** What a manifest runs, not what it depends on. */
function partOf(text: string): unknown {
  try {
    const { scripts, jest } = JSON.parse(text) as { readonly scripts?: unknown; readonly jest?: unknown };
    return { scripts, jest };
  } catch {
    return {};
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The check that something compiles contracts. */
export const compilesContracts: Check = {
  name: 'compiler',
  look(folder) {
    const configs = transformerConfigs(folder);
    const plugins = pluginConfigs(folder);
    const wrong = configs.map((config) => faultOf(folder, config)).find((each) => each !== undefined) ?? plugins.map(({ plugin, file }) => missing(folder, plugin, file)).find((each) => each !== undefined);
    if (wrong) return wrong;
    const hosts = [...configs.map(({ file, entry }) => `tspc -p ${file} (${String(entry.profile)})`), ...plugins.map(({ plugin, file }) => `${plugin} in ${file}`)];
    if (hosts.length > 0) return { state: 'right', found: hosts.join(', ') };
    return { state: 'wrong', found: 'nothing compiles the contracts, so they are only comments in what you run', todo: `Take @proviso/unplugin for a bundler, Node, Vitest or Jest${runsTransformer(folder) ? ', or @proviso/transformer for tspc' : ''}: docs/hosts` };
  },
};

/** Without a TypeScript of its own a project may still get one that does. */
function runsTransformer({ root }: Folder): boolean {
  const own = installedIn(root, 'typescript');
  return !own || isForTransformer(own.version);
}

function faultOf(folder: Folder, { file, entry }: TransformerConfig): Finding | undefined {
  if (entry.transformProgram !== true) return { state: 'wrong', found: `${file} names @proviso/transformer without "transformProgram": true`, todo: 'Let it extend a preset: @proviso/transformer/enforce.json' };
  if (typeof entry.profile !== 'string') return { state: 'wrong', found: `${file} names @proviso/transformer without a profile`, todo: 'Let it extend a preset: @proviso/transformer/enforce.json' };
  return missing(folder, '@proviso/transformer', file) ?? missing(folder, 'ts-patch', file);
}

function missing({ root }: Folder, plugin: string, file: string): Finding | undefined {
  const name = plugin.split('/').slice(0, plugin.startsWith('@') ? 2 : 1).join('/');
  return installedIn(root, name) ? undefined : { state: 'wrong', found: `${file} needs ${name}, which is not installed`, todo: `npm install --save-dev ${name}` };
}
