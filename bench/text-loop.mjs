// A process that compiles one file as text again and again, as a bundler's plugin does, and parses it in turn: node text-loop.mjs <file> <profile> <pairs> [plugin]
import { readFileSync } from 'node:fs';

import { compileText, packageFinder, profiles } from '@proviso/compiler';
import proviso from '@proviso/unplugin/rollup';
import ts from 'typescript';

import { pairs } from './measure.mjs';

const [file, profile, count, subject] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const host = { ts, packageOf: packageFinder(ts) };
const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
const compileAlone = () => compileText(host, { fileName: file, text, profile: profiles[profile], refines: false });
const { transform } = proviso({ profile });
const context = { addWatchFile() {}, warn() {}, error(message) { throw new Error(message.message); } };
const compile = subject === 'plugin' ? () => transform.handler.call(context, text, file) : compileAlone;
const parse = () => ts.createSourceFile(file, text, options, true);

/** Milliseconds of CPU time for each of `times` calls. */
function cpu(action, times) {
  const start = process.cpuUsage();
  for (let call = 0; call < times; call++) action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / times;
}

const compiled = compileAlone();
const times = compiled ? 20 : 2000;
// What is measured is code that V8 has compiled, on both sides.
cpu(compile, times * 20);
cpu(parse, 400);
const result = pairs(Number(count), () => cpu(compile, times), () => cpu(parse, 20));
const clauses = compiled ? Object.values(compiled.counts).reduce((sum, each) => sum + each) : 0;
console.log(JSON.stringify({ ...result, lines: text.trimEnd().split('\n').length, clauses }));
