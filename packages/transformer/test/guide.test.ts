/** The guide: every sample is compiled, and what stands under it is what it prints, or what the compiler says. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { compile, printed } from './compile.ts';

const guide = fileURLToPath(new URL('../../../docs/guide', import.meta.url));
const folder = fileURLToPath(new URL(`../.tmp/guide-${process.pid}`, import.meta.url));
const isUpdating = process.env['UPDATE'] === '1';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Sample {
  /** The heading it stands under, and its number there. */
  readonly title: string;
  readonly profile: string;
  readonly source: string;
  /** The block of text behind it. */
  readonly says?: string;
}

/** The blocks ` ```ts ` or ` ```ts audit `, each with the ` ```text ` that follows it before any other block. */
function samplesIn(page: string): Sample[] {
  const samples: Sample[] = [];
  let heading = '';
  for (const [, title, info = '', body = ''] of readFileSync(`${guide}/${page}`, 'utf8').matchAll(/^#+ (.*)$|^```(.*)\n([^]*?)^```$/gm)) {
    const last = samples.at(-1);
    if (title !== undefined) heading = title;
    else if (/^ts\b/.test(info)) samples.push({ title: `${heading} (${samples.length + 1})`, profile: info.slice(3) || 'enforce', source: body });
    else if (info === 'text' && last && last.says === undefined) samples[samples.length - 1] = { ...last, says: body };
  }
  return samples;
}

/** What a sample prints; what it throws comes last, as a sentence. */
function run(output: ReadonlyMap<string, string>): string {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of output) writeFileSync(`${folder}/${file}`, text);
  const script = "process.on('uncaughtException', (error) => console.log(String(error))); console.warn = console.log; await import('./example.js');";
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
}

/** Puts what a sample says today under it. */
function rewrite(page: string, says: string, said: string): void {
  const path = `${guide}/${page}`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(`\`\`\`text\n${says}\`\`\``, () => `\`\`\`text\n${said}\`\`\``));
}

/** Where the sample is while it is tested. */
const place = /(?:\.tmp\/memory\/|packages\/transformer\/)/g;

const pages = readdirSync(guide).map((page) => ({ page, samples: samplesIn(page) })).filter(({ samples }) => samples.length > 0);

describe.each(pages)('$page', ({ page, samples }) => {
  test.each(samples.map((sample) => [sample.title, sample] as const))('%s', (_, { profile, source, says }) => {
    const { output, diagnostics } = compile({ 'example.ts': source }, { profile, options: { types: ['node'], lib: ['es2023', 'esnext.disposable'] } });
    const found = printed(diagnostics).replace(place, '');
    const said = found !== '' || says === undefined ? found : run(output).replace(place, '');
    if (isUpdating && says !== undefined) rewrite(page, says, said);
    else expect(said).toBe(says ?? '');
  });
});
