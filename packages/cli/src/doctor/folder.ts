/** What is looked at in a folder: its manifest, what is installed there, its project. */
import type { TypeScript } from '@proviso/compiler';
import { findTypeScript } from '@proviso/unplugin/typescript';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { openProject, type Project } from '../project/open-project.ts';

export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package on the disk. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  /** Where it really is, links followed. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface Folder {
  /** With `/` as separator. */
  readonly root: string;
  /** Undefined where there is none, or one that is no JSON. */
  readonly manifest: Manifest | undefined;
  /** The TypeScript that the command line uses; undefined where there is none. */
  readonly ts: TypeScript | undefined;
  /** The project, or why it cannot be opened. */
  readonly project: Project | { readonly problem: string };
}

/**
 * Looks at a folder.
 *
 * @noContract what it finds depends on the disk
 */
export function folderAt(root: string, tsconfig?: string): Folder {
  return { root, manifest: manifestIn(root), ts: attempt(() => findTypeScript(root)), project: projectIn(root, tsconfig) };
}

function projectIn(root: string, tsconfig: string | undefined): Folder['project'] {
  try {
    return openProject(root, tsconfig);
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function manifestIn(folder: string): Manifest | undefined {
  return attempt(() => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest);
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/**
 * A package as a folder finds it: in the `node_modules` at or above it.
 *
 * @noContract what it finds depends on the disk
 */
export function installedIn(folder: string, name: string): Installed | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = `${at}/node_modules/${name}`;
    if (existsSync(`${path}/package.json`)) {
      const real = realpathSync(path).replaceAll('\\', '/');
      const manifest = manifestIn(real) ?? {};
      return { name, version: manifest.version ?? 'unknown', folder: real, manifest };
    }
    if (dirname(at) === at) return undefined;
  }
}

/**
 * Every package that a manifest names.
 *
 * @pure
 */
export function dependenciesOf({ dependencies, devDependencies, peerDependencies, optionalDependencies }: Manifest): string[] {
  return Object.keys({ ...peerDependencies, ...optionalDependencies, ...devDependencies, ...dependencies });
}

/**
 * Proviso's packages, as the folder and its direct dependencies find them; each place once.
 *
 * @noContract what it finds depends on the disk
 */
export function provisoPackages({ root, manifest = {} }: Pick<Folder, 'root' | 'manifest'>): Installed[] {
  const found = new Map<string, Installed>();
  const look = (from: string, names: readonly string[]): void => {
    for (const installed of names.filter(isOurs).flatMap((name) => installedIn(from, name) ?? [])) {
      if (found.has(installed.folder)) continue;
      found.set(installed.folder, installed);
      look(installed.folder, neededBy(installed.manifest));
    }
  };
  const names = dependenciesOf(manifest);
  look(root, names);
  for (const name of names.filter((each) => !isOurs(each))) {
    const other = installedIn(root, name);
    if (other) look(other.folder, neededBy(other.manifest));
  }
  return [...found.values()];
}

/** What is installed with a package: not what it is developed with. */
function neededBy({ dependencies, peerDependencies, optionalDependencies }: Manifest): string[] {
  return Object.keys({ ...peerDependencies, ...optionalDependencies, ...dependencies });
}

function isOurs(name: string): boolean {
  return name === 'proviso' || name.startsWith('@proviso/');
}
