/** A source that gets every verdict. */
export const everyVerdict = `let calls = 0;

/** @ensures \`result.length === text.length + 1\` */
export function longer(text: string): string { return text + '!'; }

/** @ensures \`result !== on\` */
export function toggle(on: boolean): boolean { return !on; }

/**
 * Takes money: 100 % of it, \`::error\` and all.
 *
 * @requires \`amount > 0 && amount <= balance && Number.isInteger(amount) && Number.isInteger(balance)\`
 * @ensures \`result < balance\`
 */
export function withdraw(balance: number, amount: number): number { return amount > 3 ? balance : balance - amount; }

/** @pure */
export function next(): number { return ++calls; }

/**
 * @requires \`isOdd(text)\`
 * @ensures \`result > 0\`
 */
export function odd(text: string): number { return text.length; }
export function isOdd(text: string): boolean { return text === '?'.repeat(77); }

/** @requires \`on && !on\` */
export function never(on: boolean): boolean { return on; }

/** @ensures \`result > 0\` */
function hidden(n: number): number { return n; }
export const shown = hidden;

/** @ensures \`result > 0\` */
export function ends(on: boolean): number { if (on) process.exit(3); return 1; }
declare const process: { exit(code: number): never };
`;
