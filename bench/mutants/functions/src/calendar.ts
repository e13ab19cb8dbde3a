/**
 * How many days a month has.
 *
 * @requires `Number.isSafeInteger(year) && year >= 1 && year <= 9999`
 * @requires `Number.isSafeInteger(month) && month >= 1 && month <= 12`
 * @ensures `result >= 28 && result <= 31`
 * @ensures `(result < 30) === (month === 2)`
 * @ensures `result !== 29 || year % 4 === 0`
 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return isLeap ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The month that lies some months after another; months are counted from 1.
 *
 * @requires `Number.isSafeInteger(year) && Math.abs(year) <= 1e6 && Number.isSafeInteger(month) && month >= 1 && month <= 12`
 * @requires `Number.isSafeInteger(count) && Math.abs(count) <= 1e6`
 * @ensures `Number.isInteger(result.month) && result.month >= 1 && result.month <= 12`
 * @ensures `(result.year - year) * 12 + result.month - month === count`
 */
export function addMonths(year: number, month: number, count: number): { year: number; month: number } {
  const months = month - 1 + count;
  const years = Math.floor(months / 12);
  return { year: year + years, month: months - years * 12 + 1 };
}
