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

const phrases: Record<string, string> = {
  invariant: 'keeps',
  assert: 'asserts',
  unreachable: 'reached unreachable code',
};

/** The error that says in words and as data what failed. */
export function describe(failed: FailedClause): ContractViolationError {
  const { row, site, failure, evidence } = failed;
  const [phrase, subject, source, position, id, , written, label, calledBy, inheritedFrom] = row;
  const [, file, profile] = site;
  const location = file && `${file}:${position}`;
  const message = typeof failed.message === 'function' ? computed(failed.message as () => unknown) : written;
  const kind = phrase.split(' ')[0] as ClauseKind;
  const threw = failure !== true;
  const party = threw ? 'contract' : blamed(kind);
  const { lines = [], values = [], thrown = 'an error', cause } = evidence?.() ?? {};
  const text = [
    heading(failed) + (message ? `: ${message}` : ''),
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

function heading({ row: [phrase, subject, source, , id], site: [, file, profile] }: FailedClause): string {
  if (profile === 'uncompiled') return `${phrase} failed`;
  const byId = id && !file ? ` clause ${id} (its text is in contracts.json)` : '';
  const text = source ? ` \`${source}\`` : byId;
  return `${subject} ${phrases[phrase] ?? phrase}${text}`;
}

function blamed(kind: ClauseKind): Blame['party'] {
  if (kind === 'requires') return 'caller';
  return kind === 'invariant' && state.phase === 'entry' ? 'environment' : 'callee';
}

/** A message of the user's own making; while it is computed checks are off, and if that throws there is none. */
function computed(message: () => unknown): string | undefined {
  const { off } = state;
  state.off = 1;
  try {
    const text = message() as string | undefined;
    return text === undefined ? text : String(text);
  } catch {
    return undefined;
  } finally {
    state.off = off;
  }
}
