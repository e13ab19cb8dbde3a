/**
 * @requires `amout > 0`
 * @ensures `result > n`
 */
export function f(amount: number): number { return amount; }
