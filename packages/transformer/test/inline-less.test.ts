/** What V8 is told about a run of `tspc`, and that other processes stay as they are. */
import { expect, test } from 'vitest';
import { inlineLess } from '../src/inline-less.ts';
import { createProject, tspcPath, tsconfig } from './project.ts';

const option = '--max-inlined-bytecode-size-cumulative';

/** Prints what V8 is told. */
const trace = `const v8 = require('node:v8');
const { setFlagsFromString } = v8;
v8.setFlagsFromString = (flags) => {
  console.log('V8:', flags);
  setFlagsFromString(flags);
};
require('node:module').syncBuiltinESMExports();
`;

test('in one run of tspc less is put into what V8 compiles', () => {
  const project = createProject('inline-less', { 'tsconfig.json': tsconfig({ profile: 'enforce' }), 'src/a.ts': '/** @requires `n > 0` */\nexport const half = (n: number): number => n / 2;\n', 'trace.cjs': trace });
  const { output } = project.node('--require', './trace.cjs', tspcPath, '-p', '.');
  expect(output).toBe(`V8: ${option}=100\nproviso enforce: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported\n`);
});

const run = { argv: ['node', '/bin/tspc'], execArgv: [], env: {}, versions: process.versions };

test.each([
  ['a program that compiles and goes on', { argv: ['node', '/app/server.js'] }],
  ['no script at all', { argv: ['node'] }],
  ['a compiler that watches', { argv: ['node', '/bin/tspc', '-p', '.', '--watch'] }],
  ['one that watches, said shortly', { argv: ['node', '/bin/tspc', '-w'] }],
  ['a user who says how much', { execArgv: [`${option}=920`] }],
  ['one who says it in the environment', { env: { NODE_OPTIONS: '--max_inlined_bytecode_size_cumulative=920' } }],
  ['a V8 that was not tried', { versions: { v8: '10.2.154' } }],
  ['Bun', { versions: { ...process.versions, bun: '1.2.0' } }],
])('not told: %s', (_, differing) => {
  expect(inlineLess({ ...run, ...differing })).toBe(false);
});
