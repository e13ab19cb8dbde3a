// npm run reliability -- <name> [folder] [--config=tsconfig.json] …: see CONTRIBUTING.md.
import { parseArgs } from 'node:util';

const names = ['identity', 'round-trip', 'always-true', 'random-programs', 'corpus', 'test262'];
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    config: { type: 'string' }, mode: { type: 'string' }, sources: { type: 'string' }, profile: { type: 'string' }, test: { type: 'string' }, verbose: { type: 'boolean' }, module: { type: 'string' }, keep: { type: 'boolean' }, maps: { type: 'boolean' }, count: { type: 'string' }, seed: { type: 'string' },
  },
});
const [name, folder] = positionals;
if (!names.includes(name)) {
  console.error(`Name one of the checks: ${names.join(', ')}.`);
  process.exit(2);
}
const check = await import(`./${name}.mjs`);
if (folder === undefined && check.needs !== undefined) {
  console.error(`${name}: ${check.what}.\n${check.needs}`);
  process.exit(2);
}
const results = await check.run(folder, values);
const shown = values.verbose ? Infinity : 10;
for (const { what, problems } of results) {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}`);
  for (const problem of problems.slice(0, shown)) console.log(`  ${problem}`);
  if (problems.length > shown) console.log(`  … and ${problems.length - shown} more (--verbose shows all)`);
}
const failed = results.filter(({ problems }) => problems.length > 0).length;
console.log(`${name}: ${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
