/** What the codes of violations mean. */
import { clauseKinds, type ClauseKindRow } from '@proviso/compiler';
import type { Explanation } from './explanation.ts';

const prefix = 'ERR_CONTRACT_';

/** In whose code to look. */
const blamed: Readonly<Record<ClauseKindRow['blame'], string>> = {
  caller: 'the caller: mend the call, or check the value before it',
  callee: 'the function that has the contract: mend its body, or what the contract says',
};

const rows = Object.values(clauseKinds).filter(({ violation, enforced }) => violation !== '' && enforced);

/** The codes. */
export const violationCodes: readonly string[] = [...new Set(rows.map(({ violation }) => codeOf(violation)))];

function codeOf(violation: string): string {
  return `${prefix}${violation.toUpperCase()}`;
}

/**
 * Explains the code of a violation; undefined where there is none.
 *
 * @pure
 */
export function explainViolation(asked: string): Explanation | undefined {
  const code = asked.toUpperCase();
  const kinds = rows.filter(({ violation }) => codeOf(violation) === code);
  if (kinds.length === 0) return undefined;
  return {
    explains: 'violation',
    name: code,
    text: 'The `code` of a ContractViolationError: a clause did not hold, or threw, while the program ran.',
    facts: {
      clauses: kinds.map(({ tag, call, meaning }) => `${[...(tag === undefined ? [] : [`@${tag}`]), ...(call === undefined ? [] : [`${call}(…)`])].join(', ')}: ${meaning}`),
      blame: [...new Set(kinds.map(({ blame }) => blamed[blame]))],
      'to do': 'The message has the clause, the values of its parts and its place. Where it has an id alone: proviso explain <id>',
    },
  };
}
