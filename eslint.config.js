import { readdirSync } from 'node:fs';

import proviso from '@proviso/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Which packages each package may import. Dependencies point one way; every package has a row. */
const mayImport = {
  runtime: [],
  compiler: [],
  transformer: ['@proviso/compiler'],
  // What it adds to tests listens to violations.
  unplugin: ['@proviso/compiler', '@proviso/runtime'],
  'eslint-plugin': ['@proviso/compiler'],
  // `contractTest` parses as the plugin does that it needs anyway.
  testing: ['@proviso/compiler', '@proviso/runtime', '@proviso/unplugin'],
  cli: ['@proviso/compiler', '@proviso/runtime', '@proviso/testing', '@proviso/unplugin'],
};

const folders = readdirSync(new URL('packages', import.meta.url));

const size = {
  'max-lines': ['error', { max: 400 }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
  'max-params': 'off',
  '@typescript-eslint/max-params': ['error', { max: 3 }],
};

const kindMessage = 'Do not branch on a clause kind here: give the kinds a property in clause-kinds.ts and read that.';
const clause = '[object.name=/clause$/i], [object.property.name=/clause$/i]';
const kindOfClause = `MemberExpression[property.name='kind']:matches(${clause})`;
const clauseKind = [
  `BinaryExpression[operator=/^[!=]==?$/][right.type=/Literal$/] > ${kindOfClause}.left`,
  `BinaryExpression[operator=/^[!=]==?$/][left.type=/Literal$/] > ${kindOfClause}.right`,
  `SwitchStatement > ${kindOfClause}.discriminant`,
  `CallExpression[callee.property.name='includes'] > ${kindOfClause}.arguments`,
  `VariableDeclarator[init.name=/clause$/i] > ObjectPattern > Property[key.name='kind']`,
].map((selector) => ({ selector, message: kindMessage }));

const typescriptMessage = 'The host hands `ts` in: two copies of TypeScript do not mix. Use `import type ts from \'typescript\'`.';
const typescriptImport = [
  { selector: "ImportDeclaration[source.value=/^typescript(\\u002F|$)/][importKind!='type']", message: typescriptMessage },
  { selector: "ImportDeclaration[source.value='typescript'] > ImportNamespaceSpecifier", message: typescriptMessage },
  { selector: "ImportExpression[source.value=/^typescript(\\u002F|$)/]", message: typescriptMessage },
];

/** What `name` may not import from its sources, as options of no-restricted-imports and selectors for `import()`. */
function direction(name) {
  const allowed = mayImport[name];
  if (!allowed) throw new Error(`packages/${name} has no row in \`mayImport\` of eslint.config.js: say which packages it may import`);
  const others = folders.filter((folder) => folder !== name).join('|');
  const siblings = `^(proviso|@proviso/(?!${allowed.map((sibling) => `${sibling.replace('@proviso/', '')}(/|$)`).join('|') || '$'}).*)$`;
  const byName =
    name === 'runtime'
      ? { regex: '^[^.]', message: 'The runtime imports nothing, so that it runs everywhere and costs what it says.' }
      : { regex: siblings, message: `packages/${name} may import ${allowed.join(' and ') || 'no other package'}.` };
  const byPath = { regex: `^\\.\\.?/(.*/)?(${others})/(src|dist|test)/`, message: 'Import another package by its name, not by its path.' };
  return [byName, byPath];
}

/** The rules that hold the architecture of one package. */
function architecture(name) {
  const patterns = direction(name);
  const dynamic = patterns.map(({ regex, message }) => ({ selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`, message }));
  const typescript = name === 'runtime' ? [] : typescriptImport;
  return [
    {
      files: [`packages/${name}/src/**/*.ts`],
      rules: {
        'no-restricted-imports': ['error', { patterns }],
        'no-restricted-syntax': ['error', ...dynamic, ...typescript, ...clauseKind],
      },
    },
    // The linter's own host: nobody hands over a TypeScript.
    { files: [`packages/${name}/src/source.ts`], rules: { 'no-restricted-syntax': ['error', ...dynamic, ...clauseKind] } },
    {
      files: [`packages/${name}/src/clause-kinds.ts`, `packages/${name}/src/1-read/**/*.ts`],
      rules: { 'no-restricted-syntax': ['error', ...dynamic, ...typescript] },
    },
  ];
}

export default defineConfig(
  { ignores: ['**/dist/', '**/dist-*/', '**/reports/', '**/.tmp/', '.turbo/', 'examples/', 'fixtures/', 'bench/work/', 'packages/*/test/**/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['packages/*/src/**/*.ts'], extends: [proviso.configs['contracts-required']] },
  {
    files: ['packages/*/{src,test}/**/*.ts', 'e2e/test/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `_` marks what a signature demands and a body does not use.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  // The methods of a TypeScript Program and host are closures: they are kept and called without their object.
  { files: ['packages/transformer/**/*.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  { files: ['packages/*/src/**/*.ts'], rules: size },
  folders.map(architecture),
  { files: ['eslint.config.js', '**/*.mjs'], extends: [tseslint.configs.recommended], rules: size },
);
