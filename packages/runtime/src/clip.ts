/** What stands for a value that is not shown. */
export const hiddenText = '[redacted]';

const maxText = 80;

/** What a terminal obeys or shows nothing of: controls, also those of direction, separators of lines, and what has no width. Joiners stay, as emoji have them. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\ufeff]/gu;

/** A text whose every character is seen: others are written as escapes. */
export function visible(text: string): string {
  return text.replace(unseen, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A text, cut where it is long; empty for what is none. */
export function clip(value: unknown, length: number = maxText): string {
  const text = typeof value === 'string' ? value : '';
  return text.length > length ? text.slice(0, length) + '…' : text;
}
