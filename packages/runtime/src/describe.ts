import type { FailedClause } from './clause.ts';
import { ContractViolationError } from './contract-violation-error.ts';
import type { Blame, ClauseKind } from './contract-violation-error.ts';
import { state } from './state.ts';

const reasons: Record<Blame['party'], string> = {
  caller: 'did not make it true',
  callee: 'did not keep its promise',
  environment: 'changed the object from outside its public methods',
  contract: 'threw while it was evaluated',
};

/** The error that says in words and as data what failed. */
export function describe(failed: FailedClause): ContractViolationError {
  const { row, site, failure, heading, evidence } = failed;
  const [phrase, subject, source, position, id, , , label, calledBy, inheritedFrom] = row;
  const [, file, profile] = site;
  const location = file && `${file}:${position}`;
  const message = failed.message?.();
  const kind = phrase.split(' ')[0] as ClauseKind;
  const threw = failure !== true;
  const party = threw ? 'contract' : blamed(kind);
  const { lines = [], values = [], thrown = 'an error', cause } = evidence?.() ?? {};
  const text = [
    heading + (message ? `: ${message}` : ''),
    ...(threw ? [`evaluating it threw ${thrown}`] : []),
    ...lines,
    (location && `at ${location}${inheritedFrom ? `, inherited from ${inheritedFrom}` : ''}; `) + `blame: ${who(party, calledBy)}`,
  ];
  const violation = {
    code: `ERR_CONTRACT_${kind.toUpperCase() as Uppercase<ClauseKind>}`,
    kind,
    clause: { id, source, location, ...(message && { message }), ...(label && { label }), ...(inheritedFrom && { inheritedFrom }) },
    subject,
    blame: { party, reason: reasons[party] },
    values,
    detection: threw ? 'predicate-threw' : 'predicate-false',
    profile,
  } as const;
  return new ContractViolationError(text.join('\n  '), violation, threw && evidence ? { cause } : {});
}

/** A callback is called by the function that has it as a parameter, and promised by whoever passed it there. */
function who(party: Blame['party'], calledBy: string | undefined): string {
  if (!calledBy || party === 'contract') return `the ${party}`;
  return party === 'caller' ? calledBy : `whoever passed it to ${calledBy}`;
}

function blamed(kind: ClauseKind): Blame['party'] {
  if (kind === 'requires') return 'caller';
  return kind === 'invariant' && state.phase === 'entry' ? 'environment' : 'callee';
}
