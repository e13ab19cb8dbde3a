import { className } from './class-name.ts';
import { redacted, unset } from './clause.ts';
import type { Evidence, Failure, Values } from './clause.ts';
import { hiddenText, preview } from './preview.ts';

const maxLine = 80;
const notEvaluated = 'not evaluated';

/**
 * Shows the values of a failed clause and what it threw; of the latter only the kind where a value is secret. A value without
 * an expression is a secret one: it is not shown, and neither is any value that is the same or whose preview has it inside.
 */
export function evidence(expressions: readonly string[], given: Values, failure: Failure): Evidence {
  const shown: string[] = [];
  const values = [];
  const secrets = given.filter((value, i) => expressions[i] === '' && value !== '' && value != null && typeof value !== 'boolean');
  for (let i = 0; i < expressions.length; i++) {
    const expression = expressions[i]!;
    const value = given[i];
    if (!expression) continue;
    const text = value === unset ? notEvaluated : preview(value, secrets);
    const isHidden = value === redacted || secrets.some((secret) => shows(secret, text));
    const mask = isHidden ? redacted.description : value === unset && notEvaluated;
    shown.push(`${expression} = ${mask || text}`);
    values.push({ expression, value: mask || value });
  }
  const line = shown.join(', ');
  const lines = line && line.length <= maxLine ? [line] : shown;
  if (failure === true) return { lines, values, thrown: undefined, cause: undefined };
  const [error] = failure;
  if (!secrets.length && !given.includes(redacted)) return { lines, values, thrown: preview(error), cause: error };
  const thrown = className(error) || typeof error;
  return { lines, values, thrown, cause: new Error(thrown) };
}

/** Whether a preview shows a secret, or stands for a value with one inside. */
function shows(secret: unknown, text: string): boolean {
  return text.includes(hiddenText) || (typeof secret === 'string' && text.includes(JSON.stringify(secret).slice(1, -1)));
}
