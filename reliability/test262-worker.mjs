// Runs single tests of test262: the output of plain TypeScript, then that of the transformer on the test with contracts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';

import ts from 'typescript';

import { addTags } from './add-contracts.mjs';
import { emitAlone } from './emit-alone.mjs';

const root = process.argv[2];
const require = createRequire(import.meta.url);
const options = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.CommonJS, moduleDetection: ts.ModuleDetectionKind.Force, allowJs: true, noLib: true, noResolve: true, types: [], outDir: '/out', rootDir: '/' };

/** Flags, harness files and what is expected, from the comment at the head of a test. */
function headOf(text) {
  const [, yaml = ''] = /\/\*---([^]*?)---\*\//.exec(text) ?? [];
  const list = (name) => (new RegExp(`${name}:\\s*\\[([^\\]]*)\\]`).exec(yaml)?.[1] ?? '').split(',').map((each) => each.trim()).filter(Boolean);
  const items = (name) => [...(new RegExp(`${name}:\\n((?:\\s+- .*\\n)+)`).exec(yaml)?.[1] ?? '').matchAll(/- (.*)/g)].map(([, item]) => item.trim());
  return { flags: [...list('flags'), ...items('flags')], includes: [...list('includes'), ...items('includes')], isNegative: /^negative:/m.test(yaml) };
}

/** Modules, sloppy code and tests that have to fail mean something else once they are compiled as a module. */
const unfit = ['module', 'raw', 'noStrict', 'CanBlockIsFalse', 'generated-by-host'];

/** Undefined if a test passes; otherwise why not. */
async function outcome(code, { flags, includes }) {
  const sandbox = vm.createContext({ console });
  const load = (name) => vm.runInContext(readFileSync(join(root, 'harness', name), 'utf8'), sandbox, { filename: name });
  try {
    const done = new Promise((resolve) => {
      sandbox.$DONE = resolve;
      sandbox.print = (text) => { if (String(text).startsWith('Test262:AsyncTestComplete')) resolve(undefined); else if (String(text).startsWith('Test262:AsyncTestFailure')) resolve(text); };
    });
    for (const name of ['assert.js', 'sta.js', ...(flags.includes('async') ? ['doneprintHandle.js'] : []), ...includes]) load(name);
    const wrapped = vm.runInContext(`(function (exports, require, module) {${code}\n})`, sandbox, { filename: 'test.js' });
    const module = { exports: {} };
    wrapped.call(sandbox, module.exports, require, module);
    const failure = flags.includes('async') ? await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 3000, 'not done after 3 s'))]) : undefined;
    return failure === undefined || failure === null ? undefined : String(failure);
  } catch (error) {
    return String(error?.stack ?? error).split('\n').slice(0, 3).join(' | ');
  }
}

async function runTest(name) {
  const text = readFileSync(join(root, 'test', name), 'utf8');
  const head = headOf(text);
  if (head.isNegative || head.flags.some((flag) => unfit.includes(flag))) return { outcome: 'left out' };
  const plain = await outcome(emitAlone('/test.js', text, { options }), head);
  process.send('plain is done');
  if (plain !== undefined) return { outcome: 'left out' };
  const file = ts.createSourceFile('/test.js', text, ts.ScriptTarget.Latest, true);
  const injected = emitAlone('/test.js', addTags(file).text, { options, profile: 'enforce' });
  if (!injected.includes('@proviso/runtime/check')) return { outcome: 'left out' }; // it has no function
  const failure = await outcome(injected, head);
  return failure === undefined ? { outcome: 'passed' } : { outcome: 'failed', text: failure };
}

process.on('unhandledRejection', () => undefined);
process.on('message', (name) => {
  runTest(name).then((result) => process.send(result), (error) => process.send({ outcome: 'failed', text: `${error.stack} ${error.cause?.stack ?? ''}`.split('\n').slice(0, 4).join(' | ') }));
});
