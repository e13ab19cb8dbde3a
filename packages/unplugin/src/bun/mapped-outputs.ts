/** The source maps of a build by Bun, which does not read those of plugins: what it has written is led on to the sources. */
import remapping from '@jridgewell/remapping';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { inlineMapOf, withInlineMap, withoutInlineMap } from '../inline-map.ts';
import { slashed } from '../build.ts';

/** What Bun has written. */
interface Output {
  readonly kind: string;
  readonly path: string;
}

interface Loaded {
  readonly contents?: unknown;
}

type Load = (file: { readonly path: string }) => Loaded | undefined | Promise<Loaded | undefined>;

/** What a plugin of a build is handed, as far as it matters here. */
export interface BunBuild {
  readonly config: { readonly outdir?: string; readonly sourcemap?: unknown };
  readonly onStart: (action: () => unknown) => unknown;
  readonly onResolve: (...args: unknown[]) => unknown;
  readonly onLoad: (constraints: object, load: Load) => unknown;
  readonly onEnd: (action: (result: { readonly outputs: readonly Output[] }) => unknown) => unknown;
}

type Maps = Map<string, string>;

/**
 * The same build, of which the maps that a plugin gives are kept, and looked up in those that Bun has written in the end.
 *
 * @noContract what it gives are functions; that says what they do
 */
export function mapping(bun: BunBuild): BunBuild {
  const maps: Maps = new Map();
  bun.onEnd(({ outputs }) => {
    if (maps.size === 0 || bun.config.outdir === undefined) return;
    for (const { kind, path } of outputs) mapOutput(kind, path, maps);
  });
  return {
    config: bun.config,
    onStart: (action) => bun.onStart(action),
    onResolve: (...args) => bun.onResolve(...args),
    onEnd: (action) => bun.onEnd(action),
    onLoad: (constraints, load) => bun.onLoad(constraints, async (file) => kept(maps, file.path, await load(file))),
  };
}

/** Takes the map out of what is loaded: Bun would have it in the text that it shows as the source. */
function kept(maps: Maps, path: string, loaded: Loaded | undefined): Loaded | undefined {
  if (typeof loaded?.contents !== 'string') return loaded;
  const map = inlineMapOf(loaded.contents);
  if (map === undefined) return loaded;
  maps.set(slashed(path), map);
  return { ...loaded, contents: withoutInlineMap(loaded.contents) };
}

function mapOutput(kind: string, path: string, maps: Maps): void {
  if (kind === 'sourcemap') return writeFileSync(path, ledOn(readFileSync(path, 'utf8'), path, maps));
  if (!/\.[cm]?js$/.test(path)) return;
  const code = readFileSync(path, 'utf8');
  const map = inlineMapOf(code);
  if (map !== undefined) writeFileSync(path, `${withInlineMap(withoutInlineMap(code), ledOn(map, path, maps))}\n`);
}

/** A map of an output, led on through those of its sources. What else is in it stays. */
function ledOn(text: string, path: string, maps: Maps): string {
  const written = JSON.parse(text) as { version: 3; names: string[]; sources: string[]; mappings: string };
  const led = remapping(written, (source, { depth }) => {
    const file = slashed(resolve(dirname(path), source));
    const map = depth === 1 ? maps.get(file) : undefined;
    if (map === undefined) return null;
    const own = JSON.parse(map) as { version: 3; names: string[]; sources: string[]; mappings: string };
    return { ...own, sources: own.sources.map((each) => slashed(relative(dirname(file), resolve(dirname(file), each)))) };
  });
  return JSON.stringify({ ...written, ...led });
}
