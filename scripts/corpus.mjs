// Runs the contract reader and every lint rule over a folder of somebody's sources: nothing may crash, hang, or suggest what
// does not parse. `npm run corpus` says what to put in the folder.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { supervise } from './corpus/supervise.mjs';

const usage = `npm run corpus -- <folder> [options]

Reads the contracts of every TypeScript and JavaScript file below the folder and lints it with every rule, once as it is and once with
contracts put before everything that can have one. Exits with 1 if something crashes, hangs, or suggests text that does not parse.

  --types          also with type information
  --every <n>      every nth file only (default: 1)
  --limit <s>      seconds that one file may take, three times as many when tried again (default: 20)
  --jobs <n>       processes (default: ${availableParallelism()})
  --checks <file>  a module with further checks, in the form of scripts/corpus/checks.mjs

Put into the folder what parsers are tested with, the odder the better. It is not kept in this repository. For example, from GitHub:
  typescript-eslint/typescript-eslint   packages/ast-spec/src, packages/*/tests/fixtures
  babel/babel                           packages/babel-parser/test/fixtures
  dudykr/stc                            crates/*/tests, which hold TypeScript's own conformance files
`;

const source = /\.[cm]?[jt]sx?$/;

function filesIn(folder) {
  const found = statSync(folder).isFile() ? [folder] : readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  return found.filter((path) => source.test(path) && !path.includes('node_modules') && statSync(path).isFile()).sort();
}

function countOption(value, name) {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} takes a whole number from 1 on, not ${value}`);
  return count;
}

async function run(folder, values) {
  const every = countOption(values.every, 'every');
  const files = filesIn(folder).filter((_, index) => index % every === 0);
  if (files.length === 0) throw new Error(`${folder} holds no TypeScript or JavaScript files`);
  const settings = { root: folder, types: values.types, checks: values.checks && resolve(values.checks) };
  const say = ({ kind, file, check, message }) => console.error(`${kind}: ${relative(folder, file) || file}, ${check}: ${message}`);
  const { failed, counts } = await supervise(files, { settings, seconds: countOption(values.limit, 'limit'), jobs: countOption(values.jobs, 'jobs'), say });
  const seen = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  console.log(`${files.length} files: ${seen.join(', ')}`);
  console.log(`${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { types: { type: 'boolean', default: false }, every: { type: 'string', default: '1' }, limit: { type: 'string', default: '20' }, jobs: { type: 'string', default: String(availableParallelism()) }, checks: { type: 'string' } },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) {
    console.error(usage);
    return 1;
  }
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
  return run(resolve(folder), values);
}

process.exitCode = await main().catch((error) => {
  console.error(`corpus: ${error.message}`);
  return 1;
});
