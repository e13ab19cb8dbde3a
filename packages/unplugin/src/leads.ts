/** The files that what a file is compiled to depends on besides itself. */
import { runtimeModule, type PackageInfo, type TypeScript } from '@proviso/compiler';
import { wantedFiles } from './lost-imports.ts';
import type { Led } from './known-modules.ts';

/** When one of these changes or comes, the file has to be compiled again. */
export interface Leads {
  /** Those that were read for what it inherits. */
  readonly dependsOn: readonly string[];
  /** Those that would be read too, if they were there. */
  readonly wants: readonly string[];
  /** Those that say how it is compiled: the manifest of a package whose contracts do not count, and tsconfigs by which names were followed. */
  readonly settings: readonly string[];
}

export const noLeads: Leads = { dependsOn: [], wants: [], settings: [] };

/**
 * All of them.
 *
 * @pure
 */
export function filesOf({ dependsOn, wants, settings }: Leads): readonly string[] {
  return [...dependsOn, ...wants, ...settings];
}

/** A file, where it was led, and the files that it was compiled with before. */
interface Following {
  readonly fileName: string;
  readonly led: Led<unknown>;
  readonly before: readonly string[];
}

/**
 * What a file leads to. Where an import leads nowhere, what was there before may come back.
 *
 * @noContract it depends on the disk
 */
export function leadsOf(ts: TypeScript, { fileName, led: { files, lost, configs }, before }: Following): Leads {
  const dependsOn = [...files].filter((name) => name !== fileName && !name.includes('/node_modules/'));
  const gone = lost.length === 0 ? [] : before.filter((name) => !ts.sys.fileExists(name));
  return { dependsOn, wants: [...new Set([...wantedFiles(lost), ...gone])], settings: [...configs] };
}

/**
 * With what is there once the runtime is installed, for this package or for those around it.
 *
 * @ensures `result.settings.length > leads.settings.length`
 */
export function withRuntime(leads: Leads, pkg: PackageInfo): Leads {
  const parts = pkg.root.split('/');
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
  return { ...leads, wants: [...leads.wants, ...folders.map((folder) => `${folder}/node_modules/${runtimeModule}/package.json`)], settings: [...leads.settings, manifestOf(pkg)] };
}

/**
 * The path of a package's manifest.
 *
 * @pure
 */
export function manifestOf({ root }: PackageInfo): string {
  return `${root}/package.json`;
}
