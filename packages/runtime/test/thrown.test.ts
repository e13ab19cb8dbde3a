import { afterEach, describe, expect, it, vi } from 'vitest';

import { redacted, thrown } from '../src/check.ts';
import type { ThrowsEntry } from '../src/check.ts';
import { ContractViolationError, setViolationHandler } from '../src/index.ts';
import { caught, clause, thrownBy, fail, observe } from './caught.ts';

afterEach(() => void setViolationHandler(undefined));

const error = new RangeError('n is -1');

const ids = ['first', 'second', 'other', 'odd', 'observed'];
const through = (report: typeof fail): ThrowsEntry[0] => {
  const site: ThrowsEntry[0] = (index, caught, n, key) => {
    report(clause('throws RangeError only if', { subject: 'parse', source: 'n < 0', id: ids[index]! }), ['n', n, 'key', key], caught === site || [caught]);
  };
  return site;
};

function entry(condition: boolean | undefined, matches: () => boolean, id = 'first'): ThrowsEntry {
  return [through(fail), ids.indexOf(id), [-1, redacted], condition, matches];
}

const yes = (): boolean => true;
const no = (): boolean => false;
const odd = (): never => {
  throw new TypeError('no instanceof');
};

describe('an error that a body throws', () => {
  it.each<[string, ThrowsEntry[]]>([
    ['no clause speaks of it', [entry(false, no)]],
    ['there is no clause', []],
    ['the condition was true', [entry(true, yes)]],
    ['the condition is not known', [entry(undefined, yes)]],
    ['one of several conditions was true', [entry(false, yes), entry(true, yes)]],
    ['whether a clause speaks of it cannot be told', [entry(false, odd)]],
  ])('passes where %s', (_, entries) => {
    expect(thrown(error, entries)).toBe(error);
  });

  it('is the cause of a violation where each condition was false', () => {
    const violation = thrown(error, [entry(true, no, 'other'), entry(false, odd, 'odd'), entry(false, yes), entry(false, yes, 'second')]);
    expect(violation).toBeInstanceOf(ContractViolationError);
    expect(violation).toMatchObject({
      code: 'ERR_CONTRACT_THROWS',
      clause: { id: 'first' },
      message: 'parse throws RangeError only if `n < 0`\n  n = -1, key = [redacted]\n  at src/account.ts:5:14; blame: the callee',
    });
    expect((violation as Error).cause).toBe(error);
  });

  it('passes where it is a violation', () => {
    const violation = caught(() => fail(clause('requires')));
    const matches = vi.fn(yes);
    expect(thrown(violation, [entry(false, matches)])).toBe(violation);
    expect(matches).not.toHaveBeenCalled();
  });

  it('passes under observe, which reports', () => {
    const handler = vi.fn(() => 'continue' as const);
    setViolationHandler(handler);
    const [, ...rest] = entry(false, yes, 'observed');
    expect(thrown(error, [[through(observe), ...rest]])).toBe(error);
    expect(handler).toHaveBeenCalledOnce();
  });

  it('passes where the handler says continue; an error of the handler takes its place', () => {
    setViolationHandler(() => 'continue');
    expect(thrown(error, [entry(false, yes)])).toBe(error);
    const own = new Error('own');
    setViolationHandler(() => {
      throw own;
    });
    expect(thrown(error, [entry(false, yes)])).toBe(own);
    expect(own).not.toHaveProperty('cause');
  });

  it.each([undefined, null, 'text'])('may be %s', (value) => {
    expect(thrown(value, [entry(false, no)])).toBe(value);
    expect(caught(() => { throw thrown(value, [entry(false, yes)]); })).toHaveProperty('cause', value);
    expect(thrownBy(() => { throw thrown(value, []); })).toBe(value);
  });
});
