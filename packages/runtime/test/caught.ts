import { expect } from 'vitest';

import { ContractViolationError } from '../src/index.ts';
import { unset } from '../src/clause.ts';
import * as check from '../src/check.ts';
import type { ClauseRow, Failure } from '../src/clause.ts';

/** What `act` throws; the test fails if it throws nothing. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}

/** The violation that `act` throws; the test fails if it throws anything else. */
export function caught(act: () => unknown): ContractViolationError {
  const error = thrownBy(act);
  if (!(error instanceof ContractViolationError)) throw error;
  return error;
}

/** A clause and the profile that its file is compiled under. */
export interface TestClause {
  readonly row: ClauseRow;
  readonly profile: string;
}

/** A clause as the compiler writes it, at `src/account.ts:5:14`. */
export function clause(kind: string, rest: Partial<Record<'subject' | 'source' | 'id' | 'profile' | 'message' | 'label', string>> = {}): TestClause {
  const { subject = 'withdraw', source = 'amount <= account.balance', id = 'k3j2h1g0', profile = 'enforce' } = rest;
  return { row: [kind, subject, source, '5:14', id, [], rest.message, rest.label], profile };
}

type Report = (clause: TestClause, values?: readonly unknown[], failure?: Failure) => void;

/** Reports as a compiled file does. `values` are texts and values in turn, and behind them a function that gives the message. */
export function reporting({ fail, observe }: Pick<typeof check, 'fail' | 'observe'>): Record<'fail' | 'observe', Report> {
  const through = (report: typeof fail): Report => {
    const site: Report = ({ row, profile }, values = [], failure = true) => {
      const pairs = values.length - (values.length % 2);
      const expressions = values.filter((_, i) => i < pairs && i % 2 === 0) as string[];
      const [kind, subject, source, position, id, , message, label, calledBy, inheritedFrom, frames = 1] = row;
      const verb = [kind, message, label, calledBy, inheritedFrom, frames].join('¦');
      const table = `\u0001\u0002¦${[[profile, 'src/account.ts'], [verb, subject, source, position, id, ...expressions]].map((each) => each.join('\u0002')).join('\u0001')}`;
      const given = values.filter((_, i) => i >= pairs || i % 2 === 1).map((value) => (value === unset ? site : value));
      report(site, [0, failure === true ? site : failure[0], ...given], table);
    };
    return site;
  };
  return { fail: through(fail), observe: through(observe) };
}

export const { fail, observe } = reporting(check);
