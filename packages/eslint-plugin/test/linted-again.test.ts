/** An editor's server lints the files of one program again and again. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import plugin from '../src/index.ts';
import { programOfText } from './lint-text.ts';

const first = `
/**
 * @requires \`n > 0\`
 * @ensures \`result! > 0\`
 * @ensures \`result satisfies number\`
 * @ensures \`(r) => r >= n && r.missing\`
 */
export function first(n: number) {
  const found = n;
  return found;
}
`;

const second = `
import { first } from './sample.js';
/** @ensures \`result > 0 && result.length > 0\` */
export async function second(text: string) {
  return first(text.length);
}
`;

test('a file says the same when it is linted again, unchanged, after itself and after another one', () => {
  const { program, fileName } = programOfText(first, { 'other.ts': second });
  const rules = Object.fromEntries(Object.keys(plugin.rules).map((rule) => [`@proviso/${rule}`, 'error'] as const));
  const config = { files: ['**/*.ts'], plugins: { '@proviso': plugin }, languageOptions: { parser, parserOptions: { programs: [program] } }, rules } satisfies Linter.Config;
  const lint = (name: string, text: string): string[] => new Linter({ configType: 'flat', cwd: '/' }).verify(text, [config], { filename: name }).map(({ ruleId, line, message }) => `${line} ${ruleId} ${message}`);
  const other = join(dirname(fileName), 'other.ts');
  const said = lint(fileName, first);
  const saidOfOther = lint(other, second);
  expect(said.join('\n')).toContain("Property 'missing' does not exist on type 'number'");
  expect(saidOfOther.join('\n')).toContain("Property 'length' does not exist on type 'number'");
  for (const [name, text, expected] of [[fileName, first, said], [fileName, first, said], [other, second, saidOfOther], [other, second, saidOfOther], [fileName, first, said]] as const) expect(lint(name, text)).toEqual(expected);
});
