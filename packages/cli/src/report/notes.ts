/** What has to be said beside a verdict that broke no promise: what was left out of it. */
import type { Report } from '@proviso/testing';

/**
 * The notes of a report, line by line.
 *
 * @pure
 */
export function notesOf(report: Report): string[] {
  return [...beyondOf(report), ...nonFiniteOf(report)];
}

function beyondOf({ beyond }: Report): string[] {
  if (!beyond) return [];
  return [`with small inputs alone: with others, ${beyond.reason}${beyond.call === undefined ? '' : ', at the last of these calls:'}`, ...(beyond.call?.split('\n').map((each) => `  ${each}`) ?? [])];
}

function nonFiniteOf({ nonFinite }: Report): string[] {
  if (!nonFinite) return [];
  const { number, remedy, counterexample: { code, problem } } = nonFinite;
  return [
    `without ${number}: it alone breaks a promise, and the contract says nothing of it:`,
    ...code.map((each) => `  ${each};`),
    ...problem.message.split('\n').map((each) => `  ${each.trimEnd()}`),
    `${remedy === undefined ? 'Say in a precondition that it is not meant' : `Add ${remedy}`}, or mend the code; --non-finite makes it count`,
  ];
}
