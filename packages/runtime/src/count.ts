import { warn } from './host.ts';
import { builtin, environment } from './node.ts';
import { state } from './state.ts';

/** How often something happened, and how often what was evaluated held. */
type Count = [times: number, held: number];

/** What was counted since the last line was written, by file and by what is counted there. */
type Counts = Map<string, Map<string, Count>>;

interface Files {
  appendFileSync(path: string, text: string): void;
}

interface Counter {
  readonly counts: Counts;
  /** A line is about to be written. */
  isDue: boolean;
  /** Nothing can be written: said once, and nothing more is counted. */
  isBroken: boolean;
  readonly path: string;
  readonly files: Files;
}

/** The folder that `proviso coverage` collects the counts of a run in. */
const folderVariable = 'PROVISO_COVERAGE';

let counter: Counter | null | undefined;

/**
 * Counts a call, or a clause that was evaluated to its end, in a run for coverage. While checks are off only the clause that turned them off counts.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function count<T>(...[site, key, value, isGuarded]: readonly [site: string, key: string, value: T, isGuarded?: boolean]): T {
  if (counter === undefined) counter = openCounter();
  if (counter && !counter.isBroken && (state.off === 0 || isGuarded === true)) add(counter, { site, key, held: Boolean(value) });
  return value;
}

function openCounter(): Counter | null {
  const folder = environment(folderVariable);
  const files = builtin('node:fs') as Files | undefined;
  if (!folder || !files) return null;
  const { randomUUID } = builtin('node:crypto') as { readonly randomUUID: () => string };
  const created: Counter = { counts: new Map(), isDue: false, isBroken: false, path: `${folder}/counts-${randomUUID()}.jsonl`, files };
  flushers().add(() => write(created));
  return created;
}

/** Called when the process ends: of those of all copies and realms, since a process takes only so many listeners. */
function flushers(): Set<() => void> {
  const key = Symbol.for('@proviso/runtime/counts');
  const host = (globalThis as unknown as { readonly process: { [key]?: Set<() => void>; once(event: 'exit', listener: () => void): void } }).process;
  const known = host[key];
  if (known) return known;
  const created = new Set<() => void>();
  Object.defineProperty(host, key, { value: created });
  host.once('exit', () => created.forEach((flush) => flush()));
  return created;
}

function add(into: Counter, { site, key, held }: { readonly site: string; readonly key: string; readonly held: boolean }): void {
  let ofFile = into.counts.get(site);
  if (!ofFile) into.counts.set(site, (ofFile = new Map<string, Count>()));
  let known = ofFile.get(key);
  if (!known) ofFile.set(key, (known = [0, 0]));
  known[0]++;
  if (held) known[1]++;
  if (into.isDue) return;
  into.isDue = true;
  // A process may be killed without a word: what it counted is written once its synchronous work is done.
  void Promise.resolve().then(() => write(into));
}

function write(from: Counter): void {
  from.isDue = false;
  const { counts, files, path } = from;
  const lines = [...counts].map(([site, ofFile]) => `${JSON.stringify({ site: JSON.parse(site) as unknown, counts: Object.fromEntries(ofFile) })}\n`).join('');
  counts.clear();
  if (lines === '' || from.isBroken) return;
  try {
    files.appendFileSync(path, lines);
  } catch (error) {
    from.isBroken = true;
    warn(`Proviso: what was counted cannot be written, so that coverage is not known: ${String(error)}`);
  }
}
