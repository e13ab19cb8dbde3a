// The work folder: everything that a figure compiles, made anew from what is installed. Nothing in it is committed.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { addContracts } from './add-contracts.mjs';
import { runNode } from './measure.mjs';
import { writeMonorepo } from './monorepo.mjs';

export const work = fileURLToPath(new URL('work', import.meta.url));
const profiles = ['off', 'boundary', 'enforce'];
const clausesPerThousandLines = 30;

/** Where TypeScript's own command and ts-patch's stand. */
const commands = {
  tsc: fileURLToPath(import.meta.resolve('typescript/lib/tsc.js')),
  tspc: fileURLToPath(import.meta.resolve('ts-patch/bin/tspc.js')),
};

const packages = {
  compiler: import.meta.resolve('@proviso/compiler/package.json'),
  'eslint-plugin': import.meta.resolve('@proviso/eslint-plugin/package.json'),
  runtime: import.meta.resolve('@proviso/runtime/package.json'),
  transformer: import.meta.resolve('@proviso/transformer/package.json'),
};

/** Empties the work folder and copies the built packages into it: a build during a run then changes no figure. */
export function prepareWork() {
  rmSync(work, { recursive: true, force: true });
  for (const [name, manifest] of Object.entries(packages)) {
    cpSync(dirname(fileURLToPath(manifest)), join(work, 'node_modules/@proviso', name), { recursive: true, filter: (path) => !/[\\/](node_modules|src|test|reports|\.turbo)$/.test(path) });
  }
  cpSync(fileURLToPath(new URL('noop-plugin.mjs', import.meta.url)), join(work, 'noop-plugin.mjs'));
}

/** Makes a project of `files`, copied by `fill`, with one tsconfig for each profile, one for the no-op plugin and one for plain tsc. */
function makeProject(name, compilerOptions, fill) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  const save = (file, value) => writeFileSync(join(folder, file), JSON.stringify(value, undefined, 2));
  save('package.json', { name, private: true, type: 'module', dependencies: { '@proviso/runtime': '*' } });
  const common = { module: 'esnext', moduleResolution: 'bundler', strict: true, skipLibCheck: true, types: [], rootDir: 'src', ...compilerOptions };
  save('tsconfig.json', { compilerOptions: common, include: ['src'] });
  save('tsconfig.noop.json', { extends: './tsconfig.json', compilerOptions: { plugins: [{ transform: '../noop-plugin.mjs', transformProgram: true }] } });
  for (const profile of profiles) save(`tsconfig.${profile}.json`, { extends: ['./tsconfig.json', `@proviso/transformer/${profile}.json`] });
  fill(join(folder, 'src'));
  return folder;
}

/** The packages whose sources figures are about: what is left out of them, and what is changed. */
const sources = {
  rxjs: {
    manifest: import.meta.resolve('rxjs/package.json'),
    // One file has an error under TypeScript 6; what imports it goes with it.
    leftOut: /[\\/](webSocket(Subject)?(\.ts)?|umd\.ts|tsconfig[^\\/]*|Rx\.global\.js)$/i,
    change: (folder) => {
      const file = join(folder, 'internal/operators/elementAt.ts'); // prose that is reported as almost a clause
      writeFileSync(file, readFileSync(file, 'utf8').replace('When using `elementAt(i)`', 'When using elementAt(i)'));
    },
  },
  zod: { manifest: import.meta.resolve('zod/package.json'), leftOut: /[\\/](tests|benchmarks|v3)$/, change: () => {} },
};

/** The sources of rxjs: as they are, and with contracts. */
export function makeRxjs() {
  return makeSources('rxjs');
}

/** The sources of a package: as they are, and with contracts. */
export function makeSources(name) {
  const { manifest, leftOut, change } = sources[name];
  const options = { target: 'es2022', lib: ['es2022', 'dom'] };
  const fill = (folder) => {
    cpSync(join(dirname(fileURLToPath(manifest)), 'src'), folder, { recursive: true, filter: (path) => !leftOut.test(path) });
    change(folder);
  };
  const plain = makeProject(name, options, fill);
  const contracts = makeProject(`${name}-with-contracts`, options, fill);
  const added = addContracts(join(contracts, 'tsconfig.json'), clausesPerThousandLines);
  return { plain, contracts, ...added };
}

/** The functions of the run-time figures. */
export function makeRuntimeProject() {
  const from = fileURLToPath(new URL('runtime', import.meta.url));
  return makeProject('runtime', { target: 'es2022', lib: ['es2022'] }, (folder) => cpSync(from, folder, { recursive: true }));
}

/** A generated monorepo as one program, in which the name of a package leads to its sources. */
export function makeMonorepoProject(lines) {
  let made;
  const paths = { '@mono/*': ['./src/*/src/index.ts'] };
  const folder = makeProject(`monorepo-${lines}`, { target: 'es2022', lib: ['es2022', 'dom'], paths }, (src) => {
    made = writeMonorepo(src, lines);
  });
  return { folder, ...made };
}

/** Compiles a project under a profile, with the no-op plugin (`noop`) or by plain tsc (`tsc`), into its folder `out`; `flags` are TypeScript's, `node` those of Node. */
export function compile(folder, how, { out = how, flags = [], node = [] } = {}) {
  const command = how === 'tsc' ? [commands.tsc, '-p', '.'] : [commands.tspc, '-p', `tsconfig.${how}.json`];
  const result = runNode([...node, ...command, '--outDir', out, ...flags], folder);
  return { ...result, out: join(folder, out) };
}

/** The JavaScript files of a folder: path and bytes, in order. */
export function javaScript(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js')).sort();
  return names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}
