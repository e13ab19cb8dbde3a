/** The error that stops a run for mistakes in contracts. */
import { printWithFrame, type Problem } from './problem.ts';

/**
 * An error whose text and stack are what is wrong: where it was thrown is no news to whoever made the mistake.
 *
 * @requires `problems.length > 0`
 * @ensures `result.name === 'ProvisoError'`
 */
export function problemError(problems: readonly Problem[]): Error {
  const error = new Error(problems.map(printWithFrame).join('\n'));
  error.name = 'ProvisoError';
  error.stack = `\n${error.message}`;
  return error;
}
