/** What a run, which has no bundler to tell it, says: the error that stops it for mistakes in contracts, and warnings of what is not checked. */
import { printProblem, printWithFrame, type Problem } from './problem.ts';

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

/**
 * Warns of what is right but not checked.
 *
 * @noContract it writes to the process
 */
export function warnOfProblems(problems: readonly Problem[]): void {
  for (const problem of problems) process.emitWarning(printProblem(problem), 'ProvisoWarning');
}
