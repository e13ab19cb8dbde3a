import { terminalWidth } from './node.ts';

/** A value and the expression that has it, as both are shown. */
export interface Shown {
  readonly expression: string;
  readonly text: string;
}

interface Mark extends Shown {
  readonly column: number;
}

/** What a violation's message is indented by. */
const indent = 2;
/** How many rows of values a diagram may have: below that it reads faster than a list. */
const maxRows = 4;
/** Characters that take one column: others may take none or two, and bars would not stand under what they are of. */
const narrow = /^[ -~\u00a1-\u02ff\u0370-\u0482\u048a-\u052f\u2026]*$/;
const literals = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g;

/** The diagram for a terminal that is wider than `minimum` columns; `undefined` where nobody reads along, or it does not fit. */
export function terminalDiagram(source: string, shown: readonly Shown[], minimum: number): string[] | undefined {
  const width = terminalWidth() - indent;
  return width > minimum ? diagram(source, shown, width) : undefined;
}

/**
 * The clause with each value under its expression, as rows of text; `undefined` where an expression is not found in the source, how wide a
 * character is shown is not known, or the diagram would be wider than `width` columns or taller than a list.
 *
 * ```
 * amount <= account.balance
 * |         |
 * 50        20
 * ```
 *
 * Where several begin at one place, the longer ones stand under the last member that they name.
 */
export function diagram(source: string, shown: readonly Shown[], width: number): string[] | undefined {
  const marks: Mark[] = [];
  for (const { expression, text } of shown) {
    const column = columnOf(source, expression);
    if (column < 0) return undefined;
    const isTaken = shown.some((other) => other.expression.length < expression.length && columnOf(source, other.expression) === column);
    marks.push({ expression, text, column: isTaken ? column + lastMember(expression) : column });
  }
  if (![source, ...marks.map(({ text }) => text)].every((text) => narrow.test(text))) return undefined;
  if (marks.length === 0 || source.length > width || marks.some(({ column, text }) => column + text.length > width)) return undefined;
  marks.sort((a, b) => a.column - b.column);
  const rows = [source, bars(marks)];
  for (let open = marks; open.length > 0; ) {
    if (rows.length - 2 === maxRows) return undefined;
    const placed = open.filter(({ column, text }, index) => column + text.length < (open[index + 1]?.column ?? Infinity));
    open = open.filter((mark) => !placed.includes(mark));
    rows.push(row(placed, open));
  }
  return rows;
}

/** Where an expression begins in a clause: not inside of a longer name or of a text. */
function columnOf(source: string, expression: string): number {
  const texts = [...source.matchAll(literals)].map(({ 0: { length }, index }) => [index, index + length] as const);
  for (let at = source.indexOf(expression); at >= 0; at = source.indexOf(expression, at + 1)) {
    const [before = '', after = ''] = [source[at - 1], source[at + expression.length]];
    if (!/[\w$.#]/.test(before) && !/[\w$]/.test(after) && !texts.some(([start, end]) => start < at && at < end)) return at;
  }
  return -1;
}

/** Where the last member, key or call of a chain stands in it: what is inside of brackets is none of the chain. */
function lastMember(expression: string): number {
  let [depth, last] = [0, 0];
  for (let at = 0; at < expression.length; at++) {
    const sign = expression[at] ?? '';
    if (depth === 0 && /[.[(]/.test(sign)) last = sign === '.' ? at + 1 : sign === '(' && last > 0 ? last : at;
    if (/[([{]/.test(sign)) depth++;
    else if (/[)\]}]/.test(sign)) depth--;
  }
  return last;
}

function bars(marks: readonly Mark[]): string {
  return row([], marks);
}

/** The values that are placed in this row, and bars for those that come below. */
function row(placed: readonly Mark[], open: readonly Mark[]): string {
  let line = '';
  const all = [...placed, ...open.map((mark) => ({ ...mark, text: '|' }))].sort((a, b) => a.column - b.column);
  for (const { column, text } of all) line = line.padEnd(column) + text;
  return line;
}
