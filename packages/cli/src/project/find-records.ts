/** Finds the `contracts.json` files that builds have left below a folder. */
import type { PublishedContract } from '@proviso/compiler';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';

export interface ContractsRecord {
  /** With `/` as separator. */
  readonly path: string;
  /** By package, by file. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, readonly PublishedContract[]>>>>;
}

/**
 * The records below a folder, hidden folders left out: those of `node_modules`, or all others. Each is read when it is asked for.
 *
 * @noContract what it finds depends on the disk
 */
export function* recordsBelow(folder: string, isInstalled: boolean): Generator<ContractsRecord> {
  for (const path of pathsBelow(folder, { isInstalled, isIn: false, seen: new Set() })) {
    const record = recordIn(path);
    if (record) yield record;
  }
}

interface Walk {
  readonly isInstalled: boolean;
  /** It is in `node_modules` already. */
  readonly isIn: boolean;
  readonly seen: Set<string>;
}

function* pathsBelow(folder: string, walk: Walk): Generator<string> {
  for (const name of namesIn(folder, walk.seen)) {
    const path = `${folder}/${name}`;
    const isModules = name === 'node_modules';
    if (name === 'contracts.json') {
      if (walk.isIn === walk.isInstalled) yield path;
    } else if ((walk.isInstalled || !isModules) && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) yield* pathsBelow(path, { ...walk, isIn: walk.isIn || isModules });
  }
}

/** What is in a folder that was not seen before and can be read. */
function namesIn(folder: string, seen: Set<string>): string[] {
  try {
    const real = realpathSync(folder);
    if (seen.has(real)) return [];
    seen.add(real);
    return readdirSync(folder).filter((name) => !name.startsWith('.')).sort();
  } catch {
    return [];
  }
}

/** Another file may have that name. */
function recordIn(path: string): ContractsRecord | undefined {
  try {
    const { version, packages } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version?: unknown; readonly packages?: ContractsRecord['packages'] };
    return version === 1 && typeof packages === 'object' && packages !== null ? { path, packages } : undefined;
  } catch {
    return undefined;
  }
}
