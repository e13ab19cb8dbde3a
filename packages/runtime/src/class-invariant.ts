import { hide, isViolation } from './contract-violation-error.ts';
import { state } from './state.ts';
import { abandon } from './values.ts';

/** The key of the method that checks a class's invariant; it calls that of the parent class first. */
export const invariant: unique symbol = /* @__PURE__ */ Symbol.for('@proviso/runtime/invariant');

interface Checked {
  readonly [invariant]?: () => void;
}

const { busy, pending } = state;

/**
 * Gives a class its invariant, which goes on from that of its base class. Called in a static field that bundlers may drop with the class;
 * they take a function for pure whose value is the class, and not the class itself. The constructor hands what it gives to {@link settle}, so that they
 * keep the call with the class.
 *
 * @noContract called by compiled code alone, before the class can be used
 */
/* @__NO_SIDE_EFFECTS__ */
export function keep(classOf: () => { readonly prototype: object }, check: (this: unknown) => void): undefined {
  const { prototype } = classOf();
  const inherited = (prototype as Checked)[invariant];
  const value = inherited
    ? function (this: unknown): void {
        inherited.call(this);
        check.call(this);
      }
    : check;
  Object.defineProperty(prototype, invariant, { value, configurable: true, writable: true });
}

/**
 * A public method begins: false if the object is busy or checks are off, else its invariant is checked.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function open(object: unknown): boolean {
  if (!isAtRest(object)) return false;
  busy.push(object);
  try {
    check(object, 'entry');
  } catch (error) {
    end(object);
    throw error;
  }
  return true;
}

/**
 * A public method returns normally; `opened` is what {@link open} gave.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function close(object: unknown, opened: boolean): void {
  if (!opened) return;
  end(object);
  check(object, 'exit');
}

/**
 * A public method throws `error`; gives what is to be thrown: that error, or a violation with it as `cause`.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function closeThrown(object: unknown, opened: boolean, error: unknown): unknown {
  if (!opened) return error;
  end(object);
  if (isViolation(error)) return error;
  try {
    check(object, 'exit');
  } catch (violation) {
    if (isViolation(violation)) hide(violation, 'cause', error);
    return violation;
  }
  return error;
}

/**
 * A setter begins, or a public method goes on after it was suspended: whether it is the outermost of its object in this segment.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function resume(object: unknown): boolean {
  if (!isAtRest(object)) return false;
  busy.push(object);
  return true;
}

/**
 * A public method that is the outermost of its object suspends itself, under `audit`; elsewhere {@link end} is enough. `value` is what it
 * was about to wait for.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function pause(object: unknown, value: unknown): void {
  end(object);
  try {
    check(object, 'pause');
  } catch (error) {
    abandon(value);
    throw error;
  }
}

/**
 * Construction begins: methods that the constructor calls do not check the unfinished object.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function begin(object: unknown): void {
  if (placeOf(object) < 0) busy.push(object);
}

/**
 * Construction is over, normally or not.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function end(object: unknown): void {
  const at = placeOf(object);
  if (at >= 0) while (busy.length > at) busy.pop();
}

/**
 * Runs a field initialiser, which comes before the constructor's body, as a part of construction; gives its value.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function during<T>(object: unknown, initialise: () => T): T {
  if (placeOf(object) >= 0) return initialise();
  busy.push(object);
  try {
    return initialise();
  } finally {
    end(object);
  }
}

/**
 * The base class of an object with this prototype is about to be constructed: until {@link constructed}, methods that the base
 * class or a field initialiser calls do not check the unfinished object.
 */
export function construct(prototype: unknown): void {
  pending.push(prototype);
}

/** The base class is constructed, normally or not; to be called in `finally`. */
export function constructed(): void {
  pending.pop();
}

/**
 * Checks the invariant of an object whose construction is over. One that is busy was there before: a constructor gave it. `constructed` is what
 * `new` was called with, of a class that cannot know: nothing is over while that is the heir whose base class it constructs.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function settle(object: unknown, constructed?: { readonly prototype: unknown }): void {
  if (constructed && pending.includes(constructed.prototype)) return;
  if (!state.off && placeOf(object) < 0) check(object, 'construction');
}

// Checks are on, and the object is neither in a public method nor under construction.
function isAtRest(object: unknown): boolean {
  return state.off === 0 && placeOf(object) < 0 && (pending.length === 0 || !pending.includes(Object.getPrototypeOf(object)));
}

// From the end, where the object is nearly always: half the time of Array.prototype.includes.
function placeOf(object: unknown): number {
  let at = busy.length - 1;
  while (at >= 0 && busy[at] !== object) at--;
  return at;
}

// A method may be borrowed by an object that has no invariant. Methods that a clause calls under `audit` do not check what is being checked.
function check(object: unknown, phase: string): void {
  const { phase: outer, checked } = state;
  const isBusy = placeOf(object) >= 0;
  state.phase = phase;
  state.checked = object;
  if (!isBusy) busy.push(object);
  try {
    (object as Checked | null | undefined)?.[invariant]?.();
  } finally {
    state.phase = outer;
    state.checked = checked;
    if (!isBusy) end(object);
  }
}
