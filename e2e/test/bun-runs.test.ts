/** What Bun runs without a build, by the set-up of its page. */
import { describe, expect, test } from 'vitest';
import { bunBinary, projectWith, runIn } from './bundlers.ts';
import { enforced, shop, withoutFrames } from './shop.ts';
import { startWatch } from './watching.ts';

const bun = (name: string, files: Readonly<Record<string, string>> = {}): ((...args: readonly string[]) => Promise<{ status: number | null; output: string }>) => {
  const { folder } = projectWith('bun', { name, files: { ...shop, ...files } });
  return (...args) => runIn(folder, [bunBinary(), ...args]);
};
const preload = ['--preload', './contracts.ts'];

test('every clause of a program is enforced', async () => {
  const { status, output } = await bun('run')(...preload, 'src/main.ts');
  expect({ status, output: withoutFrames(output) }).toEqual({ status: 0, output: withoutFrames(enforced) });
});

test('a violation fails its test', async () => {
  const run = bun('test', { 'test/box.test.ts': "import { expect, test } from 'bun:test';\nimport { Box } from '../src/box.ts';\n\ntest('holds', () => {\n  expect(new Box().add(1)).toBe(1);\n});\ntest('breaks', () => {\n  new Box().add(-1);\n});\n" });
  const { status, output } = await run('test', ...preload);
  expect(status).toBe(1);
  expect(output).toContain('(pass) holds');
  expect(output).toContain('(fail) breaks');
  expect(output).toContain('Box.add requires `by > 0`: more than nothing\n  by = -1');
});

test('a mistake in a contract ends the program before the file runs', async () => {
  const { status, output } = await bun('run-mistake', { 'src/main.ts': "console.log('runs');\n/** @requires `n >` */\nexport function f(n: number) {\n  return n;\n}\n" })(...preload, 'src/main.ts');
  expect(status).toBe(1);
  expect(output).toMatch(/src\/main\.ts:2:\d+ TS97001: /);
  expect(output).not.toContain('runs');
});

test('CommonJS, which Bun would pass over, is an error; a script that requires runs', async () => {
  const run = bun('run-commonjs', {
    'common.ts': "console.log('runs');\nmodule.exports = { one: 1 };\n",
    'script.ts': "const { join } = require('node:path');\nconsole.log(join('a', 'b'));\n",
  });
  const refused = await run(...preload, 'common.ts');
  expect(refused.status).toBe(1);
  expect(refused.output).toMatch(/Bun runs no CommonJS that a plugin has loaded.* Write \S*common\.ts with `import` and `export`\./);
  expect(await run(...preload, 'script.ts')).toEqual({ status: 0, output: 'a/b' });
});

describe.concurrent.each(['--watch', '--hot'])('bun %s', (mode) => {
  test('contracts that change', async ({ onTestFinished }) => {
    const goesOn = "\nconsole.log('all');\nsetInterval(() => {}, 1000);\n";
    const { folder } = projectWith('bun', { name: `run${mode}`, files: { ...shop, 'src/main.ts': `${shop['src/main.ts']}${goesOn}` } });
    const { change, until, said } = startWatch({ onTestFinished }, folder, [bunBinary(), mode, ...preload, 'src/main.ts']);
    const ran = (text = ''): boolean => said().includes('all\n') && said().includes(text);
    await until('a first run', () => ran('requires `by > 0`'));
    await change('src/counted.ts', 'by > 0', 'by > -70');
    await until('the contract of an interface that Bun does not meet', () => ran() && !said().includes('requires `by'));
    await change('src/box.ts', 'this.size < 10', 'this.size <');
    await until('the mistake', () => said().includes('TS97001: The clause does not parse: Expression expected.'));
    await change('src/box.ts', 'this.size <', 'this.size < 9');
    await until('what was mended', () => ran('this.size < 9'));
  });
});

test('contracts that change under bun test --watch', async ({ onTestFinished }) => {
  const { folder } = projectWith('bun', { name: 'test-watch', files: { ...shop, 'test/box.test.ts': "import { test } from 'bun:test';\nimport { Box } from '../src/box.ts';\n\ntest('adds', () => {\n  new Box().add(1);\n});\n" } });
  const { change, until, said } = startWatch({ onTestFinished }, folder, [bunBinary(), 'test', '--watch', ...preload]);
  await until('a first run', () => said().includes('(pass) adds'));
  await change('src/counted.ts', 'by > 0', 'by > 7');
  await until('the contract of an interface', () => said().includes('requires `by > 7`'));
});
