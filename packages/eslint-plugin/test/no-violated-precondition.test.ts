/** `no-violated-precondition`: constants that a contract refuses, beside those that it takes and what is not constant. */
import { describe, expect, test } from 'vitest';
import { lintText } from './lint-text.ts';

const rule = 'no-violated-precondition';

const library = `
export enum Level { Low = 1, High }
const least = 3;
export const most = 10;
let changing = 5;
/** @requires \`n > 0\`: some */
export function positive(n: number): number { return n; }
/** @requires \`n > least && n < most\` */
export function between(n: number): void {}
/** @requires \`n < changing\` */
export function changed(n: number): void { changing++; }
/** @requires \`level !== Level.Low\` */
export function loud(level: Level = Level.Low): void {}
/** @requires \`Number.isInteger(n) || Number.isNaN(n)\` */
export function whole(n: number): void {}
/** @requires \`s.startsWith('/') && !s.includes('..') && s.length < 8\` */
export function path(s: string): void {}
/** @requires \`xs.length > 0 && Array.isArray(xs)\` */
export const first = (xs: readonly number[]): number | undefined => xs[0];
/** @requires \`o.amount > 0\` */
export function withdraw(o: { amount: number }): void {}
/** @requires \`a < b\` */
export function ordered(a: number, b: number): void {}
/** @requires \`n !== undefined\` */
export function given(n?: number): void {}
/** @requires \`ns.length > 0 && !ns.includes(0)\` */
export function some(...ns: number[]): void {}
/** @requires \`mode === 'a' || mode === 'b'\` */
export function inMode(mode?: string, ...rest: number[]): void {}
/** @requires \`n > 0\` */
export function orOne(n: number | undefined = 1): void {}
/** @requires \`isFine(n)\` */
export function judged(n: number): void {}
export function isFine(n: number): boolean { return n > 100; }
export class Box {
  /** @requires \`size > 0\` */
  constructor(readonly size: number) {}
  /** @requires \`key !== '' && this.size > 0\` */
  put(key: string, ...rest: string[]): void {}
}
export interface Sink {
  /** @requires \`n > 0\` */
  take(n: number): void;
  /** @requires \`n > 0\` */
  give: (n: number) => void;
}
export function over(n: number): void;
export function over(n: string): void;
/** @requires \`x !== 0\` */
export function over(x: number | string): void {}
/** @requires \`Math.abs(n) < 5 && -n !== 1n\` */
export function near(n: any): void {}
/**
 * @requires \`by > 0\`
 * @requires \`count >= 0\`
 */
export function step({ by, times: count = 1 }: { by: number; times?: number }): void {}
/** @requires \`most > 2\` */
export function far({ most = 2 }: { most?: number } = {}): void {}
`;

const imports = "import { positive, between, changed, loud, whole, path, first, withdraw, ordered, given, judged, some, inMode, orOne, Box, over, near, step, far, Level, type Sink } from './library.ts';";

function marked(code: string, options: readonly unknown[] = []): string[] {
  return lintText(rule, `${imports}\n${code}`, { others: { 'library.ts': library }, options }).map((finding) => finding.marked);
}

test('names the function, the clause and the values', () => {
  const found = lintText(rule, `${imports}\npositive(-1);\nordered(2, 1);`, { others: { 'library.ts': library } });
  expect(found).toEqual([
    { message: 'This call breaks what `positive` requires: `n > 0`, some. Here `n` is -1. Pass a value for which it holds.', at: '2:10-2:12', marked: '-1', suggested: [] },
    { message: 'This call breaks what `ordered` requires: `a < b`. Here `a` is 2 and `b` is 1. Pass a value for which it holds.', at: '3:1-3:14', marked: 'ordered(2, 1)', suggested: [] },
  ]);
});

test('tells the zeros apart', () => {
  const [found] = lintText(rule, `${imports}\npositive(-0);`, { others: { 'library.ts': library } });
  expect(found?.message).toContain('Here `n` is -0. Pass');
});

test('names all values of a union', () => {
  const [found] = lintText(rule, `${imports}\nexport function f(n: 0 | -1): void { positive(n); }`, { others: { 'library.ts': library } });
  expect(found?.message).toMatch(/Here `n` is (?:0 or -1|-1 or 0)\. Pass/);
});

describe('reported', () => {
  test.each([
    ['positive(0)', '0'], ['positive(-0)', '-0'], ['positive(NaN)', 'NaN'], ['positive(1 - 1)', '1 - 1'], ['const zero = 0; positive(zero);', 'zero'], ['positive(undefined as never)', 'undefined as never'],
    ['between(3)', '3'], ['between(10)', '10'], ['loud(Level.Low)', 'Level.Low'], ['loud()', 'loud()'], ['loud(undefined)', 'undefined'], ['whole(1.5)', '1.5'], ["path('a')", "'a'"], ["path('/a..')", "'/a..'"],
    ['path(`/long long`)', '`/long long`'], ['first([])', '[]'], ['withdraw({ amount: -1 })', '{ amount: -1 }'], ['ordered(1, NaN)', 'ordered(1, NaN)'], ['given()', 'given()'], ['new Box(0)', '0'],
    ["new Box(1).put('')", "''"], ["new Box(1).put('', ...[''])", "''"], ['export function f(s: Sink): void { s.take(0); }', '0'], ['export function f(s: Sink): void { s.give(0); }', '0'], ['over(0)', '0'],
    ["export function f(s: 'x'): void { path(s); }", 's'], ['near(-5)', '-5'], ['near(-1n)', '-1n'], ['positive?.(0)', '0'],
    ['some()', 'some()'], ['some(1, 0)', 'some(1, 0)'], ['some(0)', '0'],
    ['export function f(n: -1 | -2): void { positive(n); }', 'n'], ['export function f(n: 0 | -1): void { positive(n); }', 'n'], ["export function f(o: { m: 'c' | 'd' | undefined }): void { inMode(o.m); }", 'o.m'],
    ['export function f(a: 2 | 3, b: 0 | 1): void { ordered(a, b); }', 'ordered(a, b)'], ["export function f(n: 1 | -1): void { if (n !== 1) positive(n); }", 'n'],
    ['const other = positive; other(0);', '0'], ['const own = { positive, other: positive }; own.positive(0);', '0'], ['const own = { other: positive }; own.other(0);', '0'],
    ["import * as all from './library.ts'; const { positive: other } = all; other(0);", '0'],
    ['const amount = 0; withdraw({ amount });', '{ amount }'], ['step({ by: 0 })', '0'], ["step({ 'by': 1, times: -1 })", '-1'], ['const by = 0; step({ by });', 'by'], ['step({ by: 1, by: 0 } as { by: number })', '0'], ['step({ times: 1 } as never)', 'step({ times: 1 } as never)'], ['step({ by: 1, times: -0.5 })', '-0.5'], ['far()', 'far()'],
    ['class Crate extends Box { constructor() { super(0); } }', '0'], ['class Crate extends Box { constructor(n: 0 | -1) { super(n); } }', 'n'],
  ])('%s', (code, at) => expect(marked(code)).toEqual([at]));
});

describe('silent', () => {
  test.each([
    'positive(1)', 'positive(Infinity)', 'between(4)', 'changed(9)', 'loud(Level.High)', 'whole(2)', 'whole(NaN)', "path('/a')", 'first([1])', 'first([Math.random()])', 'withdraw({ amount: 1 })', 'withdraw({ amount: Math.random() })',
    'ordered(1, 2)', 'ordered(Math.random(), 1)', 'given(0)', 'judged(1)', 'new Box(1)', "positive(...[0] as [number])", 'let n = 0; positive(n);', 'export function f(n: number): void { positive(n); }', "over('0')", 'near(4)',
    'const list: number[] = []; list.push(1); first(list);', 'withdraw({ amount: -1, ...{ amount: 1 } })', 'withdraw({ get amount() { return 1; } })', 'positive(Number("0"))',
    'const other = positive as (n: number) => number; other(0);', 'let other = positive; other(0);', 'let other = positive; other = (n) => n; other(0);', 'export function f(other = positive): void { other(0); }',
    'step({ by: 1 })', 'step({ by: 1, times: undefined })', 'const given = { by: 0 }; step(given);', 'step({ by: 0, ...{ by: 1 } })', 'step({ get by() { return 0; } })', "step({ ['by']: 0 })", 'far({ most: 3 })',
    'some(1)', 'some(...[])', 'some(Math.random())', "inMode('a')", "inMode('b', 1)", 'export function f(n: -1 | 1): void { positive(n); }', 'export function f(n: 0 | 1): void { positive(n); }',
    "export function f(m: 'a' | 'c'): void { inMode(m); }", "export function f(m: 'a' | 'b'): void { inMode(m); }", 'export function f(n: undefined): void { orOne(n); }', 'export function f(n: -1 | undefined): void { orOne(n); }',
    'export function f(a: 0 | 1, b: 1 | 2): void { ordered(a, b); }', 'export function f(n: -1 | number): void { positive(n); }', 'export function f(n: number | "a"): void { positive(n as number); }',
    'class Crate extends Box { constructor() { super(1); } }', 'class Other {} class Crate extends Other { constructor() { super(); } }', 'class Crate extends Box { constructor(n: number) { super(n); } }',
    'export function f(a: 1|2|3|4|5, b: 0|-1|-2|-3|-4): void { ordered(a, b); }',
    'export function f(n: number, isFine: boolean): void { judged(n); }', "export function f(s: 'x' | '/x'): void { path(s); }",
  ])('%s', (code) => expect(marked(code)).toEqual([]));
});

describe('an override that inherits', () => {
  const classes = `
export interface Payable {
  /** @ensures \`result >= 0\` */
  pay(sum: number): number;
}
export class Account {
  /** @requires \`amount > 0\`: something */
  withdraw(amount: number): void {}
  /** @requires \`n > 0\` */
  add(n: number, m: number): void {}
}
export class Lenient extends Account {
  /** @requiresElse \`sum === 0\` */
  override withdraw(sum: number): void {}
  /** @ensuresAlso \`result === undefined\` */
  override add(n: number, m: number): void {}
}
export class Laxer extends Lenient {
  /** @requiresElse \`sum < -10\` */
  override withdraw(sum: number): void {}
}
export class Wallet implements Payable {
  /** @requiresElse \`sum > 0\` */
  pay(sum: number): number { return sum; }
}
`;
  const said = (call: string): string[] => lintText(rule, `${classes}${call};`).map(({ marked: at, message }) => `${at}: ${message}`);

  test.each([
    ['new Lenient().withdraw(-5)', '-5: This call breaks what `Lenient.withdraw` requires: `amount > 0`, something or `sum === 0`. Here `amount` is -5 and `sum` is -5. Pass a value for which it holds.'],
    ['new Laxer().withdraw(-5)', '-5: This call breaks what `Laxer.withdraw` requires: `amount > 0`, something or `sum === 0` or `sum < -10`. Here `amount` is -5 and `sum` is -5. Pass a value for which it holds.'],
    ['new Lenient().add(0, 1)', '0: This call breaks what `Lenient.add` requires: `n > 0`. Here `n` is 0. Pass a value for which it holds.'],
  ])('shows all cases: %s', (call, message) => expect(said(call)).toEqual([message]));

  test.each(['new Lenient().withdraw(5)', 'new Lenient().withdraw(0)', 'new Laxer().withdraw(0)', 'new Laxer().withdraw(-11)', 'new Lenient().add(1, 0)', 'new Wallet().pay(-1)'])('silent where one case lets it in: %s', (call) => expect(said(call)).toEqual([]));
});

describe('an heir without a contract of its own', () => {
  const types = `
export interface Sink {
  /** @requires \`n > 0\` */
  take(n: number): void;
}
export class Store implements Sink { take(count: number): void {} other(n: number): void {} }
export class Shop extends Store { override take(): void {} }
export const tub = { take(count: number): void {} } satisfies Sink;
export const jug: Sink = { take: (count) => {} };
`;
  const said = (call: string): string[] => lintText(rule, `${types}${call};`).map(({ marked: at, message }) => `${at}: ${message}`);

  test('is called by what it inherits', () => {
    expect(said('new Store().take(0)')).toEqual(['0: This call breaks what `Store.take` requires: `n > 0`. Here `n` is 0. Pass a value for which it holds.']);
    expect(said('tub.take(0)')).toEqual(['0: This call breaks what `tub.take` requires: `n > 0`. Here `n` is 0. Pass a value for which it holds.']);
    expect(said('jug.take(0)')).toEqual(['0: This call breaks what `Sink.take` requires: `n > 0`. Here `n` is 0. Pass a value for which it holds.']);
    for (const call of ['new Store().other(0)', 'new Store().take(1)', 'tub.take(1)', 'jug.take(1)']) expect(said(call)).toEqual([]);
  });

  test('of which the parameter is left out is not judged by it', () => expect(said('(new Shop() as Store & { take(n: number): void }).other(0)')).toEqual([]));
});

describe('parameters of a refinement alias', () => {
  const types = `
/** @invariant \`value >= least\`: not negative */
export type Natural = number;
const least = 0;
/** @invariant \`Number.isInteger(value)\` */
export type Count = Natural;
export function pay(cents: Natural): void {}
export function paid(cents?: Natural): void {}
export function standard(cents: Natural = -1): void {}
export function listed(cents: readonly Natural[]): void {}
export function missing(cents: Natural | undefined): void {}
export function unknown(cents?: (Natural | undefined) | null): void {}
export function either(cents: Natural | string): void {}
export function given(): Natural { return 0; }
export const buy = (what: string, count: Count): void => {};
export interface Till { take(cents: Natural): void }
export class Drawer { constructor(cents: Natural) {} }
`;
  const said = (code: string): string[] => lintText(rule, `${types}${code};`).map(({ marked: at, message }) => `${at}: ${message}`);

  test.each([
    ['pay(-1)', '-1: This call breaks what `pay` requires: `value >= least`, not negative. Here `value` is -1. Pass a value for which it holds.'],
    ["buy('tea', -1)", '-1: This call breaks what `buy` requires: `value >= least`, not negative. Here `value` is -1. Pass a value for which it holds.'],
    ["buy('tea', 1.5)", '1.5: This call breaks what `buy` requires: `Number.isInteger(value)`. Here `value` is 1.5. Pass a value for which it holds.'],
    ['export function f(till: Till): void { till.take(-1); }', '-1: This call breaks what `Till.take` requires: `value >= least`, not negative. Here `value` is -1. Pass a value for which it holds.'],
    ['new Drawer(-2)', '-2: This call breaks what `new Drawer` requires: `value >= least`, not negative. Here `value` is -2. Pass a value for which it holds.'],
    ['paid(-1)', '-1: This call breaks what `paid` requires: `value >= least`, not negative. Here `value` is -1. Pass a value for which it holds.'],
    ['missing(-1)', '-1: This call breaks what `missing` requires: `value >= least`, not negative. Here `value` is -1. Pass a value for which it holds.'],
    ['unknown(-1)', '-1: This call breaks what `unknown` requires: `value >= least`, not negative. Here `value` is -1. Pass a value for which it holds.'],
    ['standard()', 'standard(): This call breaks what `standard` requires: `value >= least`, not negative. Here `value` is -1. Pass a value for which it holds.'],
  ])('%s', (code, message) => expect(said(code)).toEqual([message]));

  test.each(['pay(0)', 'paid()', 'paid(undefined)', 'missing(undefined)', 'unknown(null)', 'unknown()', 'listed([-1])', 'either(-1)', 'given()', "buy('tea', 2)", 'export function f(n: number): void { pay(n); }'])('silent: %s', (code) => expect(said(code)).toEqual([]));

  test('of another file', () => {
    expect(lintText(rule, "import { pay as owe } from './library.ts';\nowe(-1);", { others: { 'library.ts': types } }).map(({ marked: at }) => at)).toEqual(['-1']);
  });
});

test('a name that hides a global is not the global', () => {
  const text = (declared: string): string => `/** @requires \`Number.isInteger(n)\` */\nfunction f(n: number): void {}\n${declared}\nf(1.5);\nexport {};`;
  expect(lintText(rule, text(''))).toHaveLength(1);
  expect(lintText(rule, text('const Number = { isInteger: (n: number): boolean => n > 0 };'))).toEqual([]);
});

test('a call that a test expects to fail', () => {
  const code = 'declare function expect(x: unknown): { toThrow(): void };\nexpect(() => positive(0)).toThrow();\nassert.throws(() => { positive(0); });\ndeclare const assert: { throws(f: () => void): void };';
  expect(marked(code)).toEqual([]);
  expect(marked(code, [{ expectedFailures: true }])).toEqual(['0', '0']);
});

test('a function that is expected to fail is known by its name', () => {
  const declared = 'declare function expect(x: unknown): { toThrow(): void };';
  expect(marked(`${declared}\nconst act = () => positive(0);\nfunction other() { positive(0); }\nexpect(act).toThrow();\nexpect(other).toThrow();`)).toEqual([]);
  expect(marked(`${declared}\nconst act = () => positive(0);\nexpect(act()).toThrow();`)).toEqual(['0']);
  expect(marked('export const later = (): number => positive(0);')).toEqual(['0']);
});

test('a clause that is wrong is not counted', () => {
  expect(lintText(rule, 'export {};\n/** @requires `old(n) > 0` */\nfunction f(n: number): void {}\nf(0);')).toEqual([]);
});

test('silent without types', () => expect(lintText(rule, '/** @requires `n > 0` */\nexport function f(n: number): void {}\nf(0);', { untyped: true })).toEqual([]));

describe('members of a function type that has a name', () => {
  const types = 'export type Halve = (amount: number) => number;\nexport interface Calls { (n: number): number }\n';
  const members = `
export interface Options {
  /** @requires \`amount > 0\` */
  half: Halve;
  /** @requires \`n > 0\` */
  calls: Calls;
  /** @requires \`amount > 0\` */
  maybe?: Halve | undefined;
}
export class Halver implements Options {
  half(n: number): number { return n / 2; }
  calls = (n: number): number => n;
  /** @requires \`n > 0\` */
  own: Halve = (n) => n / 2;
  /** @requires \`n > 0\` */
  typed: (m: number) => number = (n) => n / 2;
}
`;
  const calls: readonly (readonly [call: string, clause: string])[] = [
    ['o.half(0)', 'Options.half` requires: `amount > 0'],
    ['o.calls(0)', 'Options.calls` requires: `n > 0'],
    ['o.maybe?.(0)', 'Options.maybe` requires: `amount > 0'],
    ['new Halver().half(0)', 'Halver.half` requires: `amount > 0'],
    ['new Halver().calls(0)', 'Halver.calls` requires: `n > 0'],
    ['new Halver().own(0)', 'Halver.own` requires: `n > 0'],
    ['new Halver().typed(0)', 'Halver.typed` requires: `n > 0'],
  ];

  test.each(calls)('%s', (call, clause) => {
    const use = (written: string): string => `export function use(o: Options): void { ${written}; }`;
    const said = (text: string): string[] => lintText(rule, text, { others: { 'types.ts': types } }).map(({ message }) => message.slice('This call breaks what `'.length).split('`. Here')[0] ?? '');
    for (const head of [types, "import type { Calls, Halve } from './types.js';\n"]) {
      expect(said(`${head}${members}${use(call)}`)).toEqual([clause]);
      expect(said(`${head}${members}${use(call.replace('(0)', '(1)'))}`)).toEqual([]);
      expect(said(`${head}${members.replace(/@requires/g, '@ensures').replace(/(?:amount|n) > 0/g, 'result > 0')}${use(call)}`)).toEqual([]);
    }
  });
});
