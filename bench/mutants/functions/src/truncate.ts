/**
 * Shortens a text to at most `length` code units; what was shortened ends with an ellipsis. Surrogate pairs stay whole.
 *
 * @requires `Number.isSafeInteger(length) && length >= 1`
 * @ensures `result.length <= length`
 * @ensures `text.length > length || result === text`
 * @ensures `text.length <= length || (result.endsWith('…') && text.startsWith(result.slice(0, -1)))`
 * @ensures `text.length <= length || result.length >= length - 1`: no more is lost than has to be
 * @ensures `!text.isWellFormed() || result.isWellFormed()`: surrogate pairs stay whole
 */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = length - 1;
  const before = text.charCodeAt(end - 1);
  const after = text.charCodeAt(end);
  if (before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff) end -= 1;
  return `${text.slice(0, end)}…`;
}
