/** Whether eslint-plugin-jsdoc may be at work on a file: a rule cannot see the other plugins of a config, so evidence has to do. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { Context } from './analysis.ts';
import { kept } from './kept.ts';

/** The shared setting by which a config says that eslint-plugin-jsdoc was told of contract tags, or looks at no tags. */
export const jsdocSetting = '@proviso/jsdoc';

/** What the setting has to be. */
export const jsdocCompatible = 'compatible';

/** Whether eslint-plugin-jsdoc is there by its settings or by a manifest, and nothing says that it knows contract tags. */
export function mayDeleteTags({ settings, filename, cwd }: Readonly<Context>): boolean {
  if (settings[jsdocSetting] === jsdocCompatible) return false;
  return settings['jsdoc'] !== undefined || hasDependent(cwd, resolve(cwd, dirname(filename)));
}

/** What was found, by the working directory and the folder. */
const found = kept(() => new Map<string, boolean>());

/** Whether a folder, or one above it up to the working directory, depends on the plugin; not so for one outside of that. */
function hasDependent(cwd: string, folder: string): boolean {
  const key = `${cwd} ${folder}`;
  const known = found().get(key) ?? (isInside(cwd, folder) && (dependsOnJsdoc(folder) || (folder !== cwd && hasDependent(cwd, dirname(folder)))));
  found().set(key, known);
  return known;
}

function isInside(cwd: string, folder: string): boolean {
  return folder === cwd || folder.startsWith(cwd.endsWith(sep) ? cwd : cwd + sep);
}

const dependencyFields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

function dependsOnJsdoc(folder: string): boolean {
  const path = join(folder, 'package.json');
  // Most folders have none, and an error takes longer to make than this takes to ask.
  if (!existsSync(path)) return false;
  try {
    const text = readFileSync(path, 'utf8');
    if (!text.includes('"eslint-plugin-jsdoc"')) return false;
    const manifest = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return dependencyFields.some((field) => Object.hasOwn(manifest[field] ?? {}, 'eslint-plugin-jsdoc'));
  } catch {
    // One that cannot be read or does not parse: no evidence.
    return false;
  }
}
