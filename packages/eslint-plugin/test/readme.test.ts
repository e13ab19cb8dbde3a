/** The configs of the README, each in a project of its own with the built plugin. */
import { ESLint } from 'eslint';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const configs = [...readme.matchAll(/^```js\n([^]*?)^```/gm)].map(([, code = ''], index) => [index + 1, code] as const);

const sources = {
  'package.json': JSON.stringify({ name: 'shop', type: 'module', dependencies: { '@proviso/runtime': '*' } }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, target: 'es2022', module: 'nodenext', noEmit: true, types: [] }, include: ['src'] }),
  'src/bad.ts': '/** @requires `amout > 0` */\nexport const withdraw = (amount: number): number => amount;\n',
  'src/good.ts': '/** @requires `amount > 0` */\nexport const withdraw = (amount: number): number => amount;\n',
};

function writeProject(name: string, config: string): string {
  const root = join(folder, '.tmp/readme', name);
  rmSync(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries({ ...sources, 'eslint.config.js': config })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, 'node_modules/@proviso'), { recursive: true });
  symlinkSync(folder, join(root, 'node_modules/@proviso/eslint-plugin'));
  return root;
}

test('the README shows both ways to extend', () => {
  expect(configs).toHaveLength(2);
});

test.each(configs)('config %i finds the mistake in a clause', async (index, config) => {
  const cwd = writeProject(String(index), config);
  const results = await new ESLint({ cwd }).lintFiles(['src']);
  expect(results.map(({ filePath, messages }) => [filePath.slice(cwd.length + 1), ...messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)])).toEqual([
    ['src/bad.ts', "@proviso/valid-contract: Cannot find name 'amout'. Did you mean 'amount'? If this is prose, remove the backticks."],
    ['src/good.ts'],
  ]);
});
