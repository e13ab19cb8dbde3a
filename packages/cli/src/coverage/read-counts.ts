/** What the processes of a run have counted, put together. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { UserError } from '../user-error.ts';

/** How often, and how often it held. */
export type Count = readonly [times: number, held: number];

/** What was counted of the code of one file. */
interface FileCounts {
  /** The texts that it was compiled from, as hashes: one, unless it changed meanwhile. */
  readonly texts: ReadonlySet<string>;
  /** By the key of a function. */
  readonly calls: ReadonlyMap<string, number>;
}

export interface Counts {
  /** By the real path of the file. */
  readonly files: ReadonlyMap<string, FileCounts>;
  /** By the id of a clause, with `?` behind it for its antecedent, in whatever file it was evaluated. */
  readonly clauses: ReadonlyMap<string, Count>;
  /** The files that were compiled with their contracts, by their real paths. */
  readonly compiled: ReadonlySet<string>;
  /** The profiles under which something compiled. */
  readonly profiles: ReadonlySet<string>;
  /** The profiles of the code that counted. */
  readonly counted: ReadonlySet<string>;
  /** Lines that were not written to their end. */
  readonly broken: number;
}

type Line =
  | { readonly site: readonly [fileName: string, text: string, profile: string]; readonly counts: Readonly<Record<string, Count>> }
  | { readonly session: { readonly profile: string } }
  | { readonly compiled: string };

/**
 * Reads what was counted.
 *
 * @throws {UserError} where it cannot be read.
 * @noContract what it finds depends on the disk
 */
export function readCounts(folder: string): Counts {
  const files = new Map<string, { readonly texts: Set<string>; readonly calls: Map<string, number> }>();
  const clauses = new Map<string, Count>();
  const [compiled, profiles, counted] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let broken = 0;
  for (const line of linesIn(folder)) {
    const read = parsed(line);
    if (!read) broken++;
    else if ('session' in read) profiles.add(read.session.profile);
    else if ('compiled' in read) compiled.add(realPath(read.compiled));
    else {
      const [fileName, text, profile] = read.site;
      const path = realPath(fileName);
      const file = files.get(path) ?? { texts: new Set<string>(), calls: new Map<string, number>() };
      files.set(path, file);
      file.texts.add(text);
      counted.add(profile);
      for (const [key, [times, held]] of Object.entries(read.counts)) {
        if (key.startsWith('@')) file.calls.set(key, (file.calls.get(key) ?? 0) + times);
        else clauses.set(key, [(clauses.get(key)?.[0] ?? 0) + times, (clauses.get(key)?.[1] ?? 0) + held]);
      }
    }
  }
  return { files, clauses, compiled, profiles, counted, broken };
}

function linesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort();
    return names.flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').split('\n')).filter((line) => line !== '');
  } catch (error) {
    throw new UserError(`what was counted cannot be read: ${(error as Error).message}`);
  }
}

/** The last line of a process that was killed may be half of one. */
function parsed(line: string): Line | undefined {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
}

const realPaths = new Map<string, string>();

/**
 * A path with links followed and `/` as separator; as it is where there is no such file.
 *
 * @noContract what it gives depends on the disk
 */
export function realPath(fileName: string): string {
  const known = realPaths.get(fileName) ?? followed(fileName);
  realPaths.set(fileName, known);
  return known;
}

function followed(fileName: string): string {
  try {
    return realpathSync.native(fileName).replaceAll('\\', '/');
  } catch {
    return fileName;
  }
}
