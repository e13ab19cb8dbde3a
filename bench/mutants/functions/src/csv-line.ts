import { equalLists } from './predicates/lists.ts';

/**
 * The fields of one line of CSV. Fields in quotes may hold commas, and quotes doubled.
 *
 * @ensures `result.length >= 1`
 * @ensures `line.includes('"') || equalLists(result, line.split(','))`
 * @ensures `result.join('').length <= line.length`
 */
export function parseCsvLine(line: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    if (char === '"' && quoted && line[i + 1] === '"') {
      field += '"';
      i += 1;
    } else if (char === '"') {
      quoted = !quoted;
    } else if (char === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else {
      field += char;
    }
  }
  fields.push(field);
  return fields;
}

/**
 * One line of CSV; only fields that need it are put in quotes.
 *
 * @requires `fields.length >= 1`
 * @ensures `equalLists(parseCsvLine(result), fields)`
 * @ensures `/[",]/.test(fields.join('')) || result === fields.join(',')`
 */
export function writeCsvLine(fields: readonly string[]): string {
  return fields.map((field) => (field.includes(',') || field.includes('"') ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}
