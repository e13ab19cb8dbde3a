/** `safe-old`: what keeps a reference and looks into it, beside what keeps a value, a copy, or only an identity. */
import { describe, expect, test } from 'vitest';
import { lintText, suggestionFor } from './lint-text.ts';

const rule = 'safe-old';

/** A class whose method `f` has one postcondition. */
function fileOf(clause: string, body = 'this.items.push(1);'): string {
  return `
interface Account { balance: number; readonly id: string; readonly owner: { name: string } }
declare function same(a: unknown, b: unknown): boolean;
export class Store {
  items: number[] = [];
  map = new Map<string, number>();
  seen = new Set<string>();
  bytes = new Uint8Array(3);
  since = new Date(0);
  pair: [number, number] = [1, 2];
  count = 0;
  account: Account = { balance: 0, id: '', owner: { name: '' } };
  frozen: { readonly id: string; readonly tags: readonly string[] } = { id: '', tags: [] };
  mapped: Readonly<{ id: string }> = { id: '' };
  shallow: { readonly tags: string[] } = { tags: [] };
  parent?: Store;
  run = (): number => 1;
  size(): number { return this.items.length; }
  /** @ensures \`${clause}\` */
  f(xs: number[]): void { ${body} }
}`;
}

const reported = (clause: string, body?: string): string[] => lintText(rule, fileOf(clause, body)).map(({ marked }) => marked);

test('says what happens and what to write', () => {
  const text = fileOf('this.items.length === old(this.items).length + 1');
  expect(lintText(rule, text)).toEqual([
    {
      message: '`old(this.items)` keeps a reference and no copy: on return `old(this.items).length` sees what the object is then, not what it was. Keep the value itself, `old(this.items.length)`, or a copy, `old([...this.items])`.',
      at: '19:39-19:54',
      marked: 'old(this.items)',
      suggested: [
        { desc: 'Keep the value itself: `old(this.items.length)`.', output: text.replace('old(this.items).length', 'old(this.items.length)') },
        { desc: 'Keep a copy: `old([...this.items])`.', output: text.replace('old(this.items)', 'old([...this.items])') },
      ],
    },
  ]);
});

describe('looks into what may have changed', () => {
  test.each([
    ["old(this.map).has('a')", "old(new Map(this.map)).has('a')"],
    ["old(this.seen).has('a')", "old(new Set(this.seen)).has('a')"],
    ['old(this.bytes)[0] === 1', 'old(this.bytes.slice())[0] === 1'],
    ['old(this.since) < this.since', 'old(new Date(this.since)) < this.since'],
    ['old(this.pair)[0] === 1', 'old([...this.pair])[0] === 1'],
    ['[...old(this.items)].length > 0', '[...old([...this.items])].length > 0'],
    ['old(xs).length === xs.length', 'old(xs.length) === xs.length'],
    ['old(this.account).balance > 0', 'old(this.account.balance) > 0'],
    ['old(xs).sort()[0] === 1', 'old([...xs]).sort()[0] === 1'],
    ['old(this.since).setTime(1) > 0', 'old(new Date(this.since)).setTime(1) > 0'],
    ['same(old(this.items), this.items)', 'same(old([...this.items]), this.items)'],
    ["old(this.shallow).tags.includes('')", undefined],
    ['old(this.parent)!.size() > 0', undefined],
  ])('%s', (clause, suggested) => {
    const text = fileOf(clause);
    expect(reported(clause)).toHaveLength(1);
    if (suggested !== undefined) expect(suggestionFor(rule, text)).toBe(fileOf(suggested));
  });
});

describe('silent', () => {
  test.each([
    'this.items === old(this.items)', 'Object.is(old(this.items), this.items)', 'old(this.parent) === undefined', 'old(this.items) !== null',
    'old(this.count) < this.count', 'old(this.items.length) < 3', 'old([...this.items]).length < 3', 'old({ ...this.account }).balance > 0', 'old(this.items.slice()).length > 0',
    "old(this.frozen).id === ''", 'old(this.frozen).tags.length === 0', "old(this.mapped).id === ''", "old(this.account).id === ''", 'old(this.run)() === 1', 'old(this.size()) > 0',
  ])('%s', (clause) => expect(reported(clause)).toEqual([]));
});

test('a place that the function assigns anew may keep its earlier object', () => {
  const body = 'this.items = [...this.items, 1];';
  expect(reported('old(this.items).length > 0', body)).toEqual([]);
  expect(reported('old(xs).length > 0', 'xs = [];')).toEqual(['old(xs)']);
  expect(lintText(rule, fileOf('old(this.items).length > 0', body), { options: [{ reassigned: true }] })).toHaveLength(1);
});

test('silent without types', () => expect(lintText(rule, fileOf('old(this.items).length > 0'), { untyped: true })).toEqual([]));

test('it alone speaks of such a clause, also where that can never hold', () => {
  for (const clause of ['xs.length > old(xs).length', 'this.since > old(this.since)', 'this.items.length === old(this.items).length']) {
    expect(reported(clause), clause).toHaveLength(1);
    expect(lintText('meaningful-contract', fileOf(clause)), clause).toEqual([]);
  }
});
