import { className } from './class-name.ts';
import { redacted, unset } from './clause.ts';
import type { Evidence, Failure, Values } from './clause.ts';
import { preview } from './preview.ts';

const maxLine = 80;

/** Shows the values of a failed clause and what it threw; of the latter only the kind where a value is secret. */
export function evidence(flat: Values, failure: Failure): Evidence {
  const shown: string[] = [];
  const values = [];
  for (let i = 0; i < flat.length; i += 2) {
    const expression = flat[i] as string;
    const value = flat[i + 1];
    const mask = value === unset || value === redacted ? value.description : undefined;
    shown.push(`${expression} = ${mask ?? preview(value)}`);
    values.push({ expression, value: mask ?? value });
  }
  const line = shown.join(', ');
  const lines = line && line.length <= maxLine ? [line] : shown;
  if (failure === true) return { lines, values, thrown: undefined, cause: undefined };
  const [error] = failure;
  if (!flat.includes(redacted)) return { lines, values, thrown: preview(error), cause: error };
  const thrown = className(error) || typeof error;
  return { lines, values, thrown, cause: new Error(thrown) };
}
