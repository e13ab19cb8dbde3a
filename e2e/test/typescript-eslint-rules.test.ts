/** Rules of typescript-eslint about unused names and type imports, on names that only clauses use. */
import { expect, test } from 'vitest';
import { manifest, project } from './project.ts';

const config = `
import proviso from '@proviso/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
export default defineConfig({
  files: ['src/**/*.ts'],
  extends: [tseslint.configs.recommendedTypeChecked, proviso.configs.recommended],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: { '@typescript-eslint/no-unused-vars': 'error', '@typescript-eslint/consistent-type-imports': 'error', 'no-unused-vars': 'off' },
});
`;

const files = {
  'package.json': manifest,
  'tsconfig.json': { compilerOptions: { strict: true, module: 'nodenext', types: [] }, include: ['src'] },
  'eslint.config.js': config,
  'src/limits.ts': 'export const limit = 10;\nexport function isOpen(day: number): boolean {\n  return day < 6;\n}\nexport class Day {}\nexport interface Shop {\n  name: string;\n}\n',
};

test('names that only clauses use are used, and stay imported as values', () => {
  const source = `import { Day, isOpen, limit, type Shop } from './limits.js';

const least = 1;
type Amount = number;

/**
 * @requires \`amount >= least && (amount as Amount) < limit\`
 * @requires \`isOpen(day)\`
 * @requires \`value instanceof Day\`
 */
export function sell(shop: Shop, amount: number, day: number, value: Day): string {
  return [shop.name, amount, typeof value].join(' ');
}
`;
  const { run, read } = project('used-names', { ...files, 'src/shop.ts': source });
  expect(run(['eslint', 'bin/eslint.js'], 'src', '--fix').output).toBe('');
  expect(read('src/shop.ts')).toBe(source);
});

test('a name that nothing uses is still unused', () => {
  const { run } = project('unused-names', { ...files, 'src/shop.ts': "import { limit, isOpen } from './limits.js';\n\n/** @requires `n < limit` */\nexport function f(n: number): number {\n  return n;\n}\n" });
  const { output } = run(['eslint', 'bin/eslint.js'], 'src');
  expect(output).toContain("'isOpen' is defined but never used");
  expect(output).not.toContain("'limit'");
});
