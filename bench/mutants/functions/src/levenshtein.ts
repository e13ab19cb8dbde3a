/**
 * How many characters (code units) have to be put in, left out or replaced to make one text of the other.
 *
 * @ensures `(result === 0) === (a === b)`
 * @ensures `result >= Math.abs(a.length - b.length)`
 * @ensures `result <= Math.max(a.length, b.length)`
 * @ensures `a.slice(0, 1) !== b.slice(0, 1) || result < Math.max(a.length, b.length, 1)`: what is equal costs nothing
 */
export function levenshtein(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replace = (above[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const remove = (above[column] as number) + 1;
      const add = (current[column - 1] as number) + 1;
      current.push(Math.min(replace, remove, add));
    }
    above = current;
  }
  return above[b.length] as number;
}
