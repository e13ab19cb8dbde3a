// The README quotes the source, the configuration and the messages: what it shows is what there is.
import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { load, violationOf } from './builds.ts';

const here = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(here(path), 'utf8');
const readme = read('README.md');
const source = read('src/lru-cache.ts');

/** The fenced blocks of one language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(/^```(\w*)\n(.*?)^```$/gms)].filter((match) => match[1] === language).map((match) => match[2]!);
}

describe('the README', () => {
  const isQuote = (block: string): boolean => !block.startsWith('const cache');

  it('quotes the source line by line', () => {
    const lines = new Set(source.split('\n').map((line) => line.trim()));
    const quoted = blocks('ts').filter(isQuote).flatMap((block) => block.trimEnd().split('\n'));
    expect(quoted.length).toBeGreaterThan(20);
    expect(quoted.filter((line) => !lines.has(line.trim()))).toEqual([]);
  });

  it('shows the configuration', () => {
    expect(blocks('json')).toEqual([read('tsconfig.enforce.json')]);
  });

  it('shows the message of its program', async () => {
    const [program] = blocks('ts').filter((block) => !isQuote(block));
    const javascript = program!.replace('<string, number>', '');
    const { LruCache } = await load('enforce');
    const run = new Function('LruCache', javascript) as (cache: typeof LruCache) => void;
    expect(blocks('')).toContain(`${String(violationOf(() => run(LruCache)))}\n`);
  });

  it('counts the clauses', () => {
    const clauses = (source.match(/@(?:requires|ensures|invariant) (?:\[\w+\] )?`|@throws \{|^ +assert\(/gm) ?? []).length;
    const audit = (source.match(/\[audit\]/g) ?? []).length;
    const [enforce, off] = blocks('').find((block) => block.startsWith('proviso'))!.split('\n');
    expect(enforce).toBe(`proviso enforce: ${clauses - audit} clauses enforced, 0 observed, ${audit} ignored, 0 not yet supported`);
    expect(off).toBe(`proviso off: 0 clauses enforced, 0 observed, ${clauses} ignored, 0 not yet supported`);
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
    expect(links.filter((link) => !existsSync(here(link)))).toEqual([]);
  });
});
