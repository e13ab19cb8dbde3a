/** `npm run corpus` goes through sources of the oddest syntax, and names what crashes or hangs. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintText } from './lint-text.ts';

const command = join(import.meta.dirname, '../../../scripts/corpus.mjs');
const odd = join(import.meta.dirname, 'fixtures/odd-syntax');

function corpus(...args: readonly string[]): { status: number | null; lines: string[]; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n'), errors: stderr };
}

test.each([[[]], [['--types']]])('odd syntax does no harm: %j', { timeout: 300_000 }, (options) => {
  const { status, lines, errors } = corpus(odd, '--jobs', '1', '--limit', '60', ...options);
  expect(errors).toBe('');
  // What is counted shows that the checks have run.
  expect(lines[0]).toMatch(/^10 files: (?=.*\b2 with a syntax error)(?=.*\b[1-9]\d+ contracts)(?=.*\b[1-9]\d\d+ reports)(?=.*\b[1-9]\d+ changes)/);
  expect(lines[0]).not.toContain('only the linter');
  expect(lines[1]).toBe('0 failed');
  expect(status).toBe(0);
});

test('a file that crashes, hangs or ends the process is named, and the others go on', { timeout: 300_000 }, () => {
  const root = join(import.meta.dirname, '../.tmp/corpus');
  const folder = join(root, 'files');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = ['a-throws', 'b-fine', 'c-hangs', 'd-ends', 'e-is-wrong', 'f-fine'];
  for (const name of files) writeFileSync(join(folder, `${name}.ts`), `export const [name] = ['${name}'];\n`);
  const checks = `export const checks = { faulty: ({ text, form }, count) => {
    if (form !== 'as it is') return [];
    if (text.includes('throws')) throw new TypeError('thrown');
    if (text.includes('hangs')) for (;;);
    if (text.includes('ends')) process.exit(3);
    count('looked at');
    return text.includes('wrong') ? [{ message: 'not right' }] : [];
  } };\n`;
  writeFileSync(join(root, 'checks.mjs'), checks);
  const { status, lines, errors } = corpus(folder, '--jobs', '1', '--limit', '3', '--checks', join(root, 'checks.mjs'));
  const found = errors.trim().split('\n').map((line) => line.replace(/ at .*/, ''));
  expect(found).toEqual([
    'crash: a-throws.ts, faulty, as it is: TypeError: thrown',
    'hang: c-hangs.ts, faulty, as it is: took more than 9 s',
    'crash: d-ends.ts, faulty, as it is: the process ended with 3: it said nothing',
    'wrong: e-is-wrong.ts, faulty, as it is: not right',
  ]);
  expect(lines[0]).toMatch(/^6 files: .*\b3 looked at/);
  expect(lines.at(-1)).toBe('4 failed');
  expect(status).toBe(1);
});

test('without a folder it says what to put there', () => {
  expect(corpus()).toMatchObject({ status: 1, errors: expect.stringMatching(/npm run corpus -- <folder>[^]*babel-parser[^]*conformance/) as string });
  expect(corpus('no/such/folder')).toMatchObject({ status: 1, errors: 'corpus: there is no folder no/such/folder\n' });
  expect(corpus(odd, '--every', 'x')).toMatchObject({ status: 1, errors: 'corpus: --every takes a whole number from 1 on, not x\n' });
});

test('a file with a syntax error has no report of a rule', () => {
  const text = '/** @requires `missing > 0` */\nexport function f(n: number) {';
  expect(() => lintText('valid-contract', text)).toThrow("'}' expected");
  expect(lintText('valid-contract', `${text}}\n`)).toHaveLength(1);
});
