/** Sources that Node runs as they are: by the set-up of the page, as ES modules and as CommonJS, alone and beside tsx. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { manifest, packageFolder, project, type Project } from './project.ts';
import { enforced, shop, unchecked } from './shop.ts';
import { startWatch } from './watching.ts';

const page = readFileSync(new URL('../../docs/hosts/node.md', import.meta.url), 'utf8');

/** What the page says to run, and it again beside tsx. */
const commands = [...page.matchAll(/^node ((?:--import \S+ )+)src\/main\.ts$/gm)].map(([, options = '']) => options.trim().split(' '));
const [alone = [], besideTsx = []] = commands;

/** Node knows no other ending for a source than its own. */
const sources = Object.fromEntries(Object.entries(shop).map(([path, content]) => [path, typeof content === 'string' ? content.replaceAll(".js'", ".ts'") : content]));

function inPackage(name: string, type: string | undefined, files: Readonly<Record<string, string | object>> = {}): Project {
  return project(`node-${name}`, { ...sources, 'package.json': { ...manifest, type }, ...files });
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run({ folder }: Project, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ran {
  const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { ...inherited, NO_COLOR: '1', ...env } });
  return { status, stdout: stdout.replaceAll(`${folder}/`, '').trim(), stderr: stderr.replaceAll(`${folder}/`, '').trim() };
}

test('the page has the commands', () => {
  expect(commands).toEqual([['--import', '@proviso/unplugin/node'], ['--import', 'tsx', '--import', '@proviso/unplugin/node']]);
});

describe.each([['alone', alone], ['beside tsx', besideTsx]])('%s', (name, options) => {
  test.each([['module', 'src/main.ts'], ['commonjs', 'src/main.ts'], ['commonjs', 'entry.js']])('a package of type %s, from %s: every clause is enforced, and frames lead to clauses', (type, entry) => {
    const made = inPackage(`${name.replace(' ', '-')}-${type}-${entry.replace(/\W/g, '-')}`, type, { 'entry.js': "require('./src/main.ts');\n" });
    expect(run(made, [...options, entry])).toEqual({ status: 0, stdout: enforced, stderr: '' });
  });

  test('endings say what package.json does not', () => {
    const text = "/** @requires `n > 0` */\nexport function half(n: number) {\n  return n / 2;\n}\n";
    const made = inPackage(`${name.replace(' ', '-')}-endings`, undefined, {
      'a.mts': `${text}try { half(-1) } catch (error) { console.log(String(error), import.meta.url.slice(-5)) }\nexport const url: string = import.meta.url;\n`,
      'b.cts': `${text}try { half(-1) } catch (error) { console.log(String(error), typeof module) }\nrequire('./a.mts');\n`,
    });
    const said = (file: string, more: string): string => `ContractViolationError: half requires \`n > 0\`\n  n = -1\n  at ${file}:1:16; blame: the caller ${more}`;
    expect(run(made, [...options, 'a.mts'])).toEqual({ status: 0, stdout: said('a.mts', 'a.mts'), stderr: '' });
    expect(run(made, [...options, 'b.cts']).stdout).toContain(said('b.cts', 'object'));
  });
});

describe('what the tsconfig says', () => {
  const fields = `class Base {
  constructor() {
    this.begin();
  }

  begin(): void {}
}

class Heir extends Base {
  name!: string;

  /** @requires \`n > 0\` */
  add(n: number): number {
    return n;
  }

  override begin(): void {
    this.name = 'begun';
  }
}

console.log(new Heir().name);
`;

  test.each([
    ['ES2020', 'begun'],
    ['ES2022', 'undefined'],
  ])('fields for %s, with contracts and without', (target, expected) => {
    const made = inPackage(`fields-${target}`, 'module', { 'tsconfig.json': { compilerOptions: { target } }, 'with.ts': fields, 'without.ts': fields.replace(/ *\/\*\*.*\n/, '') });
    for (const [options, file] of [[alone, 'with.ts'], [alone, 'without.ts'], [besideTsx, 'with.ts'], [besideTsx, 'without.ts']] as const) {
      // A Node that strips types itself knows no tsconfig, and is left with what has no contract.
      if (options === alone && file === 'without.ts' && (process.features as { readonly typescript?: unknown }).typescript) continue;
      expect(run(made, [...options, file])).toEqual({ status: 0, stdout: expected, stderr: '' });
    }
  });

  test('the one that tsx is given', () => {
    const decorated = "function seen(target: object, name: string): void {\n  console.log(name, 'count' in target);\n}\n\nclass Box {\n  count!: number;\n\n  /** @requires `n > 0` */\n  @seen\n  add(n: number): number {\n    return n;\n  }\n}\n\nconsole.log('name' in new Box(), new Box().add(2));\n";
    const made = inPackage('tsx-tsconfig', 'module', { 'tsconfig.json': { files: [] }, 'tsconfig.other.json': { compilerOptions: { experimentalDecorators: true } }, 'decorated.ts': decorated });
    expect(run(made, [`${packageFolder('tsx')}/dist/cli.mjs`, '--tsconfig', 'tsconfig.other.json', ...alone, 'decorated.ts'])).toEqual({ status: 0, stdout: 'add false\nfalse 2', stderr: '' });
  });
});

describe('a contract leaves the kind of a module as it is', () => {
  const kind = `import { half } from './half';

CONTRACTexport function twice(n: number): number {
  return half(n) * 4;
}

console.log(twice(2), typeof module, typeof require);
`;
  const files = {
    'half.ts': '/** @requires `n > 0` */\nexport function half(n: number): number {\n  return n / 2;\n}\n',
    'with.ts': kind.replace('CONTRACT', '/** @requires `n > 0` */\n'),
    'without.ts': kind.replace('CONTRACT', ''),
    'required.cjs': "require(`./${process.argv[2]}`);\n",
    'imported.mjs': 'await import(`./${process.argv[2]}`);\n',
  };

  test.each([
    [undefined, []],
    ['commonjs', []],
    ['module', []],
    [undefined, ['required.cjs']],
    ['module', ['required.cjs']],
    [undefined, ['imported.mjs']],
    ['module', ['imported.mjs']],
  ])('beside tsx, in a package of type %s, by %j', (type, by) => {
    const made = inPackage(`kind-${type}-${by.length === 0 ? 'run' : by.join('').replace('.', '-')}`, type, files);
    const said = type === 'module' && by[0] !== 'required.cjs' ? '4 undefined undefined' : '4 object function';
    for (const file of ['with.ts', 'without.ts']) expect(run(made, [...besideTsx, ...by, file])).toEqual({ status: 0, stdout: said, stderr: '' });
  });

  test.each([['alone', alone], ['beside tsx', besideTsx]])('%s, CommonJS imports ES modules that wait for something', (name, options) => {
    const made = inPackage(`import-${name.replace(' ', '-')}`, 'commonjs', {
      'counter.mjs': 'await 0;\nexport let count = 0;\nexport const add = () => count++;\n',
      'main.ts': "/** @requires `n > 0` */\nasync function counted(n: number): Promise<number> {\n  const counter = await import('./counter.mjs');\n  for (let i = 0; i < n; i++) counter.add();\n  return counter.count;\n}\n\nvoid counted(2).then(console.log);\n",
    });
    expect(run(made, [...options, 'main.ts'])).toEqual({ status: 0, stdout: '2', stderr: '' });
  });
});

describe('profiles', () => {
  const made = inPackage('profiles', 'module');

  test('off', () => {
    expect(run(made, [...alone, 'src/main.ts'], { PROVISO_PROFILE: 'off' }).stdout.replace(/ContractViolationError: assert[^]*?\n {2}@.*\n/, '5\n')).toBe(unchecked);
  });

  test('in production, preconditions of exported functions', () => {
    expect(run(made, [...alone, 'src/main.ts'], { NODE_ENV: 'production' }).stdout).toMatch(/^4\nContractViolationError: .*\n[^]*\n400\nContractViolationError: [^]*\n12\n5\n-1$/);
  });

  test('one that does not exist', () => {
    expect(run(made, [...alone, 'src/main.ts'], { PROVISO_PROFILE: 'enforced' })).toEqual({ status: 1, stdout: '', stderr: 'proviso: "enforced" is not a profile of Proviso. The profiles are `off`, `boundary`, `observe`, `enforce` and `audit`.' });
  });
});

test('a script sets options itself, and JavaScript takes part where they say so', () => {
  const contract = '/** @requires `n > 0` */';
  const made = inPackage('register', 'module', {
    'start.mjs': "import { register } from '@proviso/unplugin/register';\n\nregister({ profile: 'enforce', include: ['**/*.js', '**/*.cjs'] });\nawait import('./esm.js');\nawait import('./common.cjs');\nawait import('./main.mts');\n",
    'esm.js': `${contract}\nexport function half(n) {\n  return n / 2;\n}\ntry { half(-1) } catch (error) { console.log(String(error)) }\n`,
    'common.cjs': `${contract}\nfunction half(n) {\n  return n / 2;\n}\nexports.half = half;\nif (exports.__esModule) throw new Error('no ES module');\ntry { half(-1) } catch (error) { console.log(String(error)) }\n`,
    'main.mts': `${contract}\nexport function half(n: number): number {\n  return n / 2;\n}\nconsole.log(half(-1));\n`,
  });
  const said = (file: string): string => `ContractViolationError: half requires \`n > 0\`\n  n = -1\n  at ${file}:1:16; blame: the caller`;
  expect(run(made, ['start.mjs'])).toEqual({ status: 0, stdout: `${said('esm.js')}\n${said('common.cjs')}\n-0.5`, stderr: '' });
});

const waiting = "import { Box } from './box.ts';\n\ntry {\n  console.log('added', new Box().add(5));\n} catch (error) {\n  console.log(String(error));\n}\nsetInterval(() => undefined, 1000);\n";

test.each([
  ['node', [process.execPath, '--watch', ...alone]],
  ['tsx', [process.execPath, `${packageFolder('tsx')}/dist/cli.mjs`, 'watch', '--clear-screen=false', '--include', './src/**/*.ts', ...alone]],
])('a watch of %s runs again for a contract of an interface, which nothing loads, and for a mended one', async (name, command) => {
  const { folder } = inPackage(`watch-${name}`, 'module', { 'src/main.ts': waiting, 'src/box.ts': (sources['src/box.ts'] as string).replace(/^ *assert.*\n/m, '').replace(/^import \{ assert.*\n/, '') });
  const watch = startWatch({ onTestFinished }, folder, [...command, 'src/main.ts']);
  await watch.until('a first run', () => watch.said().includes('added 5'));
  await watch.change('src/counted.ts', 'by > 0', 'by > 70');
  await watch.until('the violation', () => watch.said().includes('Box.add requires `by > 70`'));
  await watch.change('src/counted.ts', 'by > 70', 'by >');
  await watch.until('the mistake', () => watch.said().includes('TS97001'));
  await watch.change('src/counted.ts', 'by >`', 'by > 2`');
  await watch.until('what was mended', () => watch.said().includes('added 5'));
});

describe('what goes wrong', () => {
  test('a mistake in a contract stops the program before the file runs, without a trace of ours', () => {
    const made = inPackage('mistake', 'module', { 'src/main.ts': "console.log('runs');\n/** @requires `n >` */\nexport function f(n: number) {\n  return n;\n}\n" });
    const { status, stdout, stderr } = run(made, [...alone, 'src/main.ts']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/src\/main\.ts:2:\d+ TS97\d+: /);
    expect(stderr).toContain('2 | /** @requires `n >` */');
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  test('a file that does not parse is for Node to report', () => {
    const made = inPackage('broken', 'module', { 'src/main.ts': '/** @requires `n > 0` */\nexport function f(n: number: number) {\n  return n;\n}\n' });
    const { status, stderr } = run(made, [...alone, 'src/main.ts']);
    expect(status).toBe(1);
    expect(stderr).toContain('SyntaxError');
    expect(stderr).toContain('src/main.ts:2');
  });

  test('a package that does not name the runtime', () => {
    const made = inPackage('stray', 'module', { 'package.json': { name: 'shop', type: 'module' } });
    const { status, stderr } = run(made, [...alone, 'src/main.ts']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/TS97\d+: .*@proviso\/runtime/);
  });

  test('two profiles in one process', () => {
    const made = inPackage('profiles', 'module', { 'src/twice.ts': "import { register } from '@proviso/unplugin/register';\nregister({ profile: 'enforce' });\nregister({ profile: 'audit' });\n" });
    const { status, stderr } = run(made, [...alone, 'src/twice.ts']);
    expect(status).toBe(1);
    expect(stderr).toContain('Error: @proviso/unplugin compiles what this process loads with the profile `enforce` already');
  });

  test('listed twice beside tsx, as `node --test` of Node 24 has it, it works', () => {
    const made = inPackage('twice', 'module');
    expect(run(made, [...besideTsx, ...besideTsx, 'src/main.ts'])).toEqual({ status: 0, stdout: enforced, stderr: '' });
  });

  test('listed before tsx', () => {
    const made = inPackage('before-tsx', 'module');
    expect(run(made, [...alone, '--import', 'tsx', 'src/main.ts'])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('has to come after tsx') as string });
  });
});
