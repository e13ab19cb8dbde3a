// Builds what is published: the plugin with the compiler, its rules of `syntactic` by themselves, and `index.js`, which stands for it until a rule runs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const dist = 'dist';
const shared = { bundle: true, platform: 'node', target: 'node20', sourcemap: true, logLevel: 'warning' };

await buildCode({ plugin: 'src/index.ts', syntactic: 'src/rules/syntactic.ts' });
await build({ ...shared, entryPoints: { index: 'src/outline.ts', 'baseline-command': 'src/baseline-command.ts' }, outdir: dist, format: 'esm', packages: 'external' });

const plugin = createRequire(import.meta.url)('./dist/plugin.cjs').default;
const outline = outlineOf(plugin);
const text = JSON.stringify(outline);
assert.deepEqual(JSON.parse(text), outline, 'what is said of a rule is no JSON');
writeFileSync('dist/outline.json', text);

/** Entries that share what both need, as CommonJS, since a rule is made at once, and a module cannot be waited for there. Only modules are split by esbuild. */
async function buildCode(entryPoints) {
  const { outputFiles } = await build({
    ...shared,
    entryPoints,
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    chunkNames: 'shared',
    format: 'esm',
    splitting: true,
    write: false,
    external: ['eslint', 'typescript', '@typescript-eslint/*'],
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "'use strict'; const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  for (const { path, text } of outputFiles) writeFileSync(path, path.endsWith('.cjs') ? asCommonJs(text) : text);
}

/** What esbuild prints of imports and exports, line by line, so that its source map stays true. Nothing is exported that changes later. */
function asCommonJs(text) {
  const code = text
    .replace(/^import \{([^}]*)\} from ("[^"]*");$/gm, (_, names, from) => `const {${names.replaceAll(' as ', ': ')}} = require(${from});`)
    .replace(/^export \{([^}]*)\};$/gm, (_, names) => `module.exports = {${names.replace(/(\S+) as ([\w$]+)/g, '$2: $1')}};`);
  assert.doesNotMatch(code, /^(?:import|export)\b/m, 'an import or export that is not turned');
  return code;
}

/** All of the plugin but its functions, the places of its pages, and itself in its configs. */
function outlineOf({ meta, rules, configs }) {
  const withoutCode = (rule) => ({ ...without(rule, 'create'), meta: { ...rule.meta, docs: without(rule.meta.docs, 'url') } });
  return { meta, rules: mapValues(rules, withoutCode), configs: mapValues(configs, (config) => ('plugins' in config ? { ...config, plugins: {} } : config)) };
}

function without(object, name) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}
