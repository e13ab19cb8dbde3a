import { forall } from '@proviso/runtime';

/**
 * The columns of a table as rows.
 *
 * @requires `forall(rows, (row) => row.length === rows[0]?.length)`: rows are of one length
 * @ensures `result.length === (rows[0]?.length ?? 0)`
 * @ensures `forall(result, (column, x) => column.length === rows.length && forall(column, (cell, y) => Object.is(cell, rows[y]?.[x])))`
 */
export function transpose(rows: readonly (readonly number[])[]): number[][] {
  const width = rows[0]?.length ?? 0;
  const columns: number[][] = [];
  for (let x = 0; x < width; x++) {
    columns.push(rows.map((row) => row[x] as number));
  }
  return columns;
}
