import { isCount } from './predicates/numbers.ts';

/**
 * Seconds as `1h 2m 3s`; parts that are zero are left out, but one is always there.
 *
 * @requires `isCount(seconds)`
 * @ensures `parseDuration(result) === seconds`
 * @ensures `seconds === 0 || !/\b0/.test(result)`: parts that are zero are left out
 */
export function formatDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const parts: string[] = [];
  if (hours > 0) parts.push(`${hours}h`);
  if (minutes > 0) parts.push(`${minutes}m`);
  if (rest > 0 || parts.length === 0) parts.push(`${rest}s`);
  return parts.join(' ');
}

/**
 * The seconds of a text such as `1h 2m 3s`; undefined where it is none.
 *
 * @ensures `result === undefined || isCount(result)`
 * @ensures `result === undefined || /^(\d+[hms]( |$))+$/.test(text)`
 * @ensures `!/^\d{1,9}[hms]$/.test(text) || result !== undefined`
 */
export function parseDuration(text: string): number | undefined {
  const units: Record<string, number> = { h: 3600, m: 60, s: 1 };
  let total = 0;
  for (const part of text.split(' ')) {
    const match = /^(\d+)([hms])$/.exec(part);
    if (!match) return undefined;
    total += Number(match[1]) * (units[match[2] as string] as number);
  }
  return Number.isSafeInteger(total) ? total : undefined;
}
