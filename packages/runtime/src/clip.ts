/** What stands for a value that is not shown. */
export const hiddenText = '[redacted]';

const maxText = 80;

/** A text, cut where it is long; empty for what is none. */
export function clip(value: unknown, length: number = maxText): string {
  const text = typeof value === 'string' ? value : '';
  return text.length > length ? text.slice(0, length) + '…' : text;
}
