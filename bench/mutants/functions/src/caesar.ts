/**
 * Shifts Latin letters along the alphabet; everything else stays.
 *
 * @requires `Number.isSafeInteger(by)`
 * @ensures `result.length === text.length`
 * @ensures `result.replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A') === text.replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A')`: letters stay letters
 * @ensures `by % 26 !== 0 || result === text`
 * @ensures `by % 26 === 0 || !/[a-z]/i.test(text) || result !== text`
 */
export function caesar(text: string, by: number): string {
  const shift = ((by % 26) + 26) % 26;
  let shifted = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const first = code >= 97 && code <= 122 ? 97 : code >= 65 && code <= 90 ? 65 : undefined;
    shifted += first === undefined ? text.charAt(i) : String.fromCharCode(first + ((code - first + shift) % 26));
  }
  return shifted;
}
