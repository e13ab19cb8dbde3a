/** TABLE: phrases by which prose demands something of a parameter, and the condition that each means. */

/** What a condition can be about, as code: the parameter as a number, its length or size, or the parameter as something that may be null. */
export type Operands = Readonly<Partial<Record<'number' | 'size' | 'nullable', string>>>;

interface Row {
  /** A regular expression for what follows "must"; a space stands for any white space, `#` for a number. */
  readonly demanded?: string;
  /** What follows "must not" or "cannot". */
  readonly forbidden?: string;
  /** The phrase means something without "must" too. */
  readonly standsAlone?: boolean;
  readonly about: keyof Operands;
  condition(operand: string, first: string, second: string): string;
}

const rows: readonly Row[] = [
  { demanded: 'be (?:a )?positive integer', about: 'number', condition: (n) => `Number.isInteger(${n}) && ${n} > 0` },
  { demanded: 'be (?:a )?non-?negative integer', about: 'number', condition: (n) => `Number.isInteger(${n}) && ${n} >= 0` },
  { demanded: 'be (?:an? )?(?:integer|whole number)', about: 'number', condition: (n) => `Number.isInteger(${n})` },
  { demanded: 'be (?:a )?positive(?: number)?', about: 'number', condition: (n) => `${n} > 0` },
  { demanded: 'be (?:a )?non-?negative(?: number)?', forbidden: 'be (?:a )?negative(?: number)?', about: 'number', condition: (n) => `${n} >= 0` },
  { demanded: 'be (?:a )?negative(?: number)?', about: 'number', condition: (n) => `${n} < 0` },
  { forbidden: 'be (?:a )?positive(?: number)?', about: 'number', condition: (n) => `${n} <= 0` },
  { demanded: 'be non-?zero', forbidden: 'be (?:zero|0)', about: 'number', condition: (n) => `${n} !== 0` },
  { demanded: '(?:be )?(?:at least|no less than|greater than or equal to) #', standsAlone: true, about: 'number', condition: (n, low) => `${n} >= ${low}` },
  { demanded: '(?:be )?(?:at most|no more than|less than or equal to) #', standsAlone: true, about: 'number', condition: (n, high) => `${n} <= ${high}` },
  { demanded: 'be (?:greater|more|larger) than #', about: 'number', condition: (n, low) => `${n} > ${low}` },
  { demanded: 'be (?:less|smaller) than #', about: 'number', condition: (n, high) => `${n} < ${high}` },
  { forbidden: 'be (?:less|smaller) than #', about: 'number', condition: (n, low) => `${n} >= ${low}` },
  { forbidden: '(?:be (?:greater|more|larger) than|exceed) #', about: 'number', condition: (n, high) => `${n} <= ${high}` },
  { demanded: '(?:be )?between # and #(?: ?\\(?inclusive\\)?)?', standsAlone: true, about: 'number', condition: (n, low, high) => `${n} >= ${low} && ${n} <= ${high}` },
  { demanded: 'be (?:a )?non-?empty(?: string| array| list)?', forbidden: 'be (?:an )?empty(?: string| array| list)?', about: 'size', condition: (size) => `${size} > 0` },
  { demanded: '(?:have|contain|be) at least # (?:characters?|elements?|items?|entries|entry)(?: long)?', about: 'size', condition: (size, low) => `${size} >= ${low}` },
  { forbidden: 'be (?:null or undefined|undefined or null|nullish)', about: 'nullable', condition: (x) => `${x} !== null && ${x} !== undefined` },
  { forbidden: 'be null', about: 'nullable', condition: (x) => `${x} !== null` },
  { forbidden: 'be undefined', about: 'nullable', condition: (x) => `${x} !== undefined` },
];

/** Words that begin a demand; "may not" is none, as it can mean "perhaps not". */
export const modal = "(?:must|has to|have to|needs to|shall|cannot|can't|can not|can never)";

const demands = '(?:must|has to|have to|needs to|shall) ';
const forbids = "(?:(?:must|has to|have to|needs to|shall|can) (?:not|never)|mustn't|cannot|can't) ";
const opening = '(?:^|[,;:(–—-]|\\b(?:number|integer|value|count|and|but))\\s*';
const closing = '(?=\\s*(?:$|[,;:)]|\\.(?!\\d)|\\s(?:and|but)\\b))';

const patterns = rows.map((row) => {
  const said = [...(row.demanded === undefined ? [] : [`${demands}${row.demanded}`]), ...(row.forbidden === undefined ? [] : [`${forbids}${row.forbidden}`])];
  return {
    row,
    demanded: said.map((each) => pattern(`\\b${each}`)),
    alone: row.standsAlone === true ? pattern(`${opening}(?:[Mm]ust )?${row.demanded ?? ''}`) : undefined,
  };
});

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

/** Words by which a sentence limits or denies what it says, so that no clause can be made of it. */
const limits = /\b(?:if|when|whenever|unless|or|except|otherwise|exclusive|until|while|should|not|never|no longer|neither|nor|without|cannot)\b|n't\b/i;

/** Whether what stands around a demand in its sentence may take it back: a condition, a choice, a negation. */
export function isLimited(rest: string): boolean {
  return limits.test(rest);
}

/** The demands of a stretch of prose that is about one parameter; none in a sentence with a condition, a choice or a negation of it. */
export function demandsIn(prose: string, operands: Operands, { aloneToo }: { readonly aloneToo: boolean }): Demand[] {
  return [...prose.matchAll(/(?:[^.!?]|\.(?=\S))+/g)].flatMap(({ 0: sentence, index }) => demandsOf(sentence, operands, aloneToo).map((demand) => ({ ...demand, start: index + demand.start, end: index + demand.end })));
}

/** All demands of a sentence in its order; what was understood is blanked, so that no phrase is read twice. */
function demandsOf(sentence: string, operands: Operands, aloneToo: boolean): Demand[] {
  const found: Demand[] = [];
  let rest = sentence;
  for (const { row, demanded, alone } of patterns) {
    const match = firstMatch(demanded, rest) ?? (aloneToo ? alone?.exec(rest) : undefined);
    const operand = operands[row.about];
    if (!match || operand === undefined) continue;
    const [phrase, first = '', second = ''] = match;
    const start = match.index + (/^[\s,;:(–—-]*(?:and\s+|but\s+)?/.exec(phrase)?.[0].length ?? 0);
    const end = match.index + phrase.length;
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
    found.push({ condition: row.condition(operand, first, second), start, end });
  }
  return isLimited(rest) ? [] : found.sort((a, b) => a.start - b.start);
}

function firstMatch(expressions: readonly RegExp[], text: string): RegExpExecArray | undefined {
  for (const each of expressions) {
    const match = each.exec(text);
    if (match) return match;
  }
  return undefined;
}
