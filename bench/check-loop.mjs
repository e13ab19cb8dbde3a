// A process that checks some functions again and again, by their contracts or by properties written by hand: node check-loop.mjs <contracts|by-hand> <runs> <rounds>
import assert from 'node:assert/strict';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { moduleFinder, packageFinder } from '@proviso/compiler';
import { checkSubject, defaults, findSubjects } from '@proviso/testing';
import { register } from '@proviso/unplugin/register';
import fc from 'fast-check';
import ts from 'typescript';

import { byHand } from './check/by-hand.mjs';

const [side, runs, rounds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const folder = fileURLToPath(new URL('mutants/functions/src/', import.meta.url)).replaceAll('\\', '/');
const subjects = Object.keys(byHand).map((key) => key.split('#'));

register({ profile: side === 'contracts' ? 'audit' : 'off' });
process.setSourceMapsEnabled(false); // as in check's own processes
const modules = new Map();
for (const [file] of subjects) modules.set(folder + file, await import(pathToFileURL(folder + file).href));

/** Gives how many cases a call of it tries. */
function byContracts() {
  const program = ts.createProgram({ rootNames: [...modules.keys()], options: { strict: true, module: ts.ModuleKind.NodeNext, allowImportingTsExtensions: true, noEmit: true, target: ts.ScriptTarget.ES2023 } });
  const host = { ts, packageOf: packageFinder(ts), resolveModule: moduleFinder(ts, { program }) };
  program.getTypeChecker();
  const found = new Map([...modules.keys()].flatMap((file) => findSubjects({ ts, program, host, registered: new Set() }, program.getSourceFile(file)).map((subject) => [`${file}#${subject.symbol}`, subject])));
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
