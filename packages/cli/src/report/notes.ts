/** What has to be said beside a verdict that broke no promise: what was left out of it. */
import type { Report } from '@proviso/testing';

/**
 * The notes of a report, line by line.
 *
 * @pure
 */
export function notesOf(report: Report): string[] {
  return [...beyondOf(report), ...nonFiniteOf(report), ...fewOf(report)];
}

function beyondOf({ beyond }: Report): string[] {
  if (!beyond) return [];
  return [`with small inputs alone: with others, ${beyond.reason}${beyond.call === undefined ? '' : ', at the last of these calls:'}`, ...(beyond.call?.split('\n').map((each) => `  ${each}`) ?? [])];
}

function fewOf({ few, clauses, verdict: { verdict } }: Report): string[] {
  if (!few || (verdict !== 'passed' && verdict !== 'exhaustive')) return [];
  const said = few.areListsEmpty ? 'in all calls that met the preconditions lists were empty' : `the calls that met the preconditions had ${few.inputs === 1 ? 'the same input' : `${few.inputs} different inputs`}`;
  return [`${said}: ${clauses.some(({ isPrecondition }) => isPrecondition) ? 'say the preconditions in a way that can be turned round, or register' : 'register'} an arbitrary`];
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
