/** Every case of fixtures/: its model, its diagnostics, its output per profile, and a run of that output. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileCase, listCases, squiggles, type Case, type Compiled } from './case.ts';
import { runCase } from './run-case.ts';

const isUpdating = process.env['UPDATE'] === '1';

/** Compares with what is kept in the case's folder, or rewrites it. An empty text is kept as no file. */
function expectKept(each: Case, file: string, actual: string): void {
  const path = `${each.folder}/${file}`;
  if (isUpdating) {
    if (actual === '') rmSync(path, { force: true });
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, actual);
    }
  }
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  expect(actual, `${each.name}/${file} (UPDATE=1 rewrites it)`).toBe(kept);
}

const cases = listCases();

/** Other versions of TypeScript word their errors and lay out their output a little differently; what runs must do the same. */
const isOwnTypeScript = process.env['PROVISO_TYPESCRIPT'] === undefined;

test('the corpus is there', () => {
  expect(cases.length).toBeGreaterThan(0);
});

describe.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
  const profiles = each.config.profiles ?? ['enforce', 'off'];
  const compiled = new Map<string, Compiled>();
  const under = (profile: string): Compiled => {
    const known = compiled.get(profile) ?? compileCase(each, { profile });
    compiled.set(profile, known);
    return known;
  };

  test('model', () => {
    expectKept(each, 'contracts.json', `${JSON.stringify(under('enforce').contracts, null, 2)}\n`);
  });

  test.skipIf(!isOwnTypeScript)('diagnostics', () => {
    const lines = under('enforce').lines.map((line) => line.trim());
    expectKept(each, 'diagnostics.txt', [squiggles(under('enforce').diagnostics), ...lines].filter((text) => text !== '').join('\n'));
  });

  test.skipIf(!isOwnTypeScript).each(profiles)('output under %s', (profile) => {
    for (const [name, text] of under(profile).output) if (name !== 'contracts.json' || profile === 'boundary') expectKept(each, `out/${profile}/${name}`, text);
  });

  test.skipIf(each.config.keepsChecks === true)('off is plain tsc on the contract-free source', () => {
    const off = under('off').output;
    const free = compileCase(each, 'contract-free').output;
    expect(Object.fromEntries(off)).toEqual(Object.fromEntries(free));
  });

  test.skipIf(!existsSync(`${each.folder}/run.mjs`))('run', async () => {
    const printed: string[] = [];
    for (const profile of profiles) printed.push(`# ${profile}\n${await runCase(each, profile, under(profile).output)}`);
    expectKept(each, 'run.txt', printed.join('\n'));
  });

  test.skipIf(!existsSync(`${each.folder}/run.mjs`) || !profiles.includes('enforce'))('runs the same where somebody else transforms it too', async () => {
    const { output } = compileCase(each, { profile: 'enforce', transformers: { after: [() => (file) => file] } });
    const kept = readFileSync(`${each.folder}/run.txt`, 'utf8');
    expect(kept).toContain(`# enforce\n${await runCase(each, 'enforce-as-nodes', output)}`);
  });
});
