/** Other names of a project's modules: `paths` of its tsconfig. Types only know of them; here they are found for what runs. */
import type ts from 'typescript';

export interface Aliases {
  /** The folder that targets are relative to, with `/` as separator. */
  readonly base: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

/**
 * The aliases of a project; undefined where it has none. A `baseUrl` makes every file below it one.
 *
 * @noContract the base is an option that TypeScript does not declare
 */
export function aliasesOf({ paths, baseUrl, pathsBasePath }: ts.CompilerOptions, root: string): Aliases | undefined {
  if (!paths && baseUrl === undefined) return undefined;
  return { base: baseUrl ?? (typeof pathsBasePath === 'string' ? pathsBasePath : root), paths: { ...(baseUrl === undefined ? {} : { '*': ['*'] }), ...paths } };
}

/**
 * Where a module may be that is imported by another name: of several patterns that fit, the one that says most counts.
 *
 * @pure
 */
export function placesOf({ base, paths }: Aliases, specifier: string): string[] {
  const fitting = Object.keys(paths).flatMap((pattern) => {
    const [before = '', after] = pattern.split('*');
    if (after === undefined) return pattern === specifier ? [{ pattern, between: '', weight: Infinity }] : [];
    const fits = specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after);
    return fits ? [{ pattern, between: specifier.slice(before.length, specifier.length - after.length), weight: before.length }] : [];
  });
  const [best] = fitting.sort((a, b) => b.weight - a.weight);
  if (!best) return [];
  return (paths[best.pattern] ?? []).map((target) => target.replace('*', () => best.between)).map((target) => (/^(?:[/\\]|[A-Za-z]:)/.test(target) ? target : `${base}/${target}`));
}
