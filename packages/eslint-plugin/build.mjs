// Builds what is published: the plugin in one file with the compiler, and `index.js`, which stands for it until a rule runs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const shared = { bundle: true, platform: 'node', target: 'node20', sourcemap: true, logLevel: 'warning' };

// CommonJS, since a rule is made at once, and a module cannot be waited for there.
await build({
  ...shared,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/plugin.cjs',
  format: 'cjs',
  external: ['eslint', 'typescript', '@typescript-eslint/*'],
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
});
await build({ ...shared, entryPoints: { index: 'src/outline.ts', 'baseline-command': 'src/baseline-command.ts' }, outdir: 'dist', format: 'esm', packages: 'external' });

const plugin = createRequire(import.meta.url)('./dist/plugin.cjs').default;
const outline = outlineOf(plugin);
const text = JSON.stringify(outline);
assert.deepEqual(JSON.parse(text), outline, 'what is said of a rule is no JSON');
writeFileSync('dist/outline.json', text);

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
