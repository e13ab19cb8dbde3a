/** What is wrong with a call, as data that can leave the process. */
import type { ContractViolationError } from '@proviso/runtime';
import { inspect } from 'node:util';
import type { Problem } from '../verdict.ts';

/**
 * A violation, as reports show it.
 *
 * @noContract values of the project are shown, whose getters are left alone
 */
export function violationProblem(violation: ContractViolationError, wasSwallowed: boolean): Problem {
  const { message, clause, subject, blame, values } = violation;
  return {
    problem: 'violation',
    message,
    clause: clause.source,
    id: clause.id,
    location: clause.location,
    subject,
    blame: { party: blame.party, reason: blame.reason },
    values: values.map(({ expression, value }) => ({ expression, value: isWord(value) ? String(value) : shown(value) })),
    wasSwallowed,
  };
}

/** What stands in the place of a value. */
function isWord(value: unknown): boolean {
  return value === 'not evaluated' || value === '[redacted]';
}

/**
 * A value, short enough for one line.
 *
 * @ensures `!result.includes('\n')`
 */
export function shown(value: unknown): string {
  const text = inspect(value, { depth: 3, breakLength: Infinity, maxArrayLength: 20, maxStringLength: 100, compact: true }).replace(/\s*\n\s*/g, ' ');
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

const longest = 200;
