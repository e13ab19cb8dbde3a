/** What was put into an object under a long name is asked for under that name. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, expect, test } from 'vitest';
import { checkText } from './check-text.ts';

beforeEach(() => allowViolations());

const text = `
export class Words {
  #words = new Set<string>();
  add(word: string): void { this.#words.add(word); }
  has(word: string): boolean { return this.#words.has(word); }
  /** @ensures \`!this.has(word)\` */
  delete(word: string): void { this.#words.delete(word.slice(0, 3)); }
}

export class Rooms {
  #taken = new Map<number, string>();
  /** @ensures \`result === undefined || result === name\` */
  take(room: number, name: string): string | undefined {
    if (!this.#taken.has(room)) this.#taken.set(room, name);
    return room > 40 ? this.#taken.get(room) : name;
  }
}
`;

test.each([1, 2, 3])('seed %i', async (seed) => {
  const reports = await checkText(text, { runs: 200, seed });
  expect(reports.get('Words.delete')?.verdict).toMatchObject({ verdict: 'refuted', counterexample: { code: ['const words = new Words()', "words.add('aaaa')", "words.delete('aaaa')"] } });
  expect(reports.get('Rooms.take')?.verdict).toMatchObject({ verdict: 'refuted' });
});
