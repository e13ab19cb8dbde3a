/** Whether eslint-plugin-jsdoc may be at work on a file: a rule cannot see the other plugins of a config, so evidence has to do. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Context } from './analysis.ts';

/** The shared setting by which a config says that eslint-plugin-jsdoc was told of contract tags, or looks at no tags. */
export const jsdocSetting = '@proviso/jsdoc';

/** What the setting has to be. */
export const jsdocCompatible = 'compatible';

/** Whether eslint-plugin-jsdoc is there by its settings or by a manifest, and nothing says that it knows contract tags. */
export function mayDeleteTags({ settings, filename, cwd }: Readonly<Context>): boolean {
  if (settings[jsdocSetting] === jsdocCompatible) return false;
  return settings['jsdoc'] !== undefined || foldersUpTo(cwd, filename).some(dependsOnJsdoc);
}

/** The folders above a file, up to the working directory; none for a file outside of it. */
function foldersUpTo(cwd: string, filename: string): string[] {
  const steps = relative(cwd, dirname(filename)).split(/[\\/]/).filter((step) => step !== '');
  if (steps[0] === '..') return [];
  return steps.reduceRight<string[]>((folders, _, index) => [...folders, join(cwd, ...steps.slice(0, index + 1))], []).concat(cwd);
}

const dependencyFields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

function dependsOnJsdoc(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    if (!text.includes('"eslint-plugin-jsdoc"')) return false;
    const manifest = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return dependencyFields.some((field) => Object.hasOwn(manifest[field] ?? {}, 'eslint-plugin-jsdoc'));
  } catch {
    // No manifest, or one that does not parse: no evidence.
    return false;
  }
}
