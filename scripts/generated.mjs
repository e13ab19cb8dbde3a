// Writes the files, and the marked regions of files, that are made from something else. With --check it writes nothing
// and fails where one is out of date.
// To generate another: a module in scripts/generators/ whose export gives `{ path, text }` for each file, and its line here.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { compilerFiles } from './generators/compiler-files.mjs';
import { decisionIndex } from './generators/decision-index.mjs';
import { licences } from './generators/licences.mjs';
import { reference } from './generators/reference.mjs';
import { ruleTable } from './generators/rule-table.mjs';
import { tsdoc } from './generators/tsdoc.mjs';
import { root } from './workspace.mjs';

const generators = [licences, decisionIndex, compilerFiles, reference, tsdoc, ruleTable];

const check = process.argv.includes('--check');
const files = (await Promise.all(generators.map((generate) => generate()))).flat();
const stale = files.filter(({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text);

for (const { path, text } of stale) {
  if (check) console.error(`${path} is out of date: run \`npm run generated\` and commit what it writes`);
  else {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
console.log(`${files.length} generated files, ${stale.length} ${check ? 'out of date' : 'written'}`);
process.exitCode = check && stale.length > 0 ? 1 : 0;
