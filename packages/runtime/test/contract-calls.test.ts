import { afterEach, describe, expect, it, vi } from 'vitest';

import {  } from '../src/check.ts';
import { enter, leave } from './checks-off.ts';
import { assert, decreases, ensures, exists, forall, invariant, old, requires, setViolationHandler, unchanged, unreachable } from '../src/index.ts';
import { caught, thrownBy } from './caught.ts';

afterEach(() => {
  setViolationHandler(undefined);
  vi.restoreAllMocks();
});

describe('code that the compiler did not see', () => {
  it.each([
    ['requires', requires, 'caller'],
    ['invariant', invariant, 'callee'],
    ['assert', assert, 'callee'],
  ] as const)('checks %s', (kind, call: (condition: boolean, message?: string) => void, party) => {
    call(true, 'fine');
    const violation = caught(() => call(false, 'amount must be positive'));
    expect(violation.message).toBe(`${kind} failed: amount must be positive\n  blame: the ${party}`);
    expect(violation).toMatchObject({
      name: 'ContractViolationError',
      code: `ERR_CONTRACT_${kind.toUpperCase()}`,
      kind,
      profile: 'uncompiled',
      detection: 'predicate-false',
      subject: '',
      blame: { party },
      clause: { source: '', location: '', message: 'amount must be positive' },
    });
  });

  it('checks that a measure is a non-negative integer, and not that it gets smaller', () => {
    for (const measure of [0, 3, 3, 7n]) decreases(measure);
    for (const measure of [-1, 1.5, Number.NaN, Infinity, -2n]) {
      expect(caught(() => decreases(measure, 'it counts down'))).toMatchObject({
        message: 'decreases failed: it counts down\n  blame: the callee',
        code: 'ERR_CONTRACT_DECREASES',
      });
    }
  });

  it('says what failed where there is no message', () => {
    const { message, clause } = caught(() => requires(false));
    expect(message).toBe('requires failed\n  blame: the caller');
    expect(clause).not.toHaveProperty('message');
  });

  it('asks the violation handler', () => {
    setViolationHandler(() => 'continue');
    expect(() => requires(false)).not.toThrow();
    setViolationHandler(() => 'throw');
    expect(() => requires(false)).toThrow('requires failed');
  });

  it('checks nothing while a compiled clause is evaluated', () => {
    expect(enter()).toBe(true);
    try {
      expect(() => requires(false)).not.toThrow();
    } finally {
      leave();
    }
    expect(() => requires(false)).toThrow('requires failed');
  });
});

describe('unreachable', () => {
  it('throws', () => {
    expect(caught(() => unreachable('no such state'))).toMatchObject({
      message: 'unreachable failed: no such state\n  blame: the callee',
      code: 'ERR_CONTRACT_UNREACHABLE',
    });
  });

  it('throws whatever the handler says, and where checks are off', () => {
    const handler = vi.fn(() => 'continue' as const);
    setViolationHandler(handler);
    expect(() => unreachable()).toThrow('unreachable');
    expect(handler).toHaveBeenCalledOnce();
    enter();
    try {
      expect(() => unreachable()).toThrow('unreachable');
    } finally {
      leave();
    }
    expect(handler).toHaveBeenCalledOnce();
  });
});

describe('what only the compiler can give a meaning', () => {
  it('warns once that ensures is not checked, and runs nothing of it', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const predicate = vi.fn(() => false);
    ensures(predicate, 'first');
    ensures(predicate, 'second');
    expect(predicate).not.toHaveBeenCalled();
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]![0]).toMatch(/`ensures` is not checked.*compiler did not run.*tspc.*@proviso\/transformer/);
  });

  it.each([
    ['old', () => old(1)],
    ['unchanged', () => unchanged(1)],
  ])('refuses %s', (name, call) => {
    const error = thrownBy(call);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toMatch(new RegExp(`\`${name}\`.*compiler did not run.*@proviso/transformer`));
  });
});

describe('quantifiers', () => {
  it('forall holds for all, and of nothing', () => {
    expect(forall([1, 2, 3], (x) => x > 0)).toBe(true);
    expect(forall([1, 2, 3], (x) => x < 3)).toBe(false);
    expect(forall([], () => false)).toBe(true);
  });

  it('exists holds for one, and not of nothing', () => {
    expect(exists(new Set([1, 2, 3]), (x) => x === 2)).toBe(true);
    expect(exists([1, 2, 3], (x) => x > 3)).toBe(false);
    expect(exists([], () => true)).toBe(false);
  });

  it('give the index', () => {
    expect(forall(['0', '1'], (x, i) => x === String(i))).toBe(true);
    expect(exists(['1', '1'], (x, i) => x === String(i))).toBe(true);
  });

  it.each([
    ['forall', () => forall(naturals(), (x) => x < 3)],
    ['exists', () => exists(naturals(), (x) => x === 3)],
  ])('%s stops as soon as the answer is known, and closes the iterator', (_, run) => {
    closed = 0;
    run();
    expect(closed).toBe(4);
  });
});

let closed = 0;

function* naturals(): Generator<number> {
  let given = 0;
  try {
    for (;;) yield given++;
  } finally {
    closed = given;
  }
}
