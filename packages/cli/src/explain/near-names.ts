/** Names that somebody may have meant. */

/**
 * The names nearest to what was asked, at most three.
 *
 * @ensures `result.length <= 3 && result.every((name) => names.includes(name))`
 */
export function nearNames(asked: string, names: readonly string[]): string[] {
  const wanted = asked.toLowerCase();
  const rated = names.map((name) => ({ name, distance: name.toLowerCase().includes(wanted) ? 0 : distance(wanted, name.toLowerCase()) }));
  const near = rated.filter((each) => each.distance <= Math.max(2, wanted.length / 3));
  return near.sort((a, b) => a.distance - b.distance).slice(0, 3).map(({ name }) => name);
}

/** How many letters have to be put in, taken out or replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...b].entries()) next.push(Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
