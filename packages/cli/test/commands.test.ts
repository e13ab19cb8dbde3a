/** What the command line says of itself, and of how it is called. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { manifest, project, tsconfig, type Project } from './project.ts';

const toggle = '/** @ensures `result !== on` */\nexport function toggle(on: boolean): boolean { return !on; }\n';
const files = { 'package.json': manifest, 'tsconfig.json': tsconfig, 'src/shop.ts': toggle };

describe('--help', () => {
  const shop = project(files);
  test.each([['--help'], ['check --help'], ['coverage --help'], ['explain --help'], ['doctor --help']])('%s', (args) => {
    const { status, stdout, stderr } = shop.proviso(args.split(' '));
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatchSnapshot();
  });

  test('no command, `help` and `-h` show the same', () => {
    const { stdout } = shop.proviso(['--help']);
    for (const args of [[], ['help'], ['-h']]) expect(shop.proviso(args)).toEqual({ status: 0, stdout, stderr: '' });
    expect(shop.proviso(['help', 'check'])).toEqual(shop.proviso(['check', '--help']));
  });

  test('--version', () => {
    expect(shop.proviso(['--version'])).toEqual({ status: 0, stdout: '0.0.0\n', stderr: '' });
  });
});

describe('what cannot be done ends with 2, and one line on stderr', () => {
  const rows: readonly (readonly [what: string, args: readonly string[], says: string, files?: Readonly<Record<string, string | object>>])[] = [
    ['an unknown command', ['chek'], 'there is no command chek. There are: check, merge, coverage, explain, doctor'],
    ['a name of every object', ['constructor'], 'there is no command constructor. There are: check, merge, coverage, explain, doctor'],
    ['an unknown command, asked for help', ['chek', '--help'], 'there is no command chek. There are: check, merge, coverage, explain, doctor'],
    ['an unknown option', ['check', '--rusn', '3'], 'there is no option --rusn. There are: --project, --config, --runs'],
    ['an unknown option of explain', ['explain', 'starved', '--all'], 'there is no option --all. There are: --project, --json'],
    ['an option at the end whose value is missing', ['check', '--sarif'], '--sarif has no value. It takes one: --sarif <file>'],
    ['an option whose value is the next option', ['check', '--junit', '--json'], '--junit has no value. It takes one: --junit <file>'],
    ['an option whose value is empty', ['check', '--shard=', '--json'], '--shard has no value. It takes one: --shard <i/n>'],
    ['an option of coverage whose value is missing', ['coverage', '-p', '--', 'true'], '-p has no value. It takes one: -p <file>'],
    ['a file that no tsconfig names', ['check', 'other/a.ts'], 'other/a.ts is not among the files of the tsconfig', { ...files, 'other/a.ts': 'export {};' }],
    ['a number that is none', ['check', '--runs', 'many'], '--runs takes a whole number from 1 on, not "many"'],
    ['a subject that is not there', ['check', 'tuggle'], 'nothing with a contract is called tuggle'],
    ['a tsconfig that is not there', ['check', '--project', 'tsconfig.none.json'], 'there is no tsconfig.none.json in <project>'],
    ['a configuration that is not there', ['check', '--config', 'none.json'], 'there is no none.json'],
    ['no name', ['explain'], 'Missing required positional argument: NAME'],
    ['two names', ['explain', 'starved', 'passed'], 'explain takes one name, not 2'],
    ['a name for doctor', ['doctor', 'shop'], 'doctor looks at the working directory and takes no names; "shop" is one'],
    ['a tsconfig that only refers to others', ['check'], 'only refers to other projects. Name one of them with --project: app/tsconfig.json, lib', { 'tsconfig.json': { files: [], references: [{ path: 'app/tsconfig.json' }, { path: 'lib' }] } }],
    ['no tsconfig', ['check'], 'there is no tsconfig.json in <project>. Run proviso in the folder of a package', { 'package.json': manifest }],
    ['a tsconfig that does not parse', ['check'], 'tsconfig.json cannot be used: ', { ...files, 'tsconfig.json': '{ "compilerOptions": { "strict": "so" } }' }],
    ['a configuration that does not parse', ['check'], 'proviso.config.json cannot be loaded: ', { ...files, 'proviso.config.json': '{ nothing' }],
    ['a configuration that throws', ['check'], 'proviso.config.js cannot be loaded: no such luck', { ...files, 'proviso.config.js': "throw new Error('no such luck');" }],
    ['a configuration with an option that does not exist', ['check'], 'proviso.config.ts: there is no option check.rusn. There are: check.runs', { ...files, 'proviso.config.ts': 'export default { check: { rusn: 3 } };' }],
    ['a configuration in CommonJS', ['check'], 'proviso.config.cjs: there is no option check.rusn', { ...files, 'proviso.config.cjs': 'module.exports = { check: { rusn: 3 } };' }],
    ['a configuration with an option of another type', ['doctor'], 'proviso.config.json: check.runs has to be a whole number', { ...files, 'proviso.config.json': { check: { runs: '3' } } }],
    ['a configuration of no calls at all', ['check'], 'proviso.config.json: check.runs has to be a whole number from 1 on', { ...files, 'proviso.config.json': { check: { runs: 0 } } }],
    ['an option of coverage with another name', ['coverage', '--min', '3'], 'there is no option --min. There are: --project, --config, --min-contracts'],
    ['coverage of a package that did not opt in', ['coverage', '--', 'true'], 'package.json does not name @proviso/runtime as a dependency', { ...files, 'package.json': { name: 'shop' } }],
    ['coverage without a tsconfig', ['coverage', '--', 'true'], 'there is no tsconfig.json in <project>', { 'package.json': manifest }],
    ['a package that did not opt in', ['check'], 'package.json does not name @proviso/runtime as a dependency', { ...files, 'package.json': { name: 'shop' } }],
  ];

  test.each(rows.map(([what, args, says, own]) => ({ what, args, says, own })))('$what', ({ args, says, own = files }) => {
    const { status, stdout, stderr } = project(own).proviso(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^proviso: .+\n$/);
    expect(stderr).toContain(says);
  });
});

describe('colours', () => {
  const shop: Project = project(files);
  const colour = '\u001b[';

  test('are in no file and no pipe, unless they are asked for', () => {
    expect(shop.proviso(['check']).stdout).not.toContain(colour);
    expect(shop.proviso(['check'], { FORCE_COLOR: '1' }).stdout).toContain(colour);
    expect(shop.proviso(['check'], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain(colour);
    expect(shop.proviso(['--help'], { FORCE_COLOR: '1' }).stdout).toContain(colour);
    expect(shop.proviso(['explain', 'starved'], { FORCE_COLOR: '0' }).stdout).not.toContain(colour);
  });

  test('are in no document for tools', () => {
    for (const args of [['check', '--json'], ['explain', 'starved', '--json'], ['doctor', '--json']]) {
      const { stdout } = shop.proviso(args, { FORCE_COLOR: '1' });
      expect(stdout).not.toContain(colour);
      expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    }
  });
});

test('in CI and in a pipe nothing is said besides the report', () => {
  const { stdout, stderr } = project(files).proviso(['check'], { CI: 'true' });
  expect(stderr).toBe('');
  expect(stdout).toBe('src/shop.ts\n  ✓ toggle  exhaustive(2)\n\n1 checked: 1 exhaustive\n');
});

test('a reader that stops in the middle changes neither the exit code nor what is said', async () => {
  const wrong = Array.from({ length: 40 }, (_, index) => `/** @ensures \`!result\` */\nexport function wrong${index}(on: boolean): boolean { return on; }\n`).join('');
  const { folder } = project({ ...files, 'src/shop.ts': wrong });
  const child = spawn(process.execPath, [fileURLToPath(new URL('../dist/main.js', import.meta.url)), 'check', '--json'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect([code, said]).toEqual([1, '']);
});
