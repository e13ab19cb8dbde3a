// Runs the fixtures and a real build under every supported TypeScript, ts-patch and Node.
//
//   npm run matrix                                          all combinations; installs what is missing into .matrix/
//   npm run matrix -- --typescript=5.7 --ts-patch=4.0 --node=22
//   npm run matrix -- --ci                                  the oldest TypeScript with the Node that runs this
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { root } from './workspace.mjs';

const versions = {
  typescript: { 5.7: '5.7.3', 5.9: '5.9.3', '6.0': '6.0.3' },
  'ts-patch': { 3.3: '3.3.0', '4.0': '4.0.1' },
  node: { 20: '20', 22: '22', 24: '24' },
};

const home = join(root, '.matrix');
const transformer = join(root, 'packages/transformer');
const { values } = parseArgs({ options: { typescript: { type: 'string' }, 'ts-patch': { type: 'string' }, node: { type: 'string' }, ci: { type: 'boolean' } } });
const ownNode = process.versions.node.split('.')[0];

/** The versions of one tool that are asked for. */
function wanted(tool) {
  const known = Object.keys(versions[tool]).sort();
  const given = values[tool]?.split(',') ?? (values.ci ? { typescript: ['5.7'], 'ts-patch': ['3.3'], node: [ownNode] }[tool] : known);
  const unknown = given.find((each) => !known.includes(each));
  if (unknown !== undefined) throw new Error(`--${tool}=${unknown}: the supported versions are ${known.join(', ')}`);
  return given;
}

/** The folder of a package of one version, installed on first use. */
function install(name, version) {
  const folder = join(home, `${name}-${version}`);
  const installed = join(folder, 'node_modules', name);
  if (existsSync(join(installed, 'package.json'))) return installed;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--engine-strict=false', '--save-exact', `${name}@${version}`], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm could not install ${name}@${version}:\n${stderr}`);
  return installed;
}

/** The program of a Node version: the one that runs this, or one from the registry. */
function nodeOf(major) {
  if (major === ownNode) return process.execPath;
  return join(install(`node-${process.platform}-${process.arch}`, versions.node[major]), 'bin/node');
}

/** Behaviour of all fixtures, and the TypeScript internals that are used. */
function runFixtures(node, typescript) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const runs = [[transformer, ['fixtures']], [join(root, 'packages/compiler'), ['ts-internals']]];
  return runs.flatMap(([cwd, names]) => {
    const { status, stdout, stderr } = spawnSync(node, [vitest, 'run', '--config', '../../vitest.shared.ts', '--reporter=dot', ...names], {
      cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', PROVISO_TYPESCRIPT: typescript },
    });
    return status === 0 ? [] : [(stdout + stderr).split('\n').slice(-60).join('\n')];
  });
}

/** The loader of Node, with the set-up of its page; under the Node that runs this it is among the tests. */
function runLoader(node) {
  const { status, stdout, stderr } = spawnSync(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=dot', 'test/node.test.ts'], {
    cwd: join(root, 'e2e'), encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' },
  });
  return status === 0 ? [] : [(stdout + stderr).split('\n').slice(-60).join('\n')];
}

const source = `/** @requires \\\`n > 0\\\` */
export function half(n: number): number {
  return n / 2;
}
try {
  half(-1);
  console.log('not checked');
} catch (error) {
  console.log(String(error));
}
`.replaceAll('\\`', '`');

const says = 'ContractViolationError: half requires `n > 0`\n  n = -1\n  at src/a.ts:1:16; blame: the caller\n';

/** A project that is built by the real tspc, once and with -b, and run. */
function runBuild(name, { node, typescript, tsPatch }) {
  const folder = join(home, 'projects', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules/@proviso'), { recursive: true });
  mkdirSync(join(folder, 'src'));
  for (const each of ['runtime', 'transformer']) symlinkSync(join(root, 'packages', each), join(folder, 'node_modules/@proviso', each), 'dir');
  symlinkSync(typescript, join(folder, 'node_modules/typescript'), 'dir');
  symlinkSync(tsPatch, join(folder, 'node_modules/ts-patch'), 'dir');
  const write = (file, content) => writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  write('package.json', { name: 'matrix', type: 'module', dependencies: { '@proviso/runtime': '*' } });
  write('src/a.ts', source);
  for (const profile of ['enforce', 'off']) {
    write(`tsconfig.${profile}.json`, {
      extends: `@proviso/transformer/${profile}.json`,
      compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, types: [], lib: ['es2022', 'dom'], rootDir: 'src', outDir: profile, composite: true, tsBuildInfoFile: `${profile}/.tsbuildinfo` },
      include: ['src'],
    });
  }
  const run = (...args) => spawnSync(node, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, TSP_CACHE_DIR: join(home, 'cache', name) } });
  const tspc = (...args) => run(join(folder, 'node_modules/ts-patch/bin/tspc.js'), ...args);
  const problems = [];
  const expect = (what, found, expected) => {
    if (found !== expected) problems.push(`${what}:\n${found}\nexpected:\n${expected}`);
  };
  for (const args of [['-p', 'tsconfig.enforce.json'], ['-b', 'tsconfig.off.json']]) {
    const { status, stdout, stderr } = tspc(...args);
    expect(`tspc ${args.join(' ')}`, `${status} ${stdout.trim()}${stderr}`, `0 proviso ${args[0] === '-b' ? 'off: 0 clauses enforced, 0 observed, 1' : 'enforce: 1 clause enforced, 0 observed, 0'} ignored, 0 not yet supported`);
  }
  expect('enforce', run('enforce/a.js').stdout, says);
  expect('off', run('off/a.js').stdout, 'not checked\n');
  return problems;
}

const failures = [];
const report = (name, problems) => {
  console.log(`${problems.length === 0 ? 'passed' : 'FAILED'}  ${name}`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '    '));
  if (problems.length > 0) failures.push(name);
};

for (const major of wanted('node')) {
  const node = nodeOf(major);
  if (major !== ownNode) report(`loader: Node ${major}`, runLoader(node));
  for (const minor of wanted('typescript')) {
    const typescript = install('typescript', versions.typescript[minor]);
    report(`fixtures: Node ${major}, TypeScript ${minor}`, runFixtures(node, typescript));
    for (const patch of wanted('ts-patch')) {
      const name = `node-${major}-typescript-${minor}-ts-patch-${patch}`;
      report(`build: Node ${major}, TypeScript ${minor}, ts-patch ${patch}`, runBuild(name, { node, typescript, tsPatch: install('ts-patch', versions['ts-patch'][patch]) }));
    }
  }
}
console.log(failures.length === 0 ? 'The whole matrix passed.' : `${failures.length} failed.`);
process.exitCode = failures.length === 0 ? 0 : 1;
