export interface Interval {
  readonly start: number;
  readonly end: number;
}

export function isInterval({ start, end }: Interval): boolean {
  return start <= end;
}

/** In order, with a gap between one and the next. */
export function areApart(intervals: readonly Interval[]): boolean {
  return intervals.every(({ start }, index) => index === 0 || (intervals[index - 1] as Interval).end < start);
}

export function isCovered({ start, end }: Interval, by: readonly Interval[]): boolean {
  return by.some((other) => other.start <= start && end <= other.end);
}
