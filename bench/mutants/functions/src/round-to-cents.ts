/**
 * Rounds tenths of a cent to cents; halves to the even neighbour, so that many roundings do not add up.
 *
 * @requires `Number.isSafeInteger(mills) && Math.abs(mills) <= 1e12`
 * @ensures `Number.isInteger(result)`
 * @ensures `Math.abs(result * 10 - mills) <= 5`
 * @ensures `Math.abs(mills % 10) !== 5 || result % 2 === 0`: halves go to the even neighbour
 */
export function roundToCents(mills: number): number {
  const cents = Math.floor(mills / 10);
  const rest = mills - cents * 10;
  if (rest < 5) return cents;
  if (rest > 5) return cents + 1;
  return cents % 2 === 0 ? cents : cents + 1;
}
