import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { short } from '../src/check.ts';
import { enter, leave } from './checks-off.ts';
import { assert, setViolationHandler, violationCounts } from '../src/index.ts';
import type { ContractViolationError } from '../src/index.ts';
import { caught, clause, thrownBy, fail, observe } from './caught.ts';

const warn = vi.spyOn(console, 'warn');

beforeEach(() => void warn.mockReset().mockReturnValue());

afterEach(() => void setViolationHandler(undefined));

describe('the handler under enforce', () => {
  it('lets the code go on, or throw', () => {
    const seen: ContractViolationError[] = [];
    setViolationHandler((violation) => (seen.push(violation), 'continue'));
    expect(() => fail(clause('requires'))).not.toThrow();
    expect(() => short('id')).not.toThrow();
    expect(seen.map(({ clause }) => clause.id)).toEqual(['k3j2h1g0', 'id']);
    setViolationHandler((violation) => (seen.push(violation), 'throw'));
    expect(caught(() => fail(clause('ensures')))).toBe(seen[2]);
  });

  it('may throw an error of its own', () => {
    const own = new Error('own');
    setViolationHandler(() => {
      throw own;
    });
    expect(thrownBy(() => fail(clause('requires')))).toBe(own);
    expect(enter(), 'checks are on again').toBe(true);
    leave();
  });

  it('may break contracts itself', () => {
    let calls = 0;
    setViolationHandler(() => {
      calls++;
      assert(false, 'in the handler');
      fail(clause('requires'));
      return 'continue';
    });
    fail(clause('requires'));
    expect(calls).toBe(1);
  });

  it('is given back by its successor', () => {
    const first = (): 'throw' => 'throw';
    expect(setViolationHandler(first)).toBeUndefined();
    expect(setViolationHandler(undefined)).toBe(first);
    expect(setViolationHandler(undefined)).toBeUndefined();
  });
});

describe('observe', () => {
  it('tells the console of the first violation of a clause and counts all', () => {
    const spec = clause('requires', { id: 'console1' });
    for (let i = 0; i < 3; i++) observe(spec, ['amount', i]);
    observe(clause('requires', { id: 'console2' }));
    expect(warn.mock.calls).toEqual([
      [
        'ContractViolationError: withdraw requires `amount <= account.balance`\n  amount = 0\n  at src/account.ts:5:14; blame: the caller',
      ],
      [expect.stringContaining('withdraw requires')],
    ]);
    expect([violationCounts().get('console1'), violationCounts().get('console2')]).toEqual([3, 1]);
  });

  it('tells the handler in place of the console, and goes on whatever it says', () => {
    const handler = vi.fn(() => 'throw' as const);
    setViolationHandler(handler);
    const spec = clause('requires', { id: 'handler1' });
    observe(spec);
    observe(spec);
    expect(handler).toHaveBeenCalledOnce();
    expect(warn).not.toHaveBeenCalled();
    expect(violationCounts().get('handler1')).toBe(2);
  });

  it('goes on where the handler throws', () => {
    const handler = vi.fn(() => {
      throw new Error('own');
    });
    setViolationHandler(handler);
    expect(() => observe(clause('requires', { id: 'throws1' }))).not.toThrow();
    expect(handler).toHaveBeenCalledOnce();
    expect(enter(), 'checks are on again').toBe(true);
    leave();
  });

  it('counts nothing under enforce', () => {
    thrownBy(() => fail(clause('requires', { id: 'enforced' })));
    expect(violationCounts().has('enforced')).toBe(false);
  });

  it('gives counts that nobody can change', () => {
    observe(clause('requires', { id: 'copied' }));
    (violationCounts() as Map<string, number>).set('copied', 99);
    expect(violationCounts().get('copied')).toBe(1);
  });
});

describe('the diagnostics channel', () => {
  it('publishes every violation before anything else sees it', () => {
    const order: string[] = [];
    const listen = (message: unknown): void => void order.push(`published ${(message as ContractViolationError).clause.id}`);
    subscribe('proviso:violation', listen);
    setViolationHandler(({ clause }) => (order.push(`handled ${clause.id}`), 'continue'));
    fail(clause('requires', { id: 'a' }));
    short('b');
    observe(clause('requires', { id: 'c' }));
    observe(clause('requires', { id: 'c' }));
    unsubscribe('proviso:violation', listen);
    fail(clause('requires', { id: 'd' }));
    expect(order).toEqual(['published a', 'handled a', 'published b', 'handled b', 'published c', 'handled c', 'published c', 'handled d']);
  });

  it('is heard of a violation that somebody swallows', () => {
    let heard: unknown;
    const listen = (message: unknown): void => void (heard = message);
    subscribe('proviso:violation', listen);
    const violation = caught(() => assert(false, 'swallowed'));
    unsubscribe('proviso:violation', listen);
    expect(heard).toBe(violation);
  });
});
