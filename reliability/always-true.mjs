// Contracts that always hold are added to every function of a package; its own tests then end as they do without.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

import { compile, openProject, profiles } from './project.mjs';
import { withContracts } from './round-trip.mjs';

export const what = 'contracts that always hold added to every function: the package\'s own tests end as before';

const runtime = dirname(fileURLToPath(import.meta.resolve('@proviso/runtime/package.json')));
const isTest = /(?:^|[\\/])(?:tests?|__tests__|spec)[\\/]|\.(?:test|spec)\.[cm]?[jt]sx?$/;

/**
 * Runs the tests of a copy whose sources are replaced by the JavaScript made from them, under the same names: first by plain TypeScript,
 * then with contracts. Test runners that strip types read it as they read the original.
 *
 * @param {object} how `test`: the command; `module`: what imports compile to; `mode`: tags or calls; `maps`: with source maps, where checks have other forms
 */
export async function run(folder, { config, test = 'npm test', profile, module = 'esnext', mode = 'tags', keep = false, maps = false }) {
  // Types are gone from what the runner sees, so nothing may be left to it that needs them.
  const kind = ts.ModuleKind[Object.keys(ts.ModuleKind).find((name) => name.toLowerCase() === module.toLowerCase())];
  const options = { module: kind, moduleResolution: ts.ModuleResolutionKind.Bundler, outDir: undefined, declaration: false, declarationMap: false, sourceMap: false, inlineSourceMap: maps, inlineSources: maps, rootDir: undefined, allowJs: true, noEmitOnError: false };
  const project = openProject(folder, { config, options });
  // JavaScript is never written over itself, so all of it goes to a folder that is not there.
  Object.assign(project.options, { rootDir: project.root, outDir: outDirOf(project) });
  const isSource = (path) => !isTest.test(path.slice(project.root.length));
  const { texts, clauses } = withContracts(project, mode, isSource);
  const plain = await tested(project, { isSource, test, keep });
  const results = [{ what: `plain: ${plain.summary}`, problems: plain.status === 0 ? [] : [`the tests fail without contracts already; they have to fail in the same way with them\n${plain.tail}`] }];
  for (const each of profile === undefined ? profiles : profile.split(',')) {
    const { status, summary, tail, line } = await tested(project, { isSource, test, keep, profile: each, texts });
    const isSame = status === plain.status && summary === plain.summary;
    results.push({ what: `${each}: ${clauses} clauses added; ${line}; ${summary}`, problems: isSame ? [] : [`plain: ${plain.summary}\n${tail}`] });
  }
  if (results.slice(1).every(({ problems }) => problems.length === 0)) results[0].problems = [];
  if (plain.summary === nothing) results[0].problems = [`no line of the output counts tests, so there is nothing to compare\n${plain.tail}`];
  return results;
}

async function tested(project, { isSource, test, profile, texts, keep }) {
  const copy = `${project.root}.proviso-${profile ?? 'plain'}`;
  const { output, line } = await compile(project, { profile, texts });
  copyOf(project.root, copy);
  const written = new Set();
  for (const source of project.files.filter((path) => isSource(path) && !/\.d\.[cm]?ts$/.test(path))) {
    const path = source.slice(project.root.length);
    const made = outDirOf(project) + path;
    const text = output.get(made.replace(/\.(?:ts|tsx|jsx)$/, '.js')) ?? output.get(made.replace(/\.([cm])ts$/, '.$1js')) ?? output.get(made.replace(/\.[jt]sx$/, '.jsx'));
    if (text === undefined) continue;
    written.add(source);
    writeFileSync(copy + path, text);
  }
  if (written.size === 0) throw new Error(`No source of ${project.root} was compiled: name the tsconfig of its sources with --config=<file>.`);
  const { status, stdout, stderr } = spawnSync(test, { cwd: copy, shell: true, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0' } });
  if (!keep) rmSync(copy, { recursive: true, force: true });
  return { status, line: line ?? '', ...readable(stdout + stderr) };
}

function outDirOf(project) {
  return `${project.root}.out`;
}

const nothing = 'no counts';

/** The lines in which a runner counts its tests, without times, and the end of what it printed. */
function readable(output) {
  const plain = output.replaceAll(/\u001b\[[\d;]*m/g, '');
  const counts = plain.split('\n').filter((line) => /^\s*(?:Tests?:?|Test Files|Test Suites:|# (?:pass|fail|tests)|ℹ (?:pass|fail|tests)|\d+ (?:passing|failing|pending|tests? (?:passed|failed|skipped)))\b/.test(line));
  const summary = counts.map((line) => line.trim().replaceAll(/\s+/g, ' ').replace(/ (?:\([\d.]+(?:ms|[smh])\)|in \d+ sec)$/, '')).join('; ');
  return { summary: summary === '' ? nothing : summary, tail: failures(plain) };
}

function failures(output) {
  const lines = output.split('\n');
  const first = lines.findIndex((line) => /ContractViolationError|^\s*(?:FAIL|not ok|●|✖|×)/.test(line));
  return [...lines.slice(Math.max(first, 0), first + 25), '…', ...lines.slice(-15)].join('\n');
}

/** A copy beside the original, so that what is installed above both is found; what is installed in it is linked. */
function copyOf(root, copy) {
  rmSync(copy, { recursive: true, force: true });
  cpSync(root, copy, { recursive: true, filter: (path) => !['node_modules', '.git'].includes(basename(path)) });
  link(runtime, join(copy, 'node_modules/@proviso/runtime'));
  const installed = join(root, 'node_modules');
  for (const name of existsSync(installed) ? readdirSync(installed) : []) if (name !== '@proviso') link(resolve(installed, name), join(copy, 'node_modules', name));
}

function link(target, path) {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
