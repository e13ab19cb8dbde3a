/** A report in a doc comment can be disabled for that comment, by the last suggestion. */
import { describe, expect, test } from 'vitest';
import { lintDisabling } from './lint-text.ts';

/** One report of each rule that reports in doc comments. */
const reports: Readonly<Record<string, string>> = {
  'compatible-override': '/** @requiresElse `n > 0` */\nexport function f(n: number): void {\n  void n;\n}\n',
  'contract-from-comment': '/**\n * @param n must be positive\n */\nexport function f(n: number): void {\n  void n;\n}\n',
  'max-no-contract': '/** @noContract */\nexport function f(n: number): void {\n  void n;\n}\n',
  'meaningful-contract': '/** @requires `n > 0 && n < 0` */\nexport function f(n: number): void {\n  void n;\n}\n',
  'no-prose-clause': '/** @requires a good day */\nexport function f(n: number): void {\n  void n;\n}\n',
  'pure-contract': '/** @requires `n++ > 0` */\nexport function f(n: number): void {\n  void n;\n}\n',
  'safe-old': '/** @ensures `xs.length > old(xs).length` */\nexport function f(xs: number[]): void {\n  void xs;\n}\n',
  'valid-contract': '/** @requires `m > 0` */\nexport function f(n: number): void {\n  void n;\n}\n',
};

describe.each(Object.entries(reports))('%s', (rule, text) => {
  test.each([
    ['above', text],
    ['on one line', text.replace(/\*\/\n/, '*/ ')],
    ['indented', `export namespace N {\n${text.replace(/^(?=.)/gm, '  ')}}\n`],
    ['with CRLF', text.replaceAll('\n', '\r\n')],
  ])('%s', (_, code) => {
    const [finding, ...others] = lintDisabling(rule, code);
    expect(others).toEqual([]);
    expect(finding?.disabled).toContain(`/* eslint-disable @proviso/${rule} */`);
    expect(lintDisabling(rule, finding?.disabled ?? '')).toEqual([]);
  });
});

test('the pair stands around the comment, in its style', () => {
  const disabled = (text: string): string | undefined => lintDisabling('valid-contract', text)[0]?.disabled;
  const [open, close] = ['/* eslint-disable @proviso/valid-contract */', '/* eslint-enable @proviso/valid-contract */'];
  expect(disabled('class K {\n\t/** @requires `m > 0` */\n\tm(): void {}\n}\n')).toBe(`class K {\n\t${open}\n\t/** @requires \`m > 0\` */\n\t${close}\n\tm(): void {}\n}\n`);
  expect(disabled('export const f = /** @requires `m > 0` */ (): void => {};\n')).toBe(`export const f = ${open} /** @requires \`m > 0\` */ ${close} (): void => {};\n`);
  expect(disabled('export const f = (): unknown => { return /** @requires `m > 0` */ (): void => {}; };\n')).toBe(`export const f = (): unknown => { return ${open} /** @requires \`m > 0\` */ ${close} (): void => {}; };\n`);
});

test('nothing is disabled for a report in code, nor for one at a comment that it is not in', () => {
  expect(lintDisabling('require-contract', '/** Something. */\nexport function f(n: number): number {\n  return n + 1;\n}\n', { options: [{ scope: 'exported', skip: [] }] })).toMatchObject([{ disabled: undefined }]);
  expect(lintDisabling('require-contract', '/** Something. */\nexport function f(n: number): number {\n  return n + 1;\n}\n', { options: [{ scope: 'exported', skip: [], baseline: 'no/such/file.json' }] })).toMatchObject([{ disabled: undefined }]);
  expect(lintDisabling('prefer-contract', 'export function f(n: number): number {\n  if (n < 0) throw new RangeError("n");\n  return n + 1;\n}\n')).toMatchObject([{ disabled: undefined }]);
});
