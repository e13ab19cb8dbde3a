/** What is published stands for the plugin until a rule runs. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import plugin from '../src/index.ts';

const built = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/** What a script prints that imports the published plugin, as JSON. */
function printed(script: string): unknown {
  const imports = `import { createRequire } from 'node:module'; import * as parser from '@typescript-eslint/parser'; import { Linter } from 'eslint'; import plugin from ${JSON.stringify(built)};`;
  const loaded = `const loaded = () => Object.keys(createRequire(${JSON.stringify(built)}).cache).flatMap((file) => /eslint-plugin.dist.(\\w+).cjs$/.exec(file)?.[1] ?? []).sort();`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', `${imports} ${loaded} ${script}`], { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' }));
}

test('it says of rules and configs what the plugin says', () => {
  const said = JSON.parse(JSON.stringify({ meta: plugin.meta, rules: plugin.rules, configs: plugin.configs }, (key, value: unknown) => (key === 'plugins' || key === 'url' ? typeof value : value))) as unknown;
  expect(printed("console.log(JSON.stringify(plugin, (key, value) => (key === 'plugins' || key === 'url' ? typeof value : value)))")).toEqual(said);
});

test('its configs hold itself, and the pages of its rules are where it is', () => {
  const pages = Object.keys(plugin.rules).map((name) => [name, new URL(`../docs/rules/${name}.md`, import.meta.url).href]);
  const held = { recommended: true, 'contracts-required': true, strict: true, syntactic: true, 'jsdoc-compat': false };
  expect(printed(`
    const entries = (object, of) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, of(value)]));
    console.log(JSON.stringify({ pages: entries(plugin.rules, ({ meta }) => meta.docs.url), held: entries(plugin.configs, ({ plugins }) => plugins?.['@proviso'] === plugin) }))
  `)).toEqual({ pages: Object.fromEntries(pages) as unknown, held });
});

test.each([
  ['syntactic', ['shared', 'syntactic']],
  ['recommended', ['plugin', 'shared', 'syntactic']],
])('the code of %s is loaded when a rule runs, not before', (config, parts) => {
  expect(printed(`
    const before = loaded();
    const found = new Linter().verify('/** @requires \`x >\` */ export function f(x: number) {}', [{ files: ['**/*.ts'], languageOptions: { parser } }, plugin.configs.${config}], { filename: process.cwd() + '/src/f.ts' });
    console.log(JSON.stringify({ before, after: loaded(), rules: found.map(({ ruleId }) => ruleId) }))
  `)).toEqual({ before: [], after: parts, rules: ['@proviso/valid-contract'] });
});
