import { isCount, withTax } from '@example/amounts';
import { type Stock, type Supplier } from '@example/stock';

/** One line of an order; the price is in cents, without tax. */
export interface Line {
  readonly item: string;
  readonly count: number;
  readonly price: number;
}

/** A supplier that has whatever is asked for. */
export class Warehouse implements Supplier {
  deliver(_item: string, count: number): number {
    return count;
  }
}

/**
 * What an order costs.
 *
 * @requires `lines.every(({ count, price }) => isCount(count) && isCount(price))`
 * @requires `costOf(lines) <= Number.MAX_SAFE_INTEGER / 2`: no order costs more than can be counted with its tax
 * @requires `rate >= 0 && rate < 1`: 0.2 is twenty percent
 * @ensures `isCount(result)`
 */
export function total(lines: readonly Line[], rate: number): number {
  return withTax(costOf(lines), rate);
}

function costOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { count, price }) => sum + count * price, 0);
}

/**
 * Takes the goods of an order off the shelves.
 *
 * @requires `new Set(lines.map(({ item }) => item)).size === lines.length`: an item is on one line
 * @requires `lines.every(({ item, count }) => isCount(count) && count <= stock.count(item))`: there have to be enough
 */
export function pick(stock: Stock, lines: readonly Line[]): void {
  for (const { item, count } of lines) stock.take(item, count);
}

/** How an order reads. It was here before contracts were, and is in the baseline. */
export function describe(lines: readonly Line[], separator: string): string {
  const sorted = [...lines].sort((a, b) => a.item.localeCompare(b.item));
  return sorted.map(({ item, count }) => `${count} × ${item}`).join(separator);
}
