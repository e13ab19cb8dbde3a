// A process that checks some functions again and again, by their contracts or by properties written by hand: node check-loop.mjs <contracts|by-hand> <runs> <rounds>
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deserialize, setFlagsFromString } from 'node:v8';

import { checkSubject, defaults } from '@proviso/testing';
import { register } from '@proviso/unplugin/register';
import fc from 'fast-check';

import { byHand } from './check/by-hand.mjs';

const [side, runs, rounds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const folder = fileURLToPath(new URL('mutants/functions/src/', import.meta.url)).replaceAll('\\', '/');
const subjects = Object.keys(byHand).map((key) => key.split('#'));

register({ profile: side === 'contracts' ? 'audit' : 'off' });
if (side === 'contracts') setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
process.setSourceMapsEnabled(false); // both as in check's own processes
const modules = new Map();
for (const [file] of subjects) modules.set(folder + file, await import(pathToFileURL(folder + file).href));

/** Gives how many cases a call of it tries. */
function byContracts() {
  const found = readSubjects([...modules.keys()]);
  const wanted = subjects.map(([file, name]) => found.get(`${folder}${file}#${name}`));
  return async (seed) => {
    let cases = 0;
    for (const subject of wanted) {
      const [report] = await checkSubject(subject, { ...defaults, runs, seed, exhaustive: 1, registered: new Map(), exportsOf: (name) => modules.get(name), classOf: () => undefined });
      assert.equal(report.verdict.verdict, 'passed', JSON.stringify(report));
      cases += report.counts.accepted;
    }
    return cases;
  };
}

/** Contracts are read in a process of their own, as `proviso check` does: the process that runs the code never holds a program of TypeScript. */
function readSubjects(files) {
  const reader = fileURLToPath(new URL('check-subjects.mjs', import.meta.url));
  return deserialize(execFileSync(process.execPath, [reader, ...files], { maxBuffer: 64 * 1024 * 1024 }));
}

function byProperties() {
  const properties = subjects.map(([file, name]) => {
    const [arbitraries, holds] = byHand[`${file}#${name}`];
    const call = modules.get(folder + file)[name];
    return fc.property(...arbitraries, (...args) => holds(call(...args), ...args));
  });
  return (seed) => {
    for (const property of properties) fc.assert(property, { numRuns: runs, seed });
    return properties.length * runs;
  };
}

const tryAll = side === 'contracts' ? byContracts() : byProperties();
await tryAll(1);
const start = process.cpuUsage();
let cases = 0;
for (let round = 0; round < rounds; round++) cases += await tryAll(round + 2);
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify({ microseconds: (user + system) / cases, functions: subjects.length, cases }));
