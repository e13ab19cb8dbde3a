/** `@proviso/unplugin/jest-dependencies`: a `dependencyExtractor` of Jest by which `--watch` and `--onlyChanged` follow imports of types too, as contracts do. */

/** The word `type` of an import or export, which Jest's own extractor passes over; not that of a default import which has this name. */
const typeOnly = /\b(import|export)\s+type\b(?!\s*(?:from\s*['"]|[,=]))/g;

/**
 * The names of the modules that a file depends on, for its types too.
 *
 * @param extractOther Jest's own extractor.
 * @pure
 */
export function extract(code: string, path: string, extractOther: (code: string, path: string) => Iterable<string>): Set<string> {
  return new Set(extractOther(code.replaceAll(typeOnly, '$1 '), path));
}

/**
 * What Jest's cache of the files of a project goes by.
 *
 * @ensures `result.length > 0`
 */
export function getCacheKey(): string {
  return 'imports of types: 1';
}
