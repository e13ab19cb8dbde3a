/** The files that a package.json names as entries, as it names them. */

/** An entry as the package publishes it: a path in the package, with `*` where the subpath has one. */
interface EntryTarget {
  readonly path: string;
  /** Whether what `*` stands for is offered, and not taken back by a narrower subpath that is null. */
  readonly offers: (star: string) => boolean;
}

type Json = unknown;

/** All entries of a manifest, of every condition of `exports`, of `main`, `module`, `types` and `bin`. */
export function entryTargets(manifest: Json): readonly EntryTarget[] {
  if (!isObject(manifest)) return [];
  const plain = [manifest['main'], manifest['module'], manifest['types'], manifest['typings'], manifest['bin']].flatMap(pathsIn);
  return [...exportTargets(manifest['exports']), ...plain.map((path) => ({ path, offers: () => true }))];
}

function exportTargets(exports: Json): EntryTarget[] {
  const bySubpath = isObject(exports) && Object.keys(exports).every((key) => key.startsWith('.')) ? Object.entries(exports) : [['.', exports] as const];
  const taken = bySubpath.flatMap(([subpath, value]) => (value === null ? [subpath] : []));
  return bySubpath.flatMap(([subpath, value]) => {
    const narrower = taken.filter((each) => each.length > subpath.length);
    const offers = (star: string): boolean => !narrower.some((each) => matches(each, subpath.replace('*', star)));
    return pathsIn(value).map((path) => ({ path, offers }));
  });
}

/** Every path in nested conditions and fallback lists. */
function pathsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(pathsIn);
  return isObject(value) ? Object.values(value).flatMap(pathsIn) : [];
}

function matches(pattern: string, subpath: string): boolean {
  const [before = '', after] = pattern.split('*', 2);
  return after === undefined ? subpath === before : subpath.startsWith(before) && subpath.endsWith(after);
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
