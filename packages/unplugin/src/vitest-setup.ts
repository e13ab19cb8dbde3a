/** What runs before the tests of each file. The plugin adds it. */
import { setViolationHandler, type ContractViolationError, type ViolationHandler } from '@proviso/runtime';
import { afterAll, afterEach, beforeEach, chai, expect, inject, vi } from 'vitest';
import { watchNodeAssert, type Assertions } from './vitest/node-assert.ts';
import { sharedWitness, swallowedError, type Swallowed } from './vitest/swallowed.ts';

interface Channels {
  readonly subscribe: (name: string, listener: (message: unknown) => void) => void;
}

interface Modules {
  readonly syncBuiltinESMExports: () => void;
}

const witness = sharedWitness((record) => {
  listen(record);
  watchAssertions();
  watchPolling();
  watchNode();
});

beforeEach(({ task }) => witness.begin(task));

// Hooks of set-up files come after those of the tests.
afterEach(({ task }) => {
  const missed = witness.end(task);
  if (task.result?.state !== 'fail' && task.fails !== true) judge(missed);
});

afterAll(() => judge(witness.rest()));

function judge(missed: readonly Error[]): void {
  if (missed.length === 0) return;
  const error = swallowedError(missed);
  if ((inject('proviso:swallowed' as never) as Swallowed) === 'fail') throw error;
  console.warn(error.stack);
}

/** By the channel that every violation is published on, or in browsers, which have none, by the handler. */
function listen(record: (violation: Error) => void): void {
  const channels = ofNode<Channels>('node:diagnostics_channel');
  if (channels) return channels.subscribe('proviso:violation', (message) => record(message as Error));
  const before: ViolationHandler | undefined = setViolationHandler((violation: ContractViolationError) => {
    record(violation);
    return before?.(violation) ?? 'throw';
  });
}

/** A module of Node, which browsers have none of. */
function ofNode<Module>(name: string): Module | undefined {
  const { process } = globalThis as { readonly process?: { readonly getBuiltinModule?: (id: string) => unknown } };
  return process?.getBuiltinModule?.(name) as Module | undefined;
}

/** The assertions of Node itself, which tests may have from before. */
function watchNode(): void {
  const assert = ofNode<Assertions & { readonly strict: Assertions }>('node:assert');
  if (!assert) return;
  watchNodeAssert([assert, assert.strict], (value) => witness.see(value));
  // For those that import a function by its name.
  ofNode<Modules>('node:module')?.syncBuiltinESMExports();
}

/** What calls a function until it does not throw: what it throws meanwhile, the test waits out. */
function watchPolling(): void {
  const polling: readonly (readonly [of: object, name: string])[] = [[expect, 'poll'], [vi, 'waitFor'], [vi, 'waitUntil']];
  for (const [of, name] of polling) {
    const functions = of as Record<string, (subject: unknown, ...options: unknown[]) => unknown>;
    const original = functions[name];
    if (original) functions[name] = function polled(subject, ...options) {
      const result = Reflect.apply(original, of, [typeof subject === 'function' ? watched(subject as () => unknown) : subject, ...options]);
      return result instanceof Promise ? result.catch(throwWithoutOwnFrames) : result;
    };
  }
}

/** The stack of what was waited for in vain begins with the line of the test. */
function throwWithoutOwnFrames(error: unknown): never {
  if (error instanceof Error && error.stack !== undefined) error.stack = error.stack.split('\n').filter((line) => !/^ +at .*\bpolled\b/.test(line)).join('\n');
  throw error;
}

/** What is handed to an assertion, the test has seen; so it has what a function threw that it said would throw. */
function watchAssertions(): void {
  const prototype = chai.Assertion.prototype as unknown as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(prototype)) watchMethod(prototype, name);
  // What `expect.extend` calls: a test may have matchers of its own.
  const expect = chai.expect as unknown as { extend?: (expect: object, matchers: object) => unknown };
  const { extend } = expect;
  if (extend) expect.extend = (of, matchers) => {
    const result = Reflect.apply(extend, expect, [of, matchers]);
    for (const name of Object.keys(matchers)) watchMethod(prototype, name);
    return result;
  };
}

function watchMethod(prototype: Record<string, unknown>, name: string): void {
  const value: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
  if (typeof value !== 'function' || name === 'constructor') return;
  const original = value as (...args: unknown[]) => unknown;
  if (/inlineSnapshot$/i.test(name)) watchAccess(prototype, { name, original });
  else prototype[name] = function watched(this: Chai.Assertion, ...args: unknown[]): unknown {
    seeSubject(this, name);
    return withoutFrameOf(watched, this, () => Reflect.apply(original, this, args));
  };
}

/** As chai does for methods around others: the stack of a failed assertion begins with its caller. */
function withoutFrameOf(watcher: (...args: never) => unknown, assertion: Chai.Assertion, action: () => unknown): unknown {
  const isLocked: unknown = chai.util.flag(assertion, 'lockSsfi');
  if (isLocked !== true) chai.util.flag(assertion, 'ssfi', watcher);
  chai.util.flag(assertion, 'lockSsfi', true);
  try {
    return action();
  } finally {
    chai.util.flag(assertion, 'lockSsfi', isLocked);
  }
}

/** An inline snapshot is written where the frame above its method is: so the method stays as it is, and getting it is what is watched. */
function watchAccess(prototype: object, { name, original }: { readonly name: string; readonly original: unknown }): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: Chai.Assertion) {
      if (!Object.hasOwn(this, '__flags')) return original;
      const subject = seeSubject(this, name);
      // It asks for the method before it waits.
      if (chai.util.flag(this, 'promise') === 'rejects' && subject instanceof Promise) subject.catch((error: unknown) => witness.see(error));
      return original;
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, name, { value, configurable: true, writable: true });
    },
  });
}

function seeSubject(assertion: Chai.Assertion, name: string): unknown {
  const subject: unknown = chai.util.flag(assertion, 'object');
  witness.see(subject);
  if (/throw/i.test(name) && typeof subject === 'function') chai.util.flag(assertion, 'object', watched(subject as () => unknown));
  return subject;
}

function watched(subject: (...args: unknown[]) => unknown): typeof subject {
  const see = (error: unknown): never => {
    witness.see(error);
    throw error;
  };
  return function (this: unknown, ...args) {
    try {
      const result = Reflect.apply(subject, this, args);
      return result instanceof Promise ? result.catch(see) : result;
    } catch (error) {
      return see(error);
    }
  };
}
