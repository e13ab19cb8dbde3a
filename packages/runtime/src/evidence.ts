import { className } from './class-name.ts';
import { redacted, unset } from './clause.ts';
import type { ClauseRow, Evidence, Failure, Values } from './clause.ts';
import { hiddenText, visible } from './clip.ts';
import { terminalDiagram, type Shown } from './diagram.ts';
import { firstDifference } from './difference.ts';
import { preview } from './preview.ts';
import { isMeasure } from './values.ts';

const maxLine = 80;
/** Begins the text of a value that the predicate of a quantifier was given: `for each`. */
const witness = 'for ';
/** What the compiler calls what a measure is compared with; undefined the first time. */
const before = 'the one before';

/**
 * Shows the values of a failed clause and what it threw; of the latter only the kind where a value is secret. A value without
 * an expression is a secret one: it is not shown, and neither is any value that is the same or whose preview has it inside.
 */
export function evidence([, , source, , , expressions = []]: ClauseRow, given: Values, failure: Failure): Evidence {
  const shown: Shown[] = [];
  const witnesses: Shown[] = [];
  const unreached: string[] = [];
  const values = [];
  const secrets = given.filter((value, i) => expressions[i] === '' && value !== '' && value != null && typeof value !== 'boolean');
  const hasSecrets = secrets.length > 0 || given.includes(redacted);
  for (let i = 0; i < expressions.length; i++) {
    const isWitness = expressions[i]!.startsWith(witness);
    const expression = isWitness ? expressions[i]!.slice(witness.length) : expressions[i]!;
    // What threw is no measure yet: its variable holds the one before.
    const value = failure !== true && expressions[i + 1] === before ? unset : given[i];
    if (!expression || (isWitness && value === unset) || (expression === before && value === undefined)) continue;
    const text = preview(value, secrets);
    const isHidden = value === redacted || secrets.some((secret) => shows(secret, text));
    const isUnreached = value === unset && !isHidden;
    if (isUnreached) unreached.push(expression);
    else (isWitness ? witnesses : shown).push({ expression, text: isHidden ? hiddenText : text });
    values.push({ expression, value: isHidden ? hiddenText : isUnreached ? unset.description : value });
  }
  const lines = linesOf(source, shown);
  if (unreached.length > 0) lines.push(`${unset.description}: ${unreached.join(', ')}`);
  if (witnesses.length > 0) lines.push(`for ${list(witnesses).join(', ')}`);
  if (!hasSecrets && failure === true && isNoMeasure(expressions, given)) lines.push('a measure is a non-negative integer');
  if (!hasSecrets) lines.push(...differences(source, values.filter(({ expression }) => !unreached.includes(expression))));
  if (failure === true) return { lines, values };
  const [error] = failure;
  if (!hasSecrets) return { lines, values, thrown: preview(error), cause: error };
  const thrown = className(error) || typeof error;
  return { lines, values, thrown, cause: new Error(thrown) };
}

/** Whether what a clause measures, the value before the one that it is compared with, cannot be a measure at all. */
function isNoMeasure(expressions: readonly string[], given: Values): boolean {
  const at = expressions.indexOf(before);
  return at > 0 && given[at - 1] !== unset && !isMeasure(given[at - 1]);
}

/** A diagram where somebody reads along in a wide terminal, else a list, on one line if it fits. */
function linesOf(source: string, shown: readonly Shown[]): string[] {
  return terminalDiagram(source, shown, maxLine) ?? listed(list(shown));
}

function listed(all: string[]): string[] {
  const line = all.join(', ');
  return line && line.length <= maxLine ? [line] : all;
}

function list(shown: readonly Shown[]): string[] {
  return shown.map(({ expression, text }) => `${expression} = ${text}`);
}

/** Of values that the clause compares with one another: where they differ first. Several say of what they are. */
function differences(source: string, values: Evidence['values']): string[] {
  const found = values.flatMap((left, index) =>
    values.slice(index + 1).flatMap((right) => {
      const difference = compares(source, left.expression, right.expression) ? firstDifference(left.value, right.value) : undefined;
      return difference ? [{ difference, names: `${left.expression}, ${right.expression}` }] : [];
    }),
  );
  return found.map(({ difference, names }) => (found.length > 1 ? `${names}: ${difference}` : difference));
}

function compares(source: string, left: string, right: string): boolean {
  return [[left, right], [right, left]].some(([a, b]) => source.includes(`${a} === ${b}`) || source.includes(`${a} == ${b}`) || source.includes(`(${a}, ${b})`));
}

/** Whether a preview shows a secret, or stands for a value with one inside. */
function shows(secret: unknown, text: string): boolean {
  return text.includes(hiddenText) || (typeof secret === 'string' && text.includes(visible(JSON.stringify(secret).slice(1, -1))));
}
