import { clip, hiddenText, visible } from './clip.ts';
import { showObject, type Place } from './objects.ts';

const maxTotal = 400;

/**
 * One line that shows a value: at most two levels, eight entries a level, and a bounded length. It runs no code of the
 * value: no getter, no `toString`, no proxy trap. Proxies, and all objects where the host cannot tell proxies, are
 * shown as their kind. What is in `hidden` is not shown.
 */
export function preview(value: unknown, hidden: readonly unknown[] = []): string {
  return clip(visible(show(value, { outer: [], hidden, show }).replace(/[\n\r]/g, ' ')), maxTotal);
}

function show(value: unknown, place: Place): string {
  // A text is looked at as a whole: cut, it might show a part of a secret.
  if (place.hidden.includes(value) || (typeof value === 'string' && place.hidden.some((secret) => typeof secret === 'string' && value.includes(secret)))) return hiddenText;
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (typeof value === 'bigint') return `${value}n`;
  if (Object(value) !== value) return Object.is(value, -0) ? '-0' : String(value);
  try {
    return showObject(value, place) ?? (Array.isArray(value) ? 'array(?)' : typeof value);
  } catch {
    // A revoked proxy, or a module that is not initialised.
    return typeof value;
  }
}
