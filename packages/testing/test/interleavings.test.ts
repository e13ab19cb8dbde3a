/** Async code whose calls overlap: what breaks a promise only then is found, and what keeps it is left alone. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Overlap, Report } from '../src/verdict.ts';
import { checkText, told } from './check-text.ts';

beforeEach(() => allowViolations());

const tick = 'const tick = (): Promise<void> => Promise.resolve();\n';

interface Shown {
  readonly code: readonly string[];
  readonly told: readonly string[];
  readonly clause: string;
  readonly isNatural: boolean;
}

function shown(report: Report | undefined): Shown | undefined {
  if (report?.verdict.verdict !== 'refuted') return undefined;
  const { code, overlap, problem } = report.verdict.counterexample;
  return { code, told: overlap ? told(overlap) : [], clause: problem.problem === 'violation' ? problem.clause : '', isNatural: (overlap as Overlap | undefined)?.isNatural === true };
}

function verdictOf(report: Report | undefined): unknown {
  return report?.verdict;
}

const seats = (reserve: string): string => `${tick}
/** @invariant \`this.sold <= this.seats\` */
export class Hall {
  sold = 0;
  readonly seats = 1;
  #tail: Promise<void> = Promise.resolve();
  async reserve(): Promise<boolean> {
    ${reserve}
  }
  async locked<T>(part: () => Promise<T>): Promise<T> {
    const before = this.#tail;
    let release = (): void => undefined;
    this.#tail = new Promise((resolve) => (release = resolve));
    await before;
    try { return await part(); } finally { release(); }
  }
}
`;

describe('an invariant', () => {
  test('that holds call by call is broken by calls that overlap, with the shortest order', async () => {
    const reports = await checkText(seats('if (this.sold === this.seats) return false; await tick(); this.sold++; return true;'));
    expect(shown(reports.get('Hall'))).toEqual({
      code: ['const hall = new Hall()', 'const a = hall.reserve()', 'const b = hall.reserve()', 'await Promise.all([a, b])'],
      told: ['a begins, waits at 9', 'b begins, waits at 9', 'b from 9, ends', 'a from 9, ends'],
      clause: 'this.sold <= this.seats',
      isNatural: true,
    });
  });

  test.each([
    ['is looked at again', 'if (this.sold === this.seats) return false; await tick(); if (this.sold === this.seats) return false; this.sold++; return true;'],
    ['is guarded by a lock', 'return this.locked(async () => { if (this.sold === this.seats) return false; await tick(); this.sold++; return true; });'],
  ])('that %s is kept', async (_, reserve) => {
    const reports = await checkText(seats(reserve).replace('async locked', 'private async locked'));
    expect(verdictOf(reports.get('Hall'))).toMatchObject({ verdict: 'passed', interleaved: expect.any(Number) as number });
  });
});
