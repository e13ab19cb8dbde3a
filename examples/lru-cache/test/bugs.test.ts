// Bugs that are easy to write, each put into a copy of the source: a clause catches every one of them, in the first
// conforming program that runs into it. Compiled with `audit`, so that the clauses labelled [audit] are checked too.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { beforeAll, describe, expect, it } from 'vitest';

import { violationOf, type Build } from './builds.ts';

const folder = new URL('../reports/bugs/', import.meta.url);
const source = readFileSync(new URL('../src/lru-cache.ts', import.meta.url), 'utf8');

interface Bug {
  readonly right: string;
  readonly wrong: string;
  readonly caughtBy: { readonly kind: string; readonly source: string };
}

const bugs: Record<string, Bug> = {
  'off by one': {
    right: 'this.#entries.size === this.#capacity) this.#evict()',
    wrong: 'this.#entries.size > this.#capacity) this.#evict()',
    caughtBy: { kind: 'invariant', source: 'this.#entries.size <= this.#capacity' },
  },
  'evicts to replace a value': {
    right: 'if (!this.#entries.has(key) && this.#entries.size',
    wrong: 'if (this.#entries.size',
    caughtBy: { kind: 'ensures', source: 'this.size === Math.min(this.capacity, old(this.size) + (old(this.has(key)) ? 0 : 1))' },
  },
  'drops what it has just been given': {
    right: '=== this.#capacity) this.#evict();\n    this.#touch(key, value);',
    wrong: '=== this.#capacity) { this.#entries.clear(); this.#touch(key, value); this.#evict(); }',
    caughtBy: { kind: 'ensures', source: 'this.has(key)' },
  },
  'reads without a use': {
    right: 'this.#touch(key, value as V);',
    wrong: 'return value;',
    caughtBy: { kind: 'ensures', source: '!this.has(key) || sameKey(this.keys().at(-1), key)' },
  },
  'writes without a use': {
    right: '  #touch(key: K, value: V): void {\n    this.#entries.delete(key);',
    wrong: '  #touch(key: K, value: V): void {',
    caughtBy: { kind: 'ensures', source: 'sameKey(this.keys().at(-1), key)' },
  },
  'returns undefined for a key that has to be there': {
    right: 'if (!this.#entries.has(key)) throw new MissingKeyError(`the cache has no entry for ${String(key)}`);',
    wrong: '',
    caughtBy: { kind: 'throws', source: '!this.has(key)' },
  },
  'throws where a value is falsy': {
    right: 'if (!this.#entries.has(key)) throw',
    wrong: 'if (!this.#entries.get(key)) throw',
    caughtBy: { kind: 'throws', source: '!this.has(key)' },
  },
  'shrinks in name only': {
    right: 'while (this.#entries.size > capacity) this.#evict();',
    wrong: '',
    caughtBy: { kind: 'invariant', source: 'this.#entries.size <= this.#capacity' },
  },
  'evicts the wrong end': {
    right: 'const oldest = this.#entries.entries().next();',
    wrong: 'const oldest = [...this.#entries.entries()].reverse().values().next();',
    caughtBy: { kind: 'ensures', source: 'isSuffix(this.keys(), old(this.keys()))' },
  },
  'says that it removed what was not there': {
    right: 'return this.#entries.delete(key);',
    wrong: 'this.#entries.delete(key);\n    return true;',
    caughtBy: { kind: 'ensures', source: 'result === old(this.has(key))' },
  },
};

const names = Object.keys(bugs);

/** A program that keeps to the contract and comes by every bug. */
function exercise({ LruCache, MissingKeyError }: Build): void {
  const cache = new LruCache<string, number>(2).set('a', 0).set('b', 1);
  cache.set('a', 2).set('a', 0);
  cache.get('b');
  cache.getOrThrow('a');
  cache.resize(1);
  cache.resize(2);
  cache.set('b', 1).set('c', 2);
  cache.delete('nobody');
  try {
    cache.getOrThrow('nobody');
  } catch (error) {
    if (!(error instanceof MissingKeyError)) throw error;
  }
}

function load(file: string): Promise<Build> {
  return import(new URL(`out/${file}.js`, folder).href) as Promise<Build>;
}

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('right.ts', folder), source);
  names.forEach((name, index) => writeFileSync(new URL(`bug-${index}.ts`, folder), source.replace(bugs[name]!.right, bugs[name]!.wrong)));
  const config = {
    extends: ['../../tsconfig.json', '@proviso/transformer/audit.json'],
    compilerOptions: { rootDir: '.', outDir: 'out' },
    include: ['*.ts'],
  };
  writeFileSync(new URL('tsconfig.json', folder), JSON.stringify(config));
  const tspc = fileURLToPath(new URL('../node_modules/ts-patch/bin/tspc.js', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [tspc, '-p', fileURLToPath(folder)], { encoding: 'utf8' });
  expect(status, stdout).toBe(0);
});

describe('a clause catches a cache that', () => {
  it.each(names)('%s', async (name) => {
    const { right, caughtBy } = bugs[name]!;
    expect(source.split(right), 'the text to break stands in the source once').toHaveLength(2);
    const build = await load(`bug-${names.indexOf(name)}`);
    const { kind, clause, blame } = violationOf(() => exercise(build));
    expect({ kind, source: clause.source }).toEqual(caughtBy);
    expect(blame.party).toBe('callee');
  });
});

it('no clause minds the cache without bugs', async () => {
  exercise(await load('right'));
});
