import { describe, expect, it } from 'vitest';

import { enterClause, exists, forall, leaveClause, raise, same, thenable } from '../src/check.ts';
import { enter, leave } from './checks-off.ts';
import { caught, clause, thrownBy, fail } from './caught.ts';

describe('the guard of a clause', () => {
  it('is taken by the outermost clause only', () => {
    expect(enter()).toBe(true);
    expect(enter()).toBe(false);
    leave();
    expect(enter()).toBe(true);
    leave();
  });

  it('of one clause under audit leaves the others on', () => {
    expect(enterClause('a')).toBe(true);
    expect(enterClause('a')).toBe(false);
    expect(enterClause('b')).toBe(true);
    expect(enter()).toBe(true);
    leave();
    expect(caught(() => fail(clause('requires')))).toMatchObject({ kind: 'requires' });
    leaveClause('a');
    expect(enterClause('a')).toBe(true);
    expect(enterClause('b')).toBe(false);
    leaveClause('a');
    leaveClause('b');
  });
});

describe('values in compiled code', () => {
  it('raise throws what the box holds', () => {
    expect(thrownBy(() => raise([undefined]))).toBeUndefined();
    expect(thrownBy(() => raise(['text']))).toBe('text');
  });

  it('same tells what === does not', () => {
    expect([same(NaN, NaN), same(0, -0), same('a', 'a'), same({}, {})]).toEqual([true, false, true, false]);
  });

  it('thenable sees what await would wait for', () => {
    const callable = Object.assign(() => 1, { then: () => 1 });
    for (const value of [Promise.resolve(), { then() {} }, callable]) expect(thenable(value)).toBe(true);
    for (const value of [null, undefined, 1, 'then', {}, { then: 1 }, () => 1]) expect(thenable(value)).toBe(false);
  });

  it('thenable does not look at what a primitive inherits', () => {
    Object.defineProperty(Number.prototype, 'then', { value: () => 1, configurable: true });
    try {
      expect(thenable(1)).toBe(false);
    } finally {
      delete (Number.prototype as { then?: unknown }).then;
    }
  });

  it('has the quantifiers of the main entry', () => {
    expect([forall([1], (x) => x === 1), exists([1], (x) => x === 2)]).toEqual([true, false]);
  });
});
