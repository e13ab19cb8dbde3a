import { visible } from './clip.ts';

/** Shorter strings are seen whole in their previews. */
const longString = 24;
const around = 12;

/** Where two strings differ first, as `character 30: "…a", "…b"`; `undefined` if they are the same, or short. */
export function stringDifference(left: string, right: string): string | undefined {
  if (left === right || (left.length <= longString && right.length <= longString)) return undefined;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return `character ${at}: ${excerpt(left, at)}, ${excerpt(right, at)}`;
}

function excerpt(text: string, at: number): string {
  const start = Math.max(at - around, 0);
  const end = at + around;
  return (start > 0 ? '…' : '') + visible(JSON.stringify(text.slice(start, end))) + (end < text.length ? '…' : '');
}
