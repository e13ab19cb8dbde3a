// Shows what the product does, on the sources in examples/demo: compiles them under several profiles, runs each build
// and prints what comes out. Fails where a step does not do what its heading says.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';

import { root } from './workspace.mjs';

const folder = join(root, 'examples/demo');
const tspc = join(folder, 'node_modules/ts-patch/bin/tspc.js');
const tsc = join(folder, 'node_modules/typescript/bin/tsc');
const output = mkdtempSync(join(tmpdir(), 'proviso-demo-'));
const width = Math.min(Math.max(process.stdout.columns ?? 110, 70), 130);

const colourful = styleText('red', 'x') !== 'x';
const source = (name) => readFileSync(join(folder, name), 'utf8').trimEnd();
const dim = (text) => styleText('dim', text);

const failures = [];

/** Says that a step did what its heading says, or did not. */
function claim(holds, text) {
  console.log(holds ? `  ${styleText('green', `✓ ${text}`)}` : `  ${styleText('red', `✗ NOT SO: ${text}`)}`);
  if (!holds) failures.push(text);
}

function heading(title, sentence) {
  console.log(`\n${styleText(['bold', 'cyan'], title)}\n${sentence}\n`);
}

/** Prints text indented, after a label that says what it is. */
function show(label, text) {
  const body = text.split('\n').map((line) => `  ${line}`.trimEnd()).join('\n');
  console.log(`  ${styleText(['underline', 'dim'], label)}\n${body}\n`);
}

/** Runs node in the folder of the demo; what it writes to both streams is kept in its order. */
async function run(name, ...args) {
  const file = join(output, name);
  const stream = openSync(file, 'w');
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', stream, stream], env: { ...process.env, NODE_OPTIONS: '' } });
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  closeSync(stream);
  return { status, text: readFileSync(file, 'utf8').trimEnd() };
}

const compile = (profile, ...flags) => run(`tspc-${profile}`, tspc, '-p', `tsconfig.${profile}.json`, ...flags);
const start = (profile) => run(`run-${profile}`, '--enable-source-maps', `dist/${profile}/main.js`);

/** The function of the demo in a compiled file: from its declaration to the brace that closes it. */
function functionIn(build) {
  const [text] = /^export function .*?^\}/ms.exec(source(`dist/${build}/account.js`)) ?? [''];
  return text.split('\n');
}

/** Breaks a long line at a blank; what follows is indented further. */
function wrap(line, indent) {
  const lines = [];
  let rest = line;
  while (rest.length > width) {
    const at = rest.lastIndexOf(' ', width);
    if (at <= indent.length) break;
    lines.push(rest.slice(0, at));
    rest = indent + rest.slice(at + 1);
  }
  return [...lines, rest].join('\n');
}

/** The compiled function, with a `+` before each line that the contract-free build has not. */
function additions(lines, without) {
  const known = new Set(without);
  const marked = lines.map((line) => (known.has(line) ? `  ${line}` : styleText('yellow', wrap(`+ ${line}`, '+         '))));
  return marked.join('\n');
}

function numbered(text) {
  return text.split('\n').map((line, index) => {
    const shown = /^ \* @/.test(line) ? styleText('yellow', line) : line;
    return `${dim(String(index + 1).padStart(3))}  ${shown}`;
  }).join('\n');
}

/** What a run printed, without what Node adds around an uncaught error, and with paths from the demo's folder. */
function trimmed(text) {
  const lines = text.split('\n');
  const thrown = lines.findIndex((line) => /^ContractViolationError: /.test(line));
  const lastFrame = lines.findLastIndex((line) => /^ {4}at /.test(line));
  const noise = lines.findIndex((line) => /^node:|^file:\/\//.test(line));
  const kept = lastFrame < 0 ? lines : lines.filter((_, index) => index <= lastFrame && (noise < 0 || index < noise || index >= thrown));
  return kept
    .filter((line) => !/^ {4}at .*\(?node:/.test(line))
    .map((line) => line.replaceAll(`file://${folder}/`, '').replaceAll(`${folder}/`, ''))
    .map((line) => (/^ContractViolationError/.test(line) ? styleText(['bold', 'red'], line) : line))
    .join('\n');
}

const count = (text, part) => text.split(part).length - 1;
const violation = /^ContractViolationError: withdraw requires `amount <= account\.balance`/m;

function showSource() {
  heading('1. A contract stands above the code', 'It says what a function needs and what it promises, in expressions, where its documentation is.');
  const text = source('src/account.ts');
  show('src/account.ts', numbered(text));
  claim(count(text, '@requires `') === 2 && count(text, '@ensures `') === 1, 'two preconditions, which callers must make true, and a promise to them');
}

function showBuilds(builds) {
  heading('2. A profile decides what becomes of it', 'The same source, compiled twice: with `enforce` each clause is checked, with `off` none is left.');
  const [enforce, off] = [functionIn('enforce'), functionIn('off')];
  show('enforce: withdraw in dist/enforce/account.js; + marks what comes from the contract', additions(enforce, off));
  console.log(dim(`  ${builds.enforce.text}\n`));
  show('off: withdraw in dist/off/account.js', additions(off, off));
  console.log(dim(`  ${builds.off.text}\n`));
  claim(builds.enforce.status === 0 && enforce.some((line) => line.includes('amount <= ')), 'enforce: the clauses became checks');
  const same = source('dist/off/account.js') === source('dist/plain/account.js');
  claim(builds.off.status === 0 && builds.plain.status === 0 && same, 'off: byte for byte what plain tsc makes, which knows nothing of contracts');
}

function showViolation({ status, text }) {
  heading('3. Who breaks a contract is told', 'A program that pays three bills without a look at the balance, built with `enforce`, stops at its first mistake.');
  show('src/main.ts', numbered(source('src/main.ts')));
  show('node dist/enforce/main.js', trimmed(text));
  const values = text.includes('amount = 60, account.balance = 40');
  claim(status === 1 && violation.test(text) && values, 'the message has the clause, its reason, the values, and who is to blame');
  claim(/\n {4}at .*src[/\\]main\.ts:6:3/.test(text), 'the stack begins at the call that is wrong, not in the function that noticed');
}

function showOthers(observe, off) {
  heading('4. Or only watch, or look away', 'The same program, built with `observe`, reports and goes on; built with `off`, it overdraws the account in silence.');
  show('node dist/observe/main.js', trimmed(observe.text));
  claim(observe.status === 0 && count(observe.text, 'ContractViolationError') === 1, 'observe: reported once, though broken twice, and carried on');
  console.log();
  show('node dist/off/main.js', trimmed(off.text));
  claim(off.status === 0 && !violation.test(off.text) && off.text.includes('-80 left'), 'off: no checks, no cost, and no word about the mistake');
}

function showMistake({ status, text }) {
  heading('5. A clause is code', 'A mistake in one is an error of the compiler, at its column in the comment: here somebody wrote `balanse`.');
  const pretty = text.replace(/\n+Found \d+ error[^]*$/, '');
  show('tspc -p tsconfig.mistake.json', colourful ? pretty : stripVTControlCharacters(pretty));
  const [line, index] = [source('mistake/account.ts').split('\n').findIndex((each) => each.includes('balanse')), source('mistake/account.ts').split('balanse')[0].split('\n').at(-1).length];
  const plain = stripVTControlCharacters(text);
  claim(status !== 0 && plain.startsWith(`mistake/account.ts:${line + 1}:${index + 1} - error`), 'the build fails, and the place is the word that is wrong');
}

async function demo() {
  console.log(`${styleText('bold', 'Proviso')}: executable contracts for TypeScript. What follows is compiled and run now, from examples/demo.`);
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  const [enforce, observe, off, mistake, plain] = await Promise.all([
    compile('enforce'), compile('observe'), compile('off'), compile('mistake', '--pretty'),
    run('tsc', tsc, '-p', 'tsconfig.json'),
  ]);
  const runs = await Promise.all([start('enforce'), start('observe'), start('off')]);
  showSource();
  showBuilds({ enforce, observe, off, plain });
  showViolation(runs[0]);
  showOthers(runs[1], runs[2]);
  showMistake(mistake);
  console.log(`\nMore: examples/lru-cache (a class), examples/ledger (two packages, async), README.md (the language).`);
}

try {
  await demo();
} finally {
  rmSync(output, { recursive: true, force: true });
}
if (failures.length > 0) console.error(`\ndemo: ${failures.length} of its claims did not hold`);
process.exitCode = failures.length > 0 ? 1 : 0;
