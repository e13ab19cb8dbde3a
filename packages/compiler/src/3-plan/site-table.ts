/** The clauses of a file as one text, which the runtime takes apart when one fails. */

/** What the runtime is told about a clause. */
export interface Row {
  /** Verb, subject, source, position, id. */
  readonly texts: readonly [verb: string, subject: string, source: string, position: string, id: string];
  /** Message, label, who calls it where it is a callback, the owner that it is inherited from, and frames; empty where there is none. */
  readonly more: readonly string[];
  /** What its values are the values of. */
  readonly expressions: readonly string[];
}

/**
 * A table: the signs that part rows, fields and parts of a field, then the row of the file, then one for each clause. A subject that is empty is
 * that of the row before; a profile that is empty is `enforce`.
 *
 * ```
 * |,|src/account.ts
 * r|withdraw|amount > 0|5:14|k3j2h1g0|0-6
 * r,the account must cover it||amount <= account.balance|6:14|wjg7yb2q|0-6|10-25
 * ```
 */
export function tableOf(head: readonly string[], rows: readonly Row[]): string {
  const all = [...head, ...rows.flatMap(({ texts, more, expressions }) => [...texts, ...more, ...expressions])].join('');
  const [row, field, part] = separatorsFor(all);
  const lines = rows.map(({ texts: [verb, subject, ...others], more, expressions }, index) => {
    const isSame = index > 0 && rows[index - 1]?.texts[1] === subject;
    const details = more.slice(0, more.findLastIndex((each) => each !== '') + 1).join(part);
    const [source] = others;
    return [[short.get(verb) ?? verb, ...(details === '' ? [] : [details])].join(part), isSame ? '' : subject, ...others, ...expressions.map((each) => within(source, each))];
  });
  return `${row}${field}${part}${[head, ...lines].map((each) => each.join(field)).join(row)}`;
}

/** Verbs that most rows have. */
const short: ReadonlyMap<string, string> = new Map([['requires', 'r'], ['ensures', 'e']]);

/** An expression as the columns between which the clause has it, `7-13`; where it is written otherwise, in words. */
function within(source: string, expression: string): string {
  const start = expression === '' ? -1 : source.indexOf(expression);
  return start < 0 ? expression : `${start}-${start + expression.length}`;
}

/** Signs that read well; where texts hold them, characters that have no meaning take their place. */
const usual = ['\n', '|', ',', ';', '~', '#', '@', '%', '^'];
const firstPrivate = 0xe000;

/** Three characters that a text does not hold. */
function separatorsFor(text: string): [row: string, field: string, part: string] {
  const found: string[] = [];
  for (let index = 0; found.length < 3; index++) {
    const sign = usual[index] ?? String.fromCharCode(firstPrivate + index);
    if (!text.includes(sign)) found.push(sign);
  }
  const [row = '', field = '', part = ''] = found;
  return [row, field, part];
}
