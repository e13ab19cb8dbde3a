import { isStep, type State } from './predicates/states.ts';

/** The order cannot do that in its state. */
export class StateError extends Error {
  override name = 'StateError';
}

/**
 * An order on its way from the cart to the customer.
 *
 * @invariant `this.paid || (this.state !== 'shipped' && this.state !== 'delivered')`: nothing is shipped that is not paid
 * @invariant `this.log.at(-1) === this.state`
 */
export class Order {
  state: State = 'open';
  paid = false;
  readonly log: State[] = ['open'];

  /**
   * @ensures `this.paid && this.state === 'paid'`
   * @throws {StateError} iff `this.state !== 'open'`
   */
  pay(): void {
    if (this.state !== 'open') throw new StateError('only an open order is paid');
    this.paid = true;
    this.#goTo('paid');
  }

  /**
   * @ensures `isStep(old(this.state), this.state)`
   * @throws {StateError} iff `this.state !== 'paid' && this.state !== 'shipped'`
   */
  advance(): void {
    if (this.state === 'paid') this.#goTo('shipped');
    else if (this.state === 'shipped') this.#goTo('delivered');
    else throw new StateError('nothing to be done');
  }

  /**
   * Cancels what has not left the house, and gives the money back.
   *
   * @ensures `this.state === 'cancelled' && !this.paid`
   * @throws {StateError} iff `this.state === 'shipped' || this.state === 'delivered' || this.state === 'cancelled'`
   */
  cancel(): void {
    if (this.state !== 'open' && this.state !== 'paid') throw new StateError('too late');
    this.paid = false;
    this.#goTo('cancelled');
  }

  #goTo(state: State): void {
    this.state = state;
    this.log.push(state);
  }
}
