export type State = 'open' | 'paid' | 'shipped' | 'delivered' | 'cancelled';

const steps: Record<State, readonly State[]> = { open: ['paid', 'cancelled'], paid: ['shipped', 'cancelled'], shipped: ['delivered'], delivered: [], cancelled: [] };

export function isStep(from: State, to: State): boolean {
  return steps[from].includes(to);
}
