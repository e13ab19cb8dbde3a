/** Async code whose calls overlap: what breaks a promise only then is found, and what keeps it is left alone. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../src/verdict.ts';
import { checkText, told } from './check-text.ts';

beforeEach(() => allowViolations());

const tick = 'const tick = (): Promise<void> => Promise.resolve();\n';

interface Shown {
  readonly code: readonly string[];
  readonly told: readonly string[];
  readonly clause: string;
  readonly isNatural: boolean;
}

function shown(report: Report | undefined): Shown | undefined {
  if (report?.verdict.verdict !== 'refuted') return undefined;
  const { code, overlap, problem } = report.verdict.counterexample;
  return { code, told: overlap ? told(overlap) : [], clause: problem.problem === 'violation' ? problem.clause : '', isNatural: overlap?.isNatural === true };
}

function verdictOf(report: Report | undefined): unknown {
  return report?.verdict;
}

const seats = (reserve: string): string => `${tick}
/** @invariant \`this.sold <= this.seats\` */
export class Hall {
  sold = 0;
  readonly seats = 1;
  #tail: Promise<void> = Promise.resolve();
  async reserve(): Promise<boolean> {
    ${reserve}
  }
  async locked<T>(part: () => Promise<T>): Promise<T> {
    const before = this.#tail;
    let release = (): void => undefined;
    this.#tail = new Promise((resolve) => (release = resolve));
    await before;
    try { return await part(); } finally { release(); }
  }
}
`;

describe('an invariant', () => {
  test('that holds call by call is broken by calls that overlap, with the shortest order', async () => {
    const reports = await checkText(seats('if (this.sold === this.seats) return false; await tick(); this.sold++; return true;'));
    expect(shown(reports.get('Hall'))).toEqual({
      code: ['const hall = new Hall()', 'const a = hall.reserve()', 'const b = hall.reserve()', 'await Promise.all([a, b])'],
      told: ['a begins, waits at 9', 'b begins, waits at 9', 'b from 9, ends', 'a from 9, ends'],
      clause: 'this.sold <= this.seats',
      isNatural: true,
    });
  });

  test.each([
    ['is looked at again', 'if (this.sold === this.seats) return false; await tick(); if (this.sold === this.seats) return false; this.sold++; return true;'],
    ['is guarded by a lock', 'return this.locked(async () => { if (this.sold === this.seats) return false; await tick(); this.sold++; return true; });'],
  ])('that %s is kept', async (_, reserve) => {
    const reports = await checkText(seats(reserve).replace('async locked', 'private async locked'));
    expect(verdictOf(reports.get('Hall'))).toMatchObject({ verdict: 'passed', interleaved: expect.any(Number) as number });
  });
});

describe('calls that wait for others', () => {
  const semaphore = (taken: string): string => `${tick}
/** @invariant \`this.permits >= 0\` */
export class Semaphore {
  permits = 1;
  readonly #waiting: (() => void)[] = [];
  async acquire(): Promise<void> { ${taken} }
  release(): void { this.permits++; this.#waiting.shift()?.(); }
}
`;

  test('do not end the check, and a wait between a look and what rests on it is found', async () => {
    const reports = await checkText(semaphore('if (this.permits === 0) await new Promise<void>((resolve) => { this.#waiting.push(resolve); }); await tick(); this.permits--;'));
    expect(shown(reports.get('Semaphore'))).toMatchObject({ clause: 'this.permits >= 0', isNatural: true });
  });

  test('keep their promises where they look again', async () => {
    const reports = await checkText(semaphore('while (this.permits === 0) await new Promise<void>((resolve) => { this.#waiting.push(resolve); }); this.permits--;'));
    expect(verdictOf(reports.get('Semaphore'))).toMatchObject({ verdict: 'passed' });
  });

  test('and never come to an end, any of them, are an error', async () => {
    const reports = await checkText('/** @invariant `this.n === 0` */\nexport class Gate {\n  n = 0;\n  /** @ensures `this.n === 0` */\n  pass(): Promise<void> { return new Promise(() => undefined); }\n  /** @ensures `this.n === 0` */\n  async go(): Promise<void> { await this.pass(); }\n}\n');
    expect(verdictOf(reports.get('Gate.go'))).toMatchObject({ verdict: 'error', reason: expect.stringContaining('waited') as string, call: 'const gate = new Gate()\nawait gate.go()' });
  });
});

test('what breaks in one pair of many methods, after one call with the same key, is found', async () => {
  const others = ['get', 'has', 'ask', 'look', 'see'].map((name) => `  async ${name}(key: string): Promise<boolean> { await tick(); return this.items.has(key); }`).join('\n');
  const reports = await checkText(`${tick}
/** @invariant \`this.size === this.items.size\` */
export class Registry {
  size = 0;
  readonly items = new Map<string, number>();
  async set(key: string, value: number): Promise<void> { await tick(); if (!this.items.has(key)) this.size++; this.items.set(key, value); }
  async remove(key: string): Promise<void> { if (!this.items.has(key)) return; await tick(); await tick(); this.items.delete(key); this.size--; }
${others}
}
`);
  const code = shown(reports.get('Registry'))?.code.slice(-3).map((line) => line.replace(/'a?'/, 'key'));
  expect(code).toEqual(['const a = registry.remove(key)', 'const b = registry.remove(key)', 'await Promise.all([a, b])']);
});

describe('a callee\'s precondition', () => {
  const account = (withdraw: string): string => `${tick}
export class Account {
  balance = 5;
  /** @requires \`Number.isInteger(amount) && amount > 0\` */
  async withdraw(amount: number): Promise<void> {
    ${withdraw}
  }
  /** @requires \`amount <= this.balance\` */
  private debit(amount: number): void { this.balance -= amount; }
}
`;

  test('that was looked at before a wait may hold no longer after it', async () => {
    const reports = await checkText(account('if (amount > this.balance) return; await tick(); this.debit(amount);'));
    expect(shown(reports.get('Account.withdraw'))).toMatchObject({ clause: 'amount <= this.balance', told: ['a begins, waits at 7', 'b begins, waits at 7', 'b from 7, ends', 'a from 7, ends'] });
  });

  test('that is looked at after the wait holds', async () => {
    const reports = await checkText(account('await tick(); if (amount > this.balance) return; this.debit(amount);'));
    expect(verdictOf(reports.get('Account.withdraw'))).toMatchObject({ verdict: 'passed', interleaved: expect.any(Number) as number });
  });
});

describe('what another call may undo is not judged', () => {
  test('a postcondition with `old`, and one about state', async () => {
    const reports = await checkText(`${tick}
export class Door {
  isOpen = false;
  count = 0;
  /** @ensures \`this.count === old(this.count) + n\` */
  async add(n: number): Promise<void> { await tick(); this.count += n; await tick(); }
  /** @ensures \`this.isOpen\` */
  async open(): Promise<void> { await tick(); this.isOpen = true; await tick(); }
  /** @ensures \`!this.isOpen\` */
  async close(): Promise<void> { await tick(); this.isOpen = false; await tick(); }
  /** @modifies this.count */
  async reset(): Promise<void> { await tick(); this.count = 0; await tick(); }
}
`.replace('add(n: number)', 'add(n: 1 | 2)'));
    for (const member of ['add', 'open', 'close', 'reset']) expect(verdictOf(reports.get(`Door.${member}`)), member).toMatchObject({ verdict: 'passed', interleaved: expect.any(Number) as number });
  });

  test('a promise that rests on a precondition about state', async () => {
    const reports = await checkText(`${tick}
export class Stock {
  left = 3;
  /**
   * @requires \`this.left >= n\`
   * @ensures \`result === n\`
   */
  async take(n: 1 | 2): Promise<number> { await tick(); const got = Math.min(n, this.left); this.left -= got; return got; }
}
`);
    expect(verdictOf(reports.get('Stock.take'))).toMatchObject({ verdict: 'passed' });
  });

  test('an error that only overlapped calls end with', async () => {
    const reports = await checkText(`${tick}
/** @invariant \`this.uses >= 0\` */
export class Connection {
  uses = 0;
  isBusy = false;
  async use(): Promise<void> { if (this.isBusy) throw new Error('busy'); this.isBusy = true; await tick(); this.uses++; this.isBusy = false; }
}
`);
    expect(verdictOf(reports.get('Connection'))).toMatchObject({ verdict: 'passed', interleaved: expect.any(Number) as number });
  });

  test('calls that are not allowed where they begin', async () => {
    const reports = await checkText(`${tick}
/** @invariant \`this.depth <= 1\` */
export class Session {
  depth = 0;
  /** @requires \`this.depth === 0\` */
  async enter(): Promise<void> { this.depth++; await tick(); this.depth--; }
}
`);
    expect(verdictOf(reports.get('Session'))).toMatchObject({ verdict: 'passed' });
    expect(verdictOf(reports.get('Session'))).not.toHaveProperty('interleaved');
  });

  test('calls that wait for each other for ever', async () => {
    const reports = await checkText(`${tick}
/** @invariant \`this.n >= 0\` */
export class Pair {
  n = 0;
  #other: Promise<void> | undefined;
  async meet(): Promise<void> {
    const other = this.#other;
    this.#other = new Promise<void>((resolve) => { if (!other) resolve(); });
    await tick();
    if (other) await this.#other;
    this.#other = undefined;
  }
}
`);
    expect(verdictOf(reports.get('Pair'))).toMatchObject({ verdict: 'passed' });
  });
});

describe('a promise about values alone', () => {
  const next = (body: string): string => `${tick}
let last = 0;
/**
 * @requires \`step > 0 && step < 3\`
 * @ensures \`result <= 1000\`
 */
export async function next(step: number): Promise<number> { ${body} }
`;

  test('is judged, with what the module holds as it was at its beginning', async () => {
    const reports = await checkText(next('const before = last; last = 0; await tick(); const seen = last; last = before; return seen === 0 ? 1 : 2000;').replace('last = 0; await', 'last = last === 0 ? 5 : 0; await').replace('seen === 0', 'seen === 5'));
    expect(shown(reports.get('next'))).toMatchObject({ code: ['const a = next(1)', 'const b = next(1)', 'await Promise.all([a, b])'], clause: 'result <= 1000' });
  });

  test('is kept by calls that share nothing', async () => {
    const reports = await checkText(next('await tick(); last += step; await tick(); return step;'));
    expect(verdictOf(reports.get('next'))).toMatchObject({ verdict: 'passed', interleaved: expect.any(Number) as number });
  });

  test('is broken by calls that share an argument', async () => {
    const reports = await checkText(`${tick}
/** @ensures \`result\` */
export async function swaps(box: { full: boolean }): Promise<boolean> {
  const before = box.full;
  box.full = !before;
  await tick();
  const isMine = box.full === !before;
  box.full = before;
  return isMine;
}
`);
    expect(shown(reports.get('swaps'))).toMatchObject({ code: ['const box = { full: false }', 'const a = swaps(box)', 'const b = swaps(box)', 'await Promise.all([a, b])'] });
  });
});

test('an order that Node itself does not take is found, and said to be none that a test can show', async () => {
  const reports = await checkText(`${tick}
/** @invariant \`!this.isTorn\` */
export class Cell {
  writes = 0;
  isTorn = false;
  async watch(): Promise<void> { const before = this.writes; await tick(); if (this.writes !== before) this.isTorn = true; }
  async write(): Promise<void> { await tick(); await tick(); await tick(); await tick(); this.writes++; }
}
`);
  const found = shown(reports.get('Cell'));
  expect(found?.isNatural).toBe(false);
  expect(found?.told.length).toBeGreaterThan(3);
});

test('each value of `for await` is a suspension too', async () => {
  const reports = await checkText(`
/** @invariant \`this.total <= 2\` */
export class Sum {
  total = 0;
  async add(): Promise<void> {
    const start = this.total;
    if (start > 0) return;
    for await (const each of [1, 1]) this.total += each;
  }
}
`);
  expect(shown(reports.get('Sum'))).toMatchObject({ clause: 'this.total <= 2', told: expect.arrayContaining(['a begins, waits at 8']) as string[] });
});

test('what never waits, and what nobody wants to be interleaved, is not', async () => {
  const text = `/** @invariant \`this.n >= 0\` */\nexport class Plain { n = 0; up(): void { this.n++; } async later(): Promise<void> { this.n++; } }\n`;
  const broken = seats('if (this.sold === this.seats) return false; await tick(); this.sold++; return true;');
  expect(verdictOf((await checkText(text)).get('Plain'))).toEqual({ verdict: 'passed', runs: expect.any(Number) as number });
  expect(verdictOf((await checkText(broken, { interleavings: 0 })).get('Hall'))).toEqual({ verdict: 'passed', runs: expect.any(Number) as number });
});

test.each([
  ['a semaphore', `/** @invariant \`this.free >= 0 && this.free <= 2\` */
export class Semaphore {
  free = 2;
  #waiting: (() => void)[] = [];
  /** @ensures \`result\` */
  async run(ticks: 1 | 2): Promise<boolean> {
    if (this.free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.free--;
    for (let left: number = ticks; left > 0; left--) await tick();
    const next = this.#waiting.shift();
    if (next) next();
    else this.free++;
    return true;
  }
}`],
  ['a cache of promises', `/** @invariant \`this.loads <= 2\` */
export class Cache {
  loads = 0;
  #known = new Map<string, Promise<string>>();
  /** @ensures \`result === key\` */
  async get(key: 'a' | 'b'): Promise<string> {
    const known = this.#known.get(key) ?? this.#load(key);
    this.#known.set(key, known);
    return await known;
  }
  async #load(key: string): Promise<string> { this.loads++; await tick(); return key; }
}`],
  ['a queue that one call drains', `/** @invariant \`this.done <= this.put\` */
export class Queue {
  put = 0;
  done = 0;
  #isDraining = false;
  async add(): Promise<void> {
    this.put++;
    if (this.#isDraining) return;
    this.#isDraining = true;
    try { while (this.done < this.put) { await tick(); this.done++; } } finally { this.#isDraining = false; }
  }
}`],
  ['calls that wait for timers', `/** @invariant \`this.n >= 0\` */
export class Timed {
  n = 0;
  async wait(): Promise<void> { this.n++; await new Promise((resolve) => (globalThis as unknown as { setTimeout: (done: unknown, ms: number) => void }).setTimeout(resolve, 1)); this.n--; }
}`],
])('what is right is not refuted: %s', async (_, text) => {
  for (const [symbol, { verdict }] of await checkText(`${tick}${text}\n`)) expect(verdict, symbol).toMatchObject({ verdict: 'passed', interleaved: expect.any(Number) as number });
});

test('errors are not judged, whatever a clause says of them', async () => {
  const reports = await checkText(`${tick}
let isBusy = false;
/** @throws {RangeError} iff \`n === 3\` */
export async function only(n: 1 | 2 | 3): Promise<void> {
  if (n === 3 || isBusy) throw new RangeError('busy, or 3');
  isBusy = true;
  await tick();
  isBusy = false;
}
`);
  expect(verdictOf(reports.get('only'))).toMatchObject({ verdict: 'exhaustive', runs: 3, interleaved: expect.any(Number) as number });
});
