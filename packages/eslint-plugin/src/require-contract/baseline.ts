/** The baseline: functions that had no contract when the rule came, and may stay so until their signature changes. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** Where a baseline is if nobody says otherwise. */
export const defaultBaseline = 'proviso-baseline.json';

/** The command by the name of its package: `npx` and the bare name may run another package where the bin is not linked. */
const command = 'npm exec --package=@proviso/eslint-plugin -- proviso-baseline';

/** Signature hashes by `path#key`, the path relative to the folder of the baseline. */
export type Baseline = ReadonlyMap<string, string>;

/** What a baseline holds, or what is wrong with its file. */
type BaselineReading = { readonly baseline: Baseline } | { readonly problem: string };

/** The name of a function in a baseline; `/`-separated on every system. */
export function entryName(baselineFile: string, fileName: string, key: string): string {
  return `${relative(dirname(baselineFile), fileName).replaceAll('\\', '/')}#${key}`;
}

/** Reads a baseline. */
export function readBaseline(path: string): BaselineReading {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { problem: isMissing ? missing(path) : `The baseline ${path} cannot be read: ${(error as Error).message}.` };
  }
  return parseBaseline(path, text);
}

/** What is said of a baseline that is not there: linted from the folder of a package, that of the repository stands in a folder above. */
function missing(path: string): string {
  const above = baselineAbove(path);
  if (above === undefined) return `There is no baseline ${path}. Write it with \`${command} --grow\`, or remove the option \`baseline\`.`;
  return `There is no baseline ${path}, but ${above}. Run ESLint in ${dirname(above)}, or write one for this folder alone with \`${command} --grow\`.`;
}

/** The nearest baseline of the same name in a folder above. */
export function baselineAbove(path: string): string | undefined {
  for (let folder = dirname(path); folder !== dirname(folder); ) {
    folder = dirname(folder);
    const found = join(folder, basename(path));
    if (existsSync(found)) return found;
  }
  return undefined;
}

function parseBaseline(path: string, text: string): BaselineReading {
  const problem = `${path} is no baseline of require-contract. Restore it from version control, or delete it and write it anew with \`${command} --grow\`.`;
  try {
    const { version, functions } = JSON.parse(text) as { readonly version?: unknown; readonly functions?: unknown };
    if (version !== 1 || typeof functions !== 'object' || functions === null || Array.isArray(functions)) return { problem };
    const entries = Object.entries(functions as Readonly<Record<string, unknown>>);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string') ? { baseline: new Map(entries) } : { problem };
  } catch {
    return { problem };
  }
}

/** The text of a baseline: sorted, so that it is the same for the same functions and merges line by line. */
export function printBaseline(baseline: Baseline): string {
  const sorted = [...baseline].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ version: 1, functions: Object.fromEntries(sorted) }, null, 2)}\n`;
}

const readings = new Map<string, { readonly stamp: string; readonly reading: BaselineReading }>();

/** Reads a baseline once for many files; anew when the file has changed. */
export function cachedBaseline(path: string): BaselineReading {
  const stats = statSync(path, { throwIfNoEntry: false });
  const stamp = stats ? `${stats.mtimeMs} ${stats.size}` : '';
  const known = readings.get(path);
  const reading = known?.stamp === stamp ? known.reading : readBaseline(path);
  readings.set(path, { stamp, reading });
  return reading;
}

/** The shared setting under which the rule names all functions without a contract instead of reporting them. */
export const collectSetting = '@proviso/collect-baseline';

/** What the rule says of a function while it collects. */
export function printCollected({ key, hash }: { readonly key: string; readonly hash: string }): string {
  return `${hash} ${key}`;
}

/** Reads what the rule said. */
export function parseCollected(message: string): { readonly key: string; readonly hash: string } {
  const space = message.indexOf(' ');
  return { hash: message.slice(0, space), key: message.slice(space + 1) };
}
