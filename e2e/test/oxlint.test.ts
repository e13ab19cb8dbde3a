/** The rules of the `syntactic` config as JS plugins of oxlint. */
import proviso from '@proviso/eslint-plugin';
import { expect, test } from 'vitest';
import { manifest, project } from './project.ts';

const { rules = {} } = proviso.configs.syntactic;

const lint = (name: string, source: string): string => {
  const { run } = project(name, {
    // oxlint lints nothing that the repository around it ignores.
    '.git/HEAD': '',
    'package.json': manifest,
    '.oxlintrc.json': { jsPlugins: ['@proviso/eslint-plugin'], categories: { correctness: 'off' }, rules },
    'src/shop.ts': source,
  });
  return run(['oxlint', 'bin/oxlint'], '--format=unix', 'src').output;
};

test('faults are reported at their places', () => {
  const output = lint('oxlint-faults', '/** @requires `n >` */\nexport function f(n: number): number {\n  return n;\n}\n\n/** @requires `(n = 1) > 0` */\nexport function g(n: number): number {\n  return n;\n}\n');
  expect(output).toContain('src/shop.ts:1:18: The clause does not parse: Expression expected.');
  expect(output).toContain('src/shop.ts:6:17: A clause must not change anything');
  expect(output).toContain('2 problems');
});

test('sound contracts pass, and imports that only they use are used', () => {
  const source = "import { limit } from './limits.js';\n\n/**\n * @requires `n < limit`\n * @ensures `result === n`\n */\nexport function f(n: number): number {\n  return n;\n}\n";
  expect(lint('oxlint-sound', source)).not.toMatch(/problem/);
});
