/** What a person sees of the effects of a file. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, expect, test, vi } from 'vitest';
import { debugText } from '../src/effects/debug.ts';
import plugin from '../src/index.ts';
import { analysed } from './analysed.ts';

afterEach(() => vi.restoreAllMocks());

const text = 'export class Cache {\n  entries = new Map<string, number>();\n  async get(key: string) { this.entries.set(key, await load()); }\n  size() { return this.entries.size; }\n}\ndeclare function load(): Promise<number>;\n';

test('each function has a line with its summary', () => {
  expect(debugText(analysed(text)).split('\n').slice(1)).toEqual([
    '  3 get: writes `this.entries[key]`, suspends, and may do more: not all that it calls is known (by body)',
    '  4 size: changes nothing outside (by body)',
  ]);
});

test('a cycle of calls that does not settle is said', () => {
  // Each round finds that one parameter more is written.
  const rotating = (count: number): string => {
    const names = Array.from({ length: count }, (_, index) => `p${index}`);
    return `function turn(${names.join(', ')}) { p0.x = 1; turn(${[...names.slice(1), 'p0'].join(', ')}); }`;
  };
  const givenUp = 'A cycle of calls was given up';
  expect(debugText(analysed(rotating(12)))).toContain(givenUp);
  expect(debugText(analysed(rotating(4)))).not.toContain(givenUp);
});

test.each([
  [{}, 0],
  [{ proviso: { debug: 'effects' } }, 1],
])('with the settings %j it is printed %i times', (settings, times) => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const rules = { '@proviso/no-stale-write-across-await': 'error', '@proviso/no-check-then-act-across-await': 'error' } as const;
  const config = { files: ['**/*.ts'], settings, plugins: { '@proviso': plugin }, languageOptions: { parser }, rules } satisfies Linter.Config;
  new Linter({ configType: 'flat', cwd: '/' }).verify(text, [config], { filename: '/src/cache.ts' });
  expect(printed).toHaveBeenCalledTimes(times);
});
