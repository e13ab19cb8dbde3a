/**
 * A number in Roman digits.
 *
 * @requires `Number.isSafeInteger(value) && value >= 1 && value <= 3999`
 * @ensures `/^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.test(result)`
 * @ensures `fromRoman(result) === value`
 */
export function toRoman(value: number): string {
  const digits: readonly [number, string][] = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];
  let left = value;
  let text = '';
  for (const [worth, digit] of digits) {
    while (left >= worth) {
      text += digit;
      left -= worth;
    }
  }
  return text;
}

/**
 * The number of Roman digits.
 *
 * @requires `/^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.test(text)`
 * @ensures `Number.isSafeInteger(result) && result >= 0 && result <= 3999`
 * @ensures `(result >= 1000) === text.startsWith('M')`
 */
export function fromRoman(text: string): number {
  const worth: Record<string, number> = { M: 1000, D: 500, C: 100, L: 50, X: 10, V: 5, I: 1 };
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const current = worth[text[i] as string] as number;
    const next = worth[text[i + 1] as string] ?? 0;
    if (current < next) value -= current;
    else value += current;
  }
  return value;
}
