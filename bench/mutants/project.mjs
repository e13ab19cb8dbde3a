// The projects of the mutants in the work folder: one each, with the mutated source, its tests and all predicates.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

import { work } from '../projects.mjs';
import { makeMutants } from './make-mutants.mjs';
import { typeChecker } from './type-check.mjs';

export const functions = fileURLToPath(new URL('functions', import.meta.url));
const folder = join(work, 'mutants');

/** Every `every`th mutant of every file, apart from those that do not compile, which are counted. */
export function chooseMutants(every) {
  const compiles = typeChecker(functions);
  const names = readdirSync(join(functions, 'src')).filter((name) => name.endsWith('.ts')).sort();
  const mutants = names.flatMap((name) => makeMutants(ts, readFileSync(join(functions, 'src', name), 'utf8')).map((mutant) => ({ name, ...mutant })));
  const chosen = mutants.filter((_, index) => index % every === 0);
  const compiled = chosen.filter(({ name, source }) => compiles(name, source));
  return { made: mutants.length, rejected: chosen.length - compiled.length, files: names, mutants: compiled };
}

/** Writes a project for each of `sources`, a name of a file and its text, and gives the folder of all; each is called by its number. */
export function writeProjects(sources) {
  rmSync(folder, { recursive: true, force: true });
  sources.forEach(({ name, source }, index) => {
    const project = join(folder, String(index));
    mkdirSync(join(project, 'test'), { recursive: true });
    for (const file of ['package.json', 'tsconfig.json', 'src/predicates']) cpSync(join(functions, file), join(project, file), { recursive: true });
    writeFileSync(join(project, 'src', name), source);
    cpSync(join(functions, 'test', testOf(name)), join(project, 'test', testOf(name)));
  });
  return folder;
}

/** Takes away the tests of a project, so that they do not run again. */
export function dropTests(index) {
  rmSync(join(folder, String(index), 'test'), { recursive: true });
}

function testOf(name) {
  return name.replace(/\.ts$/, '.test.ts');
}
