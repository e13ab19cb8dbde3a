// The README quotes sources, configuration and messages: what it shows is what there is.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const here = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(here(path), 'utf8');
const readme = read('README.md');

/** The fenced blocks of one language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(/^```(\w*)\n(.*?)^```$/gms)].filter((match) => match[1] === language).map((match) => match[2]!);
}

function run(...flags: string[]): string {
  return spawnSync(process.execPath, [...flags, 'violate.mjs'], { cwd: fileURLToPath(here('.')), encoding: 'utf8' }).stdout;
}

describe('the README', () => {
  it('quotes the sources line by line', () => {
    const folders = ['packages/accounts/src/', 'packages/transfers/src/'];
    const lines = new Set(folders.flatMap((folder) => readdirSync(here(folder)).flatMap((name) => read(folder + name).split('\n'))));
    const quoted = blocks('ts').flatMap((block) => block.trimEnd().split('\n'));
    expect(quoted.length).toBeGreaterThan(4);
    expect(quoted.filter((line) => !lines.has(line))).toEqual([]);
  });

  it('shows the configuration', () => {
    expect(blocks('json')).toEqual([read('packages/transfers/tsconfig.enforce.json')]);
  });

  it('shows what violate.mjs prints, with and without the condition', () => {
    const messages = blocks('').filter((block) => block.startsWith('ContractViolationError'));
    const printed = run('--conditions=development') + run();
    expect(messages).toHaveLength(2);
    expect(messages.filter((message) => !printed.includes(message))).toEqual([]);
  });

  it('names a clause that contracts.json has', () => {
    const [, id] = /requires clause (\w+) /.exec(readme)!;
    expect(read('packages/accounts/dist/contracts.json')).toContain(`"${id}"`);
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
    expect(links.filter((link) => !existsSync(here(link)))).toEqual([]);
  });
});
