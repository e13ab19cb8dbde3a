/** `no-async-state-in-constructor`: objects that are ready later than they seem, beside those that say so or wait. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';

const rule = 'no-async-state-in-constructor';

/** A class with a constructor, and a method that loads. */
const made = (body: string, members = 'async #load(): Promise<void> { this.data = await read(); }'): string => `declare function read(): Promise<string>;
declare function on(event: string, f: () => void): void;
export class Config {
  data = ''; ready: Promise<void> | undefined;
  constructor() { ${body} }
  ${members}
}
`;
const plain = 'async load(): Promise<void> { this.data = await read(); }';

describe.each([
  ['a method', made('this.load();', plain), made('this.ready = this.load();', plain)],
  ['a method whose promise is thrown away', made('void this.load();', plain), made('void read();')],
  ['a method with a handler', made('this.load().catch(() => {});', plain), made('this.ready = this.load().catch(() => {});', plain)],
  ['a callback', made('read().then((data) => { this.data = data; });'), made('this.ready = read().then((data) => { this.data = data; });')],
  ['a function that runs where it stands', made('(async () => { this.data = await read(); })();'), made('(async () => { const data = await read(); console.log(data); })();')],
  ['a method that first does something', made('this.load();', "async load(): Promise<void> { this.data = ''; const data = await read(); this.data = data; }"), made('this.load();', "async load(): Promise<void> { this.data = 'a'; await read(); }")],
  ['a condition', made('if (Math.abs(1) > 0) this.load();', plain), made('if (Math.abs(1) > 0) this.ready = this.load();', plain)],
])('%s', (_, bad, good) => {
  test('is reported', () => expect(marked(rule, bad)).toHaveLength(1));
  test('has a neighbour that is not', () => expect(marked(rule, good)).toEqual([]));
});

describe('silent where', () => {
  test.each([
    ['an event comes later', made("on('data', () => { this.data = 'a'; });")],
    ['a factory waits', 'declare function read(): Promise<string>;\nexport class Config { private constructor(readonly data: string) {} static async create(): Promise<Config> { return new Config(await read()); } }'],
    ['the promise is handed on', made('track(this.load());', plain).replace('declare', 'declare function track(p: Promise<void>): void;\ndeclare')],
    ['the method sets nothing afterwards', made('this.load();', 'async load(): Promise<void> { await read(); }')],
    ['the method does not wait', made('this.load();', "load(): void { this.data = 'a'; }")],
    ['another object is set', made('read().then((data) => { state.data = data; });').replace('declare', "const state = { data: '' };\ndeclare")],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('says what is set, where, and what to do', () => {
  const [finding] = said(rule, made('this.load();', `\n  ${plain}`));
  expect(finding?.marked).toBe('this.load()');
  expect(finding?.message).toMatch(/^`new Config\(…\)` gives an object that is not ready: .* sets `this\.data` in line 7, .*static async create/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
});
