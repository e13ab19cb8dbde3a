/** Times that are easier to read than another one. */

/** The parts of a time, in the order of `Date.UTC`, at the turn of a millennium. */
const plain = [2000, 0, 1, 0, 0, 0, 0] as const;

/**
 * The beginning of 1970, then times more of whose parts are those at which a millennium began.
 *
 * @noContract a generator promises nothing before it runs
 */
export function* simplerTimes(time: number): Generator<number> {
  if (time === 0 || !Number.isFinite(time)) return;
  yield 0;
  const parts = partsOf(time);
  yield* new Set([1, 2, 3, 4, 5, 6].map((kept) => timeOf(parts.map((part, index) => (index < kept ? part : plainAt(index))))).filter((each) => weight(each) < weight(time)));
  for (const [index] of parts.entries()) {
    const simpler = timeOf(parts.with(index, plainAt(index)));
    if (weight(simpler) < weight(time)) yield simpler;
  }
}

function weight(time: number): number {
  return partsOf(time).filter((part, index) => part !== plainAt(index)).length;
}

function plainAt(index: number): number {
  return plain[index] ?? 0;
}

function partsOf(time: number): number[] {
  const date = new Date(time);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds()];
}

function timeOf([year = 0, ...rest]: readonly number[]): number {
  const date = new Date(0);
  date.setUTCFullYear(year, rest[0], rest[1]);
  return date.setUTCHours(rest[2] ?? 0, rest[3], rest[4], rest[5]);
}
