/** Whether a text names something: a test by characters, for deciding what has to be looked at. */

/** A name as part of a pattern. */
export function escapedName(name: string): string {
  return name.replace(/\$/g, '\\$');
}

/** The pattern of a text that has one of the names in it as a whole; undefined without any. */
export function mentionOf(names: Iterable<string>): RegExp | undefined {
  const all = [...new Set(names)].map(escapedName);
  return all.length === 0 ? undefined : new RegExp(`(?<![\\w$])(?:${all.join('|')})(?![\\w$])`);
}
