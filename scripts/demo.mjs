// Shows what the product does, on the sources in examples/demo: lints them, compiles them under several profiles, runs each build
// and prints what comes out. Fails where a step does not do what its heading says.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';

import { root } from './workspace.mjs';

const folder = join(root, 'examples/demo');
const tspc = join(folder, 'node_modules/ts-patch/bin/tspc.js');
const eslint = join(folder, 'node_modules/eslint/bin/eslint.js');
const tsc = join(folder, 'node_modules/typescript/bin/tsc');
const proviso = join(folder, 'node_modules/proviso/dist/main.js');
const output = mkdtempSync(join(tmpdir(), 'proviso-demo-'));
const width = Math.min(Math.max(process.stdout.columns ?? 110, 70), 130);

const { FORCE_COLOR, NO_COLOR } = process.env;
const terminalHasColour = process.stdout.isTTY === true && process.stdout.hasColors();
const colourful = !NO_COLOR && (FORCE_COLOR ? FORCE_COLOR !== '0' : terminalHasColour);

/** Colours a text, where that is wanted. */
const paint = (format, text) => (colourful ? styleText(format, text, { validateStream: false }) : text);
const source = (name) => readFileSync(join(folder, name), 'utf8').trimEnd();

const failures = [];

/** Says that a step did what its heading says, or did not. */
function claim(holds, text) {
  console.log(holds ? `  ${paint('green', `✓ ${text}`)}` : `  ${paint('red', `✗ NOT SO: ${text}`)}`);
  if (!holds) failures.push(text);
}

function heading(title, sentence) {
  console.log(`\n${paint(['bold', 'cyan'], title)}\n${sentence}\n`);
}

/** Prints text indented, after a label that says what it is. */
function show(label, text) {
  const body = text.split('\n').map((line) => `  ${line}`.trimEnd()).join('\n');
  console.log(`  ${paint(['underline', 'dim'], label)}\n${body}\n`);
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

/** Breaks a long line after a comma, a semicolon or a brace; what follows is indented further. */
function wrap(line, indent) {
  const lines = [];
  let rest = line;
  while (rest.length > width) {
    const fitting = /^.*[,;{}] /.exec(rest.slice(0, width))?.[0] ?? '';
    const head = fitting.length > indent.length + 2 ? fitting : /^.{13,}?[,;{}] /.exec(rest)?.[0];
    if (head === undefined) break;
    lines.push(head.trimEnd());
    rest = indent + rest.slice(head.length);
  }
  return [...lines, rest].join('\n');
}

/** Breaks a long line between words; what follows is indented further. */
function wrapWords(line) {
  const lines = [''];
  for (const word of line.split(/(?<= )(?=[^ ])/)) {
    if (lines.at(-1).length + word.length > width - 4) lines.push(' '.repeat(15));
    lines.push(lines.pop() + word);
  }
  return lines.map((each) => each.trimEnd()).join('\n');
}

/** The compiled function, with a `+` before each line that the contract-free build has not. */
function additions(lines, without) {
  const known = new Set(without);
  const marked = lines.map((line) => (known.has(line) ? `  ${line}` : paint('yellow', wrap(`+ ${line}`, '+         '))));
  return marked.join('\n');
}

function numbered(text) {
  return text.split('\n').map((line, index) => {
    const shown = /^ \* @/.test(line) ? paint('yellow', line) : line;
    return `${paint('dim', String(index + 1).padStart(3))}  ${shown}`;
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
    .map((line) => (/^ContractViolationError/.test(line) ? paint(['bold', 'red'], line) : line))
    .join('\n');
}

const count = (text, part) => text.split(part).length - 1;
const violation = /^ContractViolationError: withdraw requires `amount <= account\.balance`/m;

function showLint({ status, text }) {
  heading('1. The linter asks for a contract', 'Somebody exports a function that says nothing of what it needs. The linter says so, and drafts what it can see in the body.');
  show('draft/deposit.ts', numbered(source('draft/deposit.ts')));
  const reports = text.split('\n').filter((line) => line !== '').map((line) => line.replaceAll(`${folder}/`, ''));
  show('eslint src draft', reports.map(wrapWords).join('\n'));
  claim(status === 1 && count(text, '/require-contract') === 1 && count(text, ' @proviso/') === 1, 'the function without a contract is an error, and the only one');
  claim(text.includes('@throws {RangeError} iff `amount <= 0`'), 'the message has a draft, taken from the guard in the body');
}

function showSource() {
  heading('2. A contract stands above the code', 'It says what a function needs and what it promises, in expressions, where its documentation is.');
  const text = source('src/account.ts');
  show('src/account.ts', numbered(text));
  claim(count(text, '@requires `') === 2 && count(text, '@ensures `') === 1, 'two preconditions, which callers must make true, one promise to them, and what it writes');
}

function showBuilds(builds) {
  heading('3. A profile decides what becomes of it', 'The same source, compiled twice by tspc: with `enforce` each clause becomes a check, with `off` nothing is left of it.');
  const [enforce, off] = [functionIn('enforce'), functionIn('off')];
  show('dist/enforce/account.js; + marks what the contract added', additions(enforce, off));
  console.log(paint('dim', `  ${builds.enforce.text}\n`));
  show('dist/off/account.js', additions(off, off));
  console.log(paint('dim', `  ${builds.off.text}\n`));
  claim(enforce.some((line) => line.includes('amount <= ')), 'enforce: the clauses became checks');
  const same = source('dist/off/account.js') === source('dist/plain/account.js');
  claim(same, 'off: byte for byte what plain tsc makes, which knows nothing of contracts');
}

function showViolation({ status, text }) {
  heading('4. Who breaks a contract is told', 'A program pays three bills without a look at the balance; built with `enforce`, it stops at the first that is too much.');
  show('src/main.ts', numbered(source('src/main.ts')));
  show('node dist/enforce/main.js (frames of node itself left out)', trimmed(text));
  const values = text.includes('amount = 60, account.balance = 40');
  claim(status === 1 && violation.test(text) && values, 'the message has the clause, its reason, the values, and who is to blame');
  claim(/\n {4}at .*src[/\\]main\.ts:6:3/.test(text), 'the stack begins at the call that is wrong, not in the function that noticed');
}

function showOthers(observe, off) {
  heading('5. The same program, watched or left alone', 'Built with `observe`, it reports and goes on; built with `off`, it overdraws the account in silence.');
  show('node dist/observe/main.js', trimmed(observe.text));
  claim(observe.status === 0 && count(observe.text, 'ContractViolationError') === 1, 'observe: reported once, though broken twice, and carried on');
  console.log();
  show('node dist/off/main.js', trimmed(off.text));
  claim(off.status === 0 && !violation.test(off.text) && off.text.includes('-80 left'), 'off: no checks, and so no word about the mistake');
}

function showMistake({ status, text }) {
  heading('6. A clause is code', 'A mistake in one is an error of the compiler, at its column in the comment: here somebody wrote `balanse`.');
  const pretty = text.replace(/\n+Found \d+ error[^]*$/, '');
  show('tspc -p tsconfig.mistake.json', colourful ? pretty : stripVTControlCharacters(pretty));
  const before = source('mistake/account.ts').split('balanse')[0].split('\n');
  const place = `mistake/account.ts:${before.length}:${before.at(-1).length + 1}`;
  claim(status !== 0 && stripVTControlCharacters(text).startsWith(`${place} - error`), 'the build fails, and points at the word that is wrong');
}

function showCheck({ status, text }) {
  heading('7. A contract says what to try', 'Nobody wrote a test. `proviso check` makes inputs from the types and preconditions, and looks for the smallest that breaks a promise.');
  show('proviso check --non-finite', text.trim());
  claim(status === 1 && text.includes('withdraw({ owner: \'\', balance: Infinity }, Infinity)'), 'it found what nobody thought of: nothing can be taken out of an infinite balance');
}

async function demo() {
  console.log(`${paint('bold', 'Proviso')}: executable contracts for TypeScript. What follows is compiled and run now, from examples/demo.`);
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  const [lint, enforce, observe, off, mistake, plain, check] = await Promise.all([
    run('eslint', eslint, 'src', 'draft'),
    compile('enforce'), compile('observe'), compile('off'), compile('mistake', '--pretty'),
    run('tsc', tsc, '-p', 'tsconfig.json'),
    run('check', proviso, 'check', '--no-cache', '--non-finite'),
  ]);
  const broken = [enforce, observe, off, plain].find(({ status }) => status !== 0);
  if (broken) throw new Error(`examples/demo does not compile:\n${broken.text}`);
  const runs = await Promise.all([start('enforce'), start('observe'), start('off')]);
  showLint(lint);
  showSource();
  showBuilds({ enforce, off });
  showViolation(runs[0]);
  showOthers(runs[1], runs[2]);
  showMistake(mistake);
  showCheck(check);
  console.log(`\nMore: examples/lru-cache (a class), examples/ledger (two packages, async), README.md (the language).`);
}

try {
  await demo();
} finally {
  rmSync(output, { recursive: true, force: true });
}
if (failures.length > 0) console.error(`\ndemo: ${failures.length} of its claims did not hold`);
process.exitCode = failures.length > 0 ? 1 : 0;
