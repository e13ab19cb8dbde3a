import { afterEach, describe, expect, it } from 'vitest';

import { short } from '../src/check.ts';
import { assert, requires, setViolationHandler } from '../src/index.ts';
import { caught, clause, fail, observe } from './caught.ts';

const original = Object.getOwnPropertyDescriptors(Error);

afterEach(() => {
  for (const key of ['prepareStackTrace', 'captureStackTrace', 'stackTraceLimit'] as const) {
    if (original[key]) Object.defineProperty(Error, key, original[key]);
    else Reflect.deleteProperty(Error, key);
  }
  setViolationHandler(undefined);
});

// The compiler writes the check into the body, so each body here calls the runtime itself.
const bodies = {
  fail: function callee() { fail(clause('requires', { message: 'line one\n    at line two' })); },
  short: function callee() { short('id'); },
  'fail in a function of the callee': function callee() {
    const { row, profile } = clause('requires');
    (() => fail({ row: [...row.slice(0, 8), undefined, undefined, 2] as unknown as typeof row, profile }))();
  },
  'short in a function of the callee': function callee() { (() => short('id', short, 2))(); },
  requires: function callee() { requires(false); },
};

function frames(stack: string, message: string): string[] {
  expect(stack.startsWith(`ContractViolationError: ${message}\n`)).toBe(true);
  return stack.slice(`ContractViolationError: ${message}\n`.length).split('\n').map((line) => line.trim());
}

describe('the stack', () => {
  it.each(Object.entries(bodies))('of a precondition by %s begins at the caller', (_, body) => {
    const { stack, message } = caught(function caller() { body(); });
    const [first] = frames(stack!, message);
    expect(first).toMatch(/^at .*caller .*stack\.test\.ts/);
    expect(stack).not.toMatch(/at .*callee/);
  });

  it('of an observed precondition begins at the caller', () => {
    let stack = '';
    setViolationHandler((violation) => ((stack = violation.stack!), 'continue'));
    function body(): void { observe(clause('requires', { id: 'stack' })); }
    (function caller() { body(); })();
    expect(stack.split('\n    at ')[1]).toMatch(/^caller /);
  });

  it.each([
    ['an assertion', function here() { assert(false); }],
    ['a postcondition', function here() { fail(clause('ensures')); }],
  ])('of %s begins where it stands', (_, body) => {
    const { stack, message } = caught(function caller() { body(); });
    const [first, second] = frames(stack!, message);
    expect(first).toMatch(/^at .*here .*stack\.test\.ts/);
    expect(second).toMatch(/^at .*caller .*stack\.test\.ts/);
  });

  it('of a precondition that a constructor has begins at the caller', () => {
    class Account {
      constructor() { requires(false); }
    }
    const { stack } = caught(function caller() { new Account(); });
    expect(stack).not.toContain('new Account');
    expect(stack).toContain('at caller');
  });
});

describe('a host with other stacks', () => {
  const violate = (): unknown => caught(() => bodies.requires());

  it('has no captureStackTrace', () => {
    Object.assign(Error, { captureStackTrace: undefined });
    expect(violate()).toMatchObject({ stack: expect.stringContaining('callee') as string });
  });

  it('keeps no frames, or one', () => {
    for (const limit of [0, 1]) {
      Error.stackTraceLimit = limit;
      const { stack, message } = caught(() => bodies.requires());
      expect(stack!.split(message)).toHaveLength(2);
    }
  });

  it.each([
    ['no text', (): unknown => [1, 2], [1, 2]],
    ['nothing', (): unknown => undefined, undefined],
    ['frames alone', (): unknown => 'callee@a.js:1:1\ncaller@a.js:2:2', 'caller@a.js:2:2'],
    ['one line', (): unknown => 'callee@a.js:1:1', 'callee@a.js:1:1'],
  ])('has stacks that are %s', (_, prepare, expected) => {
    Error.prepareStackTrace = prepare;
    const violation = caught(() => bodies.requires());
    expect(violation.stack).toEqual(expected);
    expect(violation.message).toContain('requires failed');
  });

  it('has a hook that throws', () => {
    Error.prepareStackTrace = () => {
      throw new Error('hook');
    };
    expect(violate()).toMatchObject({ kind: 'requires' });
  });
});
