import { describe, expect, it } from 'vitest';
import { Order, StateError } from '../src/order-state.ts';

describe('order-state', () => {
  it('goes its way', () => {
    const order = new Order();
    order.pay();
    order.advance();
    order.advance();
    expect(order.state).toEqual('delivered');
  });
  it('is cancelled', () => {
    const order = new Order();
    order.pay();
    order.cancel();
    expect(order.state).toEqual('cancelled');
  });
  it('is not paid twice', () => {
    const order = new Order();
    order.pay();
    expect(() => order.pay()).toThrow(StateError);
  });
});
