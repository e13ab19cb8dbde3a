/** TABLE: phrases by which prose demands something of a parameter, and the condition that each means. */

/** What a condition can be about, as code: the parameter as a number, its length or size, or the parameter as something that may be null. */
export type Operands = Readonly<Partial<Record<'number' | 'size' | 'nullable', string>>>;

interface Row {
  /** A regular expression for what follows "must"; a space stands for any white space, `#` for a number. */
  readonly phrase: string;
  /** The phrase means something without "must" too. */
  readonly standsAlone?: boolean;
  readonly about: keyof Operands;
  condition(operand: string, first: string, second: string): string;
}

const rows: readonly Row[] = [
  { phrase: 'be (?:a )?positive integer', about: 'number', condition: (n) => `Number.isInteger(${n}) && ${n} > 0` },
  { phrase: 'be (?:a )?non-?negative integer', about: 'number', condition: (n) => `Number.isInteger(${n}) && ${n} >= 0` },
  { phrase: 'be (?:an? )?(?:integer|whole number)', about: 'number', condition: (n) => `Number.isInteger(${n})` },
  { phrase: 'be (?:a )?positive(?: number)?', about: 'number', condition: (n) => `${n} > 0` },
  { phrase: '(?:not be negative|be (?:a )?non-?negative(?: number)?)', about: 'number', condition: (n) => `${n} >= 0` },
  { phrase: 'be (?:a )?negative(?: number)?', about: 'number', condition: (n) => `${n} < 0` },
  { phrase: '(?:not be (?:zero|0)|be non-?zero)', about: 'number', condition: (n) => `${n} !== 0` },
  { phrase: '(?:be )?(?:at least|no less than|greater than or equal to) #', standsAlone: true, about: 'number', condition: (n, low) => `${n} >= ${low}` },
  { phrase: '(?:be )?(?:at most|no more than|less than or equal to) #', standsAlone: true, about: 'number', condition: (n, high) => `${n} <= ${high}` },
  { phrase: 'be (?:greater|more|larger) than #', about: 'number', condition: (n, low) => `${n} > ${low}` },
  { phrase: 'be (?:less|smaller) than #', about: 'number', condition: (n, high) => `${n} < ${high}` },
  { phrase: '(?:be )?between # and #(?: ?\\(?inclusive\\)?)?', standsAlone: true, about: 'number', condition: (n, low, high) => `${n} >= ${low} && ${n} <= ${high}` },
  { phrase: '(?:not be empty|be (?:a )?non-?empty(?: string| array| list)?)', about: 'size', condition: (size) => `${size} > 0` },
  { phrase: '(?:have|contain|be) at least # (?:characters?|elements?|items?|entries|entry)(?: long)?', about: 'size', condition: (size, low) => `${size} >= ${low}` },
  { phrase: 'not be (?:null or undefined|undefined or null|nullish)', about: 'nullable', condition: (x) => `${x} !== null && ${x} !== undefined` },
  { phrase: 'not be null', about: 'nullable', condition: (x) => `${x} !== null` },
  { phrase: 'not be undefined', about: 'nullable', condition: (x) => `${x} !== undefined` },
];

const modal = '(?:must|has to|have to|needs to|shall) ';
const opening = '(?:^|[,;:(–—-]|\\b(?:number|integer|value|count))\\s*';
const closing = '(?=\\s*(?:$|[,;:)]|\\.(?!\\d)|\\s(?:and|but)\\b))';

const patterns = rows.map((row) => ({
  row,
  demanded: pattern(`\\b${modal}${row.phrase}`),
  alone: row.standsAlone === true ? pattern(`${opening}(?:[Mm]ust )?${row.phrase}`) : undefined,
}));

function pattern(source: string): RegExp {
  return new RegExp(`${source.replaceAll(' ', '\\s+').replaceAll('#', '(-?\\d+(?:\\.\\d+)?)')}${closing}`, 'di');
}

/** What prose demands of one parameter. */
export interface Demand {
  readonly condition: string;
  /** The phrase in the prose: offsets into it. */
  readonly start: number;
  readonly end: number;
}

/** Words by which a sentence limits what it says, so that no clause can be made of it. */
const condition = /\b(?:if|when|whenever|unless|or|except|otherwise|exclusive|until|while|should)\b/i;

/** The demands of a stretch of prose that is about one parameter; none in a sentence with a condition or a choice. */
export function demandsIn(prose: string, operands: Operands, { aloneToo }: { readonly aloneToo: boolean }): Demand[] {
  return [...prose.matchAll(/(?:[^.!?]|\.(?=\S))+/g)].flatMap(({ 0: sentence, index }) => demandOf(sentence, operands, aloneToo).map((demand) => ({ ...demand, start: index + demand.start, end: index + demand.end })));
}

function demandOf(sentence: string, operands: Operands, aloneToo: boolean): Demand[] {
  for (const { row, demanded, alone } of patterns) {
    const match = demanded.exec(sentence) ?? (aloneToo ? alone?.exec(sentence) : undefined);
    const operand = operands[row.about];
    if (!match || operand === undefined) continue;
    const [phrase, first = '', second = ''] = match;
    if (condition.test(sentence.replace(phrase, ''))) return [];
    const lead = /^[\s,;:(–—-]*/.exec(phrase)?.[0].length ?? 0;
    return [{ condition: row.condition(operand, first, second), start: match.index + lead, end: match.index + phrase.length }];
  }
  return [];
}
