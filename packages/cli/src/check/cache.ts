/** What was found before, for as long as nothing that it depends on has changed. */
import { modulesOf, type Report, type Subject } from '@proviso/testing';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownManifest } from '../own-manifest.ts';
import { reachFinder } from '../project/imported-files.ts';
import type { Project } from '../project/open-project.ts';
import type { RunOptions } from './run-tasks.ts';

export interface Cache {
  /** The reports of a subject; undefined where it has to be checked. */
  readonly find: (subject: Subject) => readonly Report[] | undefined;
  readonly keep: (subject: Subject, reports: readonly Report[]) => void;
}

/** What decides about a verdict besides the code. */
type Settings = Pick<RunOptions, 'runs' | 'exhaustive' | 'seed' | 'interleavings' | 'nonFinite' | 'timeout' | 'memory' | 'config'>;

const lockFiles = ['pnpm-lock.yaml', 'package-lock.json', 'yarn.lock', 'bun.lock'];

/**
 * The cache of a project, in a folder. A verdict is kept under a hash of the subject with its contract, of all files of the project that its
 * code can reach, of the options, of the lock file, and of the versions of Node, TypeScript and Proviso. An `error` is not kept: it may
 * have been the machine's.
 *
 * @noContract it reads and writes files
 */
export function openCache(project: Project, folder: string, settings: Settings): Cache {
  const reachOf = reachFinder(project);
  const { root } = project;
  const common = hash([portable(root, [settings.runs, settings.exhaustive, settings.seed, settings.interleavings, settings.nonFinite, settings.timeout, settings.memory, project.program.getCompilerOptions()]), textOf(settings.config), lockOf(root), process.version, project.ts.version, ownManifest.version]);
  const fileHashes = new Map<string, string>();
  const hashOf = (name: string): string => {
    const known = fileHashes.get(name) ?? hash([portable(root, name), textOf(name)]);
    fileHashes.set(name, known);
    return known;
  };
  const placeOf = (subject: Subject): string => join(folder, `${hash([common, portable(root, subject), ...[...reachOf(modulesOf(subject))].sort().map(hashOf)])}.json`);
  // A folder that cannot be written, as in a container, takes no verdict from anybody.
  let isClosed = false;
  return {
    find(subject) {
      const place = placeOf(subject);
      return existsSync(place) ? read(root, place) : undefined;
    },
    keep(subject, reports) {
      if (reports.some(({ verdict: { verdict } }) => verdict === 'error')) return;
      if (isClosed) return;
      try {
        write(placeOf(subject), portable(root, reports));
      } catch (error) {
        isClosed = true;
        process.stderr.write(`what is found is not kept for the next run: ${(error as Error).message}\n`);
      }
    },
  };
}

function write(place: string, text: string): void {
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(`${place}.${process.pid}`, text);
  renameSync(`${place}.${process.pid}`, place);
}

function hash(texts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const text of texts) sum.update(text).update('\0');
  return sum.digest('hex').slice(0, 32);
}

const here = '<the root of the project>/';

/** The same text wherever the project lies. */
function portable(root: string, value: unknown): string {
  return JSON.stringify(value, bigints).replaceAll(`${root}/`, here);
}

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

function textOf(file: string | undefined): string {
  return file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The nearest lock file says which dependencies there are. */
function lockOf(folder: string): string {
  const found = lockFiles.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return textOf(found);
  return dirname(folder) === folder ? '' : lockOf(dirname(folder));
}

/** A file that somebody broke is as good as none. */
function read(root: string, place: string): readonly Report[] | undefined {
  try {
    const reports: unknown = JSON.parse(readFileSync(place, 'utf8').replaceAll(here, `${root}/`));
    return Array.isArray(reports) ? (reports as readonly Report[]) : undefined;
  } catch {
    return undefined;
  }
}
