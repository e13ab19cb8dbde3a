import { afterEach, describe, expect, it } from 'vitest';

import * as check from '../src/check.ts';
import { begin, end, invariant, open, raise, redacted, settle, short, skipped } from '../src/check.ts';
import { unset } from '../src/clause.ts';
import { enter, leave } from './checks-off.ts';
import { ContractViolationError, setViolationHandler } from '../src/index.ts';
import { caught, clause, thrownBy, fail, observe } from './caught.ts';

afterEach(() => void setViolationHandler(undefined));

describe('the message', () => {
  it('names subject, clause, values, place and who is to blame', () => {
    const spec = clause('requires', { message: 'the account must cover it' });
    expect(String(caught(() => fail(spec, ['amount', 50, 'account.balance', 20])))).toBe(
      [
        'ContractViolationError: withdraw requires `amount <= account.balance`: the account must cover it',
        '  amount = 50, account.balance = 20',
        '  at src/account.ts:5:14; blame: the caller',
      ].join('\n'),
    );
  });

  it('gives each value a line where one line would be long', () => {
    const long = 'x'.repeat(50);
    const { message } = caught(() => fail(clause('requires'), ['first', long, 'second', long]));
    expect(message.split('\n').slice(1, 3)).toEqual([`  first = "${long}"`, `  second = "${long}"`]);
  });

  it.each([
    ['requires', 'f requires `c`', 'caller', 'ERR_CONTRACT_REQUIRES'],
    ['ensures', 'f ensures `c`', 'callee', 'ERR_CONTRACT_ENSURES'],
    ['invariant', 'f keeps `c`', 'callee', 'ERR_CONTRACT_INVARIANT'],
    ['assert', 'f asserts `c`', 'callee', 'ERR_CONTRACT_ASSERT'],
    ['yields', 'f yields `c`', 'callee', 'ERR_CONTRACT_YIELDS'],
    ['decreases', 'f decreases `c`', 'callee', 'ERR_CONTRACT_DECREASES'],
    ['throws RangeError only if', 'f throws RangeError only if `c`', 'callee', 'ERR_CONTRACT_THROWS'],
  ])('reads well for %s', (kind, heading, party, code) => {
    const violation = caught(() => fail(clause(kind, { subject: 'f', source: 'c' })));
    expect(violation.message).toBe(`${heading}\n  at src/account.ts:5:14; blame: the ${party}`);
    expect(violation).toMatchObject({ code, kind: kind.split(' ')[0], blame: { party } });
  });

  it('reads well where there is no clause text', () => {
    const spec = clause('unreachable', { subject: 'parse', source: '', message: 'no such token' });
    expect(caught(() => fail(spec)).message).toBe(
      'parse reached unreachable code: no such token\n  at src/account.ts:5:14; blame: the callee',
    );
  });
});

describe('the data', () => {
  it('has everything known of the violation', () => {
    const account = { balance: 20 };
    const spec = clause('requires', { message: 'it must cover it', label: 'always' });
    const violation = caught(() => fail(spec, ['account', account, 'limit', unset]));
    expect(violation).toBeInstanceOf(Error);
    expect({ ...violation, values: violation.values }).toEqual({
      name: 'ContractViolationError',
      code: 'ERR_CONTRACT_REQUIRES',
      kind: 'requires',
      clause: {
        id: 'k3j2h1g0',
        source: 'amount <= account.balance',
        message: 'it must cover it',
        label: 'always',
        location: 'src/account.ts:5:14',
      },
      subject: 'withdraw',
      blame: { party: 'caller', reason: 'did not make it true' },
      values: [
        { expression: 'account', value: account },
        { expression: 'limit', value: 'not evaluated' },
      ],
      detection: 'predicate-false',
      profile: 'enforce',
    });
    expect(violation.values[0]!.value).toBe(account);
    expect(violation).not.toHaveProperty('cause');
    expect(violation.message).toContain('not evaluated: limit');
  });

  it('keeps whole values out of what loggers copy', () => {
    const violation = caught(() => fail(clause('requires'), ['user', { mail: 'a@b.c' }]));
    expect(Object.keys(violation)).not.toContain('values');
    expect(JSON.stringify(violation)).not.toContain('a@b.c');
  });
});

describe('a clause that throws', () => {
  it('is a violation that the contract is to blame for', () => {
    const error = new TypeError('account is undefined');
    const violation = caught(() => fail(clause('requires'), ['amount', 5], [error]));
    expect(violation.message).toBe(
      [
        'withdraw requires `amount <= account.balance`',
        '  evaluating it threw TypeError("account is undefined")',
        '  amount = 5',
        '  at src/account.ts:5:14; blame: the contract',
      ].join('\n'),
    );
    expect(violation).toMatchObject({ detection: 'predicate-threw', blame: { party: 'contract' } });
    expect(violation.cause).toBe(error);
  });

  it.each([undefined, null, 'text', 0])('may throw %s', (error) => {
    const violation = caught(() => fail(clause('ensures'), [], [error]));
    expect(violation.detection).toBe('predicate-threw');
    expect(violation).toHaveProperty('cause', error);
  });
});

describe('secrets', () => {
  it('are in no part of a violation', () => {
    const violation = caught(() => fail(clause('requires'), ['password', redacted, 'length', 3], true));
    expect(violation.message).toContain('password = [redacted], length = 3');
    expect(violation.values[0]).toEqual({ expression: 'password', value: '[redacted]' });
  });

  it.each([
    ['RangeError', new RangeError('hunter2 is too short')],
    ['string', 'hunter2'],
    ['Reason', new (class Reason { text = 'hunter2'; })()],
  ])('do not leak through a thrown %s', (kind, error) => {
    const violation = caught(() => fail(clause('requires'), ['password', redacted], [error]));
    const { cause } = violation as { cause: Error };
    expect(violation.message).toContain(`evaluating it threw ${kind}\n`);
    expect(cause.message).toBe(kind);
    expect(Object.getPrototypeOf(cause)).toBe(Error.prototype);
    expect([violation.message, violation.stack, cause.stack, JSON.stringify(violation)].join()).not.toContain('hunter2');
  });

  it('leave other causes as they are', () => {
    const error = new RangeError('too short');
    expect(caught(() => fail(clause('requires'), ['n', unset], [error])).cause).toBe(error);
  });
});

describe('what reports, called with nothing', () => {
  it('throws itself: that is how a false clause gets to the place where it is reported', () => {
    const report = (...given: unknown[]): void => check.fail(report, given, '');
    const observed = (...given: unknown[]): void => check.observe(observed, given, '');
    expect(thrownBy(report)).toBe(report);
    expect(thrownBy(observed)).toBe(observed);
    expect(thrownBy(short)).toBe(short);
  });
});

describe('a boundary check', () => {
  it('names the clause by its id', () => {
    const violation = caught(() => short('k3j2h1g0'));
    expect(violation.message).toBe('requires clause k3j2h1g0 (npx -p @proviso/transformer proviso-clause k3j2h1g0 finds its text in contracts.json)\n  blame: the caller');
    expect(violation).toMatchObject({
      kind: 'requires',
      profile: 'boundary',
      subject: '',
      clause: { id: 'k3j2h1g0', source: '', location: '' },
      values: [],
    });
  });

  it('does not carry what the clause threw: it may quote a value', () => {
    const error = new TypeError('no account');
    for (const thrown of [error, undefined]) {
      const violation = caught(() => short('k3j2h1g0', thrown));
      expect(violation).toMatchObject({ detection: 'predicate-threw', blame: { party: 'contract' } });
      expect(violation.message).toContain('\n  evaluating it threw an error\n');
      expect(violation.cause).toBeUndefined();
    }
  });
});

describe('where checks are off', () => {
  it.each([
    ['fail', () => fail(clause('requires'))],
    ['observe', () => observe(clause('requires'))],
    ['short', () => short('k3j2h1g0')],
  ])('%s reports nothing', (_, report) => {
    let reports = 0;
    setViolationHandler(() => (reports++, 'continue'));
    enter();
    try {
      report();
    } finally {
      leave();
    }
    expect(reports).toBe(0);
    report();
    expect(reports).toBe(1);
  });

  it('a clause that reads an old value which was not captured is no violation', () => {
    const error = thrownBy(() => raise(skipped));
    expect(() => fail(clause('ensures'), [], [error])).not.toThrow();
    expect(() => observe(clause('ensures'), [], [error])).not.toThrow();
    expect(() => short('id', error)).not.toThrow();
  });
});

describe('instanceof', () => {
  it('recognises violations alone', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const other of [new Error('x'), {}, null, undefined, 1, proxy]) {
      expect(other instanceof ContractViolationError).toBe(false);
    }
  });

  it('tells a subclass from its parent', () => {
    class Mine extends ContractViolationError {}
    const violation = caught(() => short('id'));
    expect(violation).toBeInstanceOf(ContractViolationError);
    expect(violation).not.toBeInstanceOf(Mine);
  });
});

describe('blame for a class invariant', () => {
  const object = { [invariant]: () => fail(clause('invariant', { subject: 'LruCache', source: 'size <= capacity' })) };

  it('is the environment\'s on entry', () => {
    expect(caught(() => open(object))).toMatchObject({
      message: 'LruCache keeps `size <= capacity`\n  at src/account.ts:5:14; blame: the environment',
      blame: { party: 'environment', reason: 'changed the object from outside its public methods' },
    });
  });

  it('is the class\'s after construction, also within the entry of another object', () => {
    const outer = { [invariant]: () => settle(object) };
    expect(caught(() => open(outer)).blame.party).toBe('callee');
    begin(object);
    end(object);
    expect(caught(() => settle(object)).blame.party).toBe('callee');
  });

  it('is the body\'s for a loop, also after an entry that failed', () => {
    expect(caught(() => open(object)).blame.party).toBe('environment');
    expect(caught(() => fail(clause('invariant'))).blame.party).toBe('callee');
  });

  it('is still the environment\'s after another object was checked meanwhile', () => {
    const outer = { [invariant]: () => (settle({ [invariant]: () => {} }), object[invariant]()) };
    expect(caught(() => open(outer)).blame.party).toBe('environment');
  });
});
