import { digitsOf, isAmount } from './predicates/money.ts';

/**
 * Cents as people write them: `-€1,234.50`.
 *
 * @requires `isAmount(cents)`
 * @requires `/^[^\d-]{0,3}$/.test(symbol)`: a symbol has neither digits nor a minus
 * @ensures `digitsOf(result) === cents`
 * @ensures `result.slice(result.indexOf(symbol) + symbol.length).match(/^-?\d{1,3}(,\d{3})*\.\d{2}$/) !== null`
 * @ensures `result.startsWith(symbol) || result.startsWith('-' + symbol)`
 */
export function formatMoney(cents: number, symbol: string): string {
  const absolute = Math.abs(cents);
  const fraction = String(absolute % 100).padStart(2, '0');
  let units = String(Math.floor(absolute / 100));
  let grouped = '';
  while (units.length > 3) {
    grouped = `,${units.slice(-3)}${grouped}`;
    units = units.slice(0, -3);
  }
  const sign = cents < 0 ? '-' : '';
  return `${sign}${symbol}${units}${grouped}.${fraction}`;
}
