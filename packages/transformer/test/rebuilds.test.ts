/** Builds that remember: `--incremental`, `tspc -b` and `--watch`. What changed is compiled again, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProject, errorsIn, tsconfig, type Watch } from './project.ts';

const line = (profile: string, enforced: number, ignored = 0): string =>
  `proviso ${profile}: ${enforced} ${enforced === 1 ? 'clause' : 'clauses'} enforced, 0 observed, ${ignored} ignored, 0 not yet supported`;

const linesOf = (output: string): string[] => output.split(/\r?\n/).filter((each) => each.startsWith('proviso '));

const f = (clause: string): string => `/**\n * @requires \`${clause}\`\n */\nexport function f(n: number): number {\n  return n;\n}\n`;
const g = `import { f } from './a.js';\n/** @ensures \`result > 0\` */\nexport function g(): number {\n  return f(1);\n}\n`;
const free = 'export const free = 1;\n';

/** The files whose time of writing differs. */
function written(before: Record<string, number>, after: Record<string, number>): string[] {
  return Object.keys({ ...before, ...after }).filter((file) => before[file] !== after[file]);
}

describe('--incremental', () => {
  const incremental = { lib: ['es5'], incremental: true, tsBuildInfoFile: 'out/.tsbuildinfo' };
  const project = createProject('rebuilds/incremental', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: incremental }),
    'src/a.ts': f('n > 0'),
    'src/b.ts': g,
    'src/free.ts': free,
  });

  /** Builds and tells which outputs it wrote, the build info aside. */
  const build = (): { status: number | null; output: string; wrote: string[] } => {
    const before = project.exists('out') ? project.times('out') : {};
    const finished = project.tspc('-p', '.');
    const after = project.exists('out') ? project.times('out') : {};
    return { ...finished, wrote: written(before, after).filter((file) => file.endsWith('.js')) };
  };

  test('writes everything at first', () => {
    expect(build()).toEqual({ status: 0, output: `${line('enforce', 2)}\n`, wrote: ['a.js', 'b.js', 'free.js'] });
  });

  test('writes nothing when nothing changed, and prints the same line', () => {
    const before = project.times('out');
    expect(build()).toEqual({ status: 0, output: `${line('enforce', 2)}\n`, wrote: [] });
    expect(project.times('out')).toEqual(before);
  });

  test('writes the file whose clause changed, and those that use it, to which its comments belong', () => {
    project.write({ 'src/a.ts': f('n > 1') });
    expect(build()).toEqual({ status: 0, output: `${line('enforce', 2)}\n`, wrote: ['a.js', 'b.js'] });
    expect(project.read('out/a.js')).toContain('n > 1');
  });

  test('writes the file whose body changed, and no other', () => {
    project.write({ 'src/a.ts': f('n > 1').replace('return n', 'return n + 1') });
    expect(build()).toEqual({ status: 0, output: `${line('enforce', 2)}\n`, wrote: ['a.js'] });
  });

  test('writes the contracted files again under another profile of the same tsconfig', () => {
    project.write({ 'tsconfig.json': tsconfig({ profile: 'off', options: incremental }) });
    expect(build()).toEqual({ status: 0, output: `${line('off', 0, 2)}\n`, wrote: ['a.js', 'b.js'] });
    expect(project.read('out/a.js')).not.toContain('p$');
    project.write({ 'tsconfig.json': tsconfig({ profile: 'enforce', options: incremental }) });
    expect(build()).toEqual({ status: 0, output: `${line('enforce', 2)}\n`, wrote: ['a.js', 'b.js'] });
  });

  test('reports an error again in every build until it is mended', () => {
    project.write({ 'src/a.ts': f('m > 0') });
    const places = [build(), build()].map(({ status, output }) => [status, errorsIn(output).map(({ at, code }) => `${at} TS${code}`)]);
    expect(places[0]).toEqual([2, ['src/a.ts(2,15) TS2304']]);
    expect(places[1]?.[1]).toEqual(['src/a.ts(2,15) TS2304']);
    project.write({ 'src/a.ts': f('name') });
    expect(errorsIn(build().output).map(({ code }) => code)).toEqual([2304]);
    project.write({ 'src/a.ts': f('n + 1') });
    expect([build(), build()].map(({ output }) => errorsIn(output).map(({ code }) => code))).toEqual([[97024], [97024]]);
    project.write({ 'src/a.ts': f('n > 0') });
    expect(build()).toMatchObject({ status: 0, output: `${line('enforce', 2)}\n` });
    expect(project.read('out/a.js')).toContain('n > 0');
  });

  test('checks a clause again when a type that it uses changes in another file', () => {
    project.write({
      'src/type.ts': 'export interface T {\n  size: number;\n}\n',
      'src/user.ts': "import type { T } from './type.js';\n/** @requires `t.size > 0` */\nexport function size(t: T): unknown {\n  return t;\n}\n",
    });
    expect(build()).toMatchObject({ status: 0, output: `${line('enforce', 3)}\n` });
    project.write({ 'src/type.ts': 'export interface T {\n  length: number;\n}\n' });
    expect(errorsIn(build().output)).toMatchObject([{ at: 'src/user.ts(2,18)', code: 2339 }]);
    project.write({ 'src/type.ts': 'export interface T {\n  size: number;\n}\n' });
    expect(build()).toMatchObject({ status: 0, output: `${line('enforce', 3)}\n` });
  });

  test('a package that opts in makes its contracts count', () => {
    project.write({ 'package.json': { name: 'incremental', type: 'module' } });
    expect(errorsIn(build().output).map(({ code }) => code)).toEqual([97027]);
    expect(project.read('out/a.js')).not.toContain('p$');
    project.write({ 'package.json': { name: 'incremental', type: 'module', dependencies: { '@proviso/runtime': '*' } } });
    expect(build()).toMatchObject({ status: 0 });
    expect(project.read('out/a.js')).toContain('p$');
  });
});

describe('boundary', () => {
  const project = createProject('rebuilds/boundary', {
    'tsconfig.json': tsconfig({ profile: 'boundary', options: { lib: ['es5'], incremental: true, tsBuildInfoFile: 'out/.tsbuildinfo' } }),
    'tsconfig.once.json': tsconfig({ profile: 'boundary', options: { lib: ['es5'], noEmitOnError: true, outDir: 'once' } }),
    'src/a.ts': f('n > 0'),
    'src/b.ts': g,
  });

  test('keeps the record of all contracts whole, whichever file changed', () => {
    expect(project.tspc('-p', '.').status).toBe(0);
    const before = project.read('out/contracts.json');
    for (const text of ['n > 0', 'result > 0']) expect(before).toContain(text);
    project.write({ 'src/a.ts': f('n > 1') });
    expect(project.tspc('-p', '.')).toMatchObject({ status: 0 });
    const after = project.read('out/contracts.json');
    for (const text of ['n > 1', 'result > 0']) expect(after).toContain(text);
    expect(after).not.toContain('n > 0');
    project.write({ 'src/a.ts': f('n > 0') });
    expect(project.tspc('-p', '.')).toMatchObject({ status: 0 });
    expect(project.read('out/contracts.json'), 'the same sources give the same bytes').toBe(before);
  });

  test('writes no record where it writes no output', () => {
    project.write({ 'src/a.ts': f('m > 0') });
    expect(project.tspc('-p', 'tsconfig.once.json').status).toBe(1);
    expect(project.exists('once')).toBe(false);
  });
});

/** A class whose contract `b.ts` inherits, and a file that has no contract and no heir of its own. */
const base = (clause: string): string => `export class Base {\n  /** @requires \`${clause}\` */\n  f(n: number): number {\n    return n;\n  }\n}\n`;
const heir = "import { Base } from './a.js';\nexport class Heir extends Base {\n  override f(m: number): number {\n    return m;\n  }\n}\n";
const user = "import { Heir } from './b.js';\nexport const one = new Heir().f(1);\n";

describe.each([false, true])('an inherited contract, isolatedModules %s', (isolatedModules) => {
  const options = { lib: ['es5'], incremental: true, tsBuildInfoFile: 'out/.tsbuildinfo', isolatedModules, removeComments: true };
  const project = createProject(`rebuilds/inherited-${isolatedModules}`, {
    'tsconfig.json': tsconfig({ profile: 'enforce', options }),
    'src/a.ts': base('n > 0'),
    'src/b.ts': heir,
    'src/c.ts': user,
  });
  const build = (...args: readonly string[]): { output: string; wrote: string[] } => {
    const before = project.exists('out') ? project.times('out') : {};
    const { output } = project.tspc(...args);
    return { output, wrote: written(before, project.times('out')).filter((file) => file.endsWith('.js')) };
  };

  test.each([[['-p', '.']], [['-b']]])('a change of it compiles the heir again, and nothing twice: %s', (args) => {
    project.write({ 'src/a.ts': base('n > 0') });
    build(...args);
    expect(project.read('out/b.js')).toContain('m > 0');
    expect(build(...args).wrote).toEqual([]);
    project.write({ 'src/a.ts': base('n > 1') });
    const { wrote, output } = build(...args);
    expect(wrote).toEqual(expect.arrayContaining(['a.js', 'b.js']));
    expect(linesOf(output)).toEqual([line('enforce', 2)]);
    expect(project.read('out/b.js')).toContain('m > 1');
    expect(build(...args).wrote).toEqual([]);
    project.write({ 'src/a.ts': base('n > 1').replace(/ *\/\*\*.*\n/, '') });
    expect(build(...args).wrote).toEqual(['a.js', 'b.js']);
    expect(project.read('out/b.js')).not.toContain('p$');
    expect(build(...args).wrote).toEqual([]);
  });
});

/** Changes of a base that leave the text and the place of every inherited clause as they were, and what the heir has only afterwards. */
const otherwise: readonly (readonly [what: string, before: string, after: string, shows: string])[] = [
  ['an invariant', 'export class Base {\n  f(n: number): number { return n; }\n}\n', '/** @invariant `true` */\nexport class Base {\n  f(n: number): number { return n; }\n}\n', 'p$open'],
  ['the order of parameters', base('n > 0').replace('(n:', '(n: number, k?:'), base('n > 0').replace('(n:', '(k: number, n?:'), 'k > 0'],
  ['a secret', base('n > 0').replace(' */', '\n   * @secret z */').replace('(n:', '(n: number, z?:'), base('n > 0').replace(' */', '\n   * @secret n */').replace('(n:', '(n: number, z?:'), 'redacted'],
];

describe.each(otherwise)('%s of a base', (what, before, after, shows) => {
  const project = createProject(`rebuilds/otherwise-${what.replaceAll(' ', '-')}`, {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { lib: ['es5'], incremental: true, tsBuildInfoFile: 'out/.tsbuildinfo', isolatedModules: true } }),
    'src/a.ts': before,
    'src/b.ts': heir.replace('(m: number)', '(m: number, k: number = 1)'),
  });

  test('compiles the heir again', () => {
    project.tspc('-p', '.');
    expect(project.read('out/b.js')).not.toContain(shows);
    project.write({ 'src/a.ts': after });
    project.tspc('-p', '.');
    expect(project.read('out/b.js')).toContain(shows);
  });
});

describe.each([false, true])('an inherited contract of another project, removeComments %s', (removeComments) => {
  const options = { lib: ['es5'], composite: true, removeComments };
  const project = createProject(`rebuilds/heirs-${removeComments}`, {
    'tsconfig.json': { files: [], references: [{ path: 'core' }, { path: 'app' }] },
    'core/tsconfig.json': tsconfig({ profile: 'enforce', options }),
    'core/src/a.ts': base('n > 0'),
    'app/tsconfig.json': { ...tsconfig({ profile: 'enforce', options }), references: [{ path: '../core' }] },
    'app/src/b.ts': heir.replace('./a.js', '../../core/src/a.js'),
  });
  const heirAfter = (change: string): string => {
    project.write({ 'core/src/a.ts': change });
    expect(project.tspc('-b')).toMatchObject({ status: 0 });
    expect(project.tspc('-b'), 'nothing is left to do').toEqual({ status: 0, output: '' });
    return project.read('app/out/b.js');
  };

  test('a change of it compiles the heir again', () => {
    expect(heirAfter(base('n > 0'))).toContain('m > 0');
    expect(heirAfter(base('n > 1'))).toContain('m > 1');
  });

  test('the heir says where it stands now', () => {
    expect(heirAfter(`\n\n${base('n > 1')}`)).toContain('|4:18|');
  });

  test('a change of a body leaves the heir alone', () => {
    project.write({ 'core/src/a.ts': `\n\n${base('n > 1').replace('return n', 'return n + 1')}` });
    expect(linesOf(project.tspc('-b').output)).toEqual([line('enforce', 1)]);
    expect(project.read('core/out/a.js')).toContain('n + 1');
  });
});

describe('-b over two projects', () => {
  const composite = { lib: ['es5'], composite: true };
  const project = createProject('rebuilds/references', {
    'tsconfig.json': { files: [], references: [{ path: 'core' }, { path: 'app' }] },
    'core/tsconfig.json': tsconfig({ profile: 'enforce', options: composite }),
    'core/src/a.ts': f('n > 0'),
    'app/tsconfig.json': { ...tsconfig({ profile: 'enforce', options: composite }), references: [{ path: '../core' }] },
    'app/src/b.ts': g.replace('./a.js', '../../core/src/a.js'),
  });

  const build = (): { status: number | null; output: string; wrote: string[] } => {
    const folders = ['core/out', 'app/out'];
    const times = (): Record<string, number> => Object.fromEntries(folders.flatMap((folder) => (project.exists(folder) ? Object.entries(project.times(folder)).map(([file, time]) => [`${folder}/${file}`, time]) : [])));
    const before = times();
    const finished = project.tspc('-b');
    return { ...finished, wrote: written(before, times()) };
  };

  test('builds both, with one line for each', () => {
    const { status, output, wrote } = build();
    expect({ status, lines: output.trim().split('\n') }).toEqual({ status: 0, lines: [line('enforce', 1), line('enforce', 1)] });
    expect(wrote).toEqual(expect.arrayContaining(['core/out/a.js', 'core/out/a.d.ts', 'app/out/b.js', 'app/out/b.d.ts']));
    expect(project.read('core/out/a.js')).toContain('p$fail');
    expect(project.read('app/out/b.js')).toContain('p$fail');
  });

  test('does nothing the second time', () => {
    expect(build()).toEqual({ status: 0, output: '', wrote: [] });
  });

  test('builds a project again when its profile changes, in the same tsconfig', () => {
    project.write({ 'core/tsconfig.json': tsconfig({ profile: 'off', options: composite }) });
    const { status, output, wrote } = build();
    expect({ status, lines: linesOf(output) }).toEqual({ status: 0, lines: [line('off', 0, 1)] });
    expect(wrote).toContain('core/out/a.js');
    expect(wrote, 'the declarations did not change, so the other project stands').not.toContain('app/out/b.js');
    expect(project.read('core/out/a.js')).not.toContain('p$');
  });

  test('an error in a clause fails the project and says where', () => {
    project.write({ 'core/tsconfig.json': tsconfig({ profile: 'enforce', options: composite }), 'core/src/a.ts': f('m > 0') });
    const { status, output } = build();
    expect(status).not.toBe(0);
    expect(errorsIn(output)).toMatchObject([{ at: 'core/src/a.ts(2,15)', code: 2304 }]);
    project.write({ 'core/src/a.ts': f('n = 0') });
    expect(errorsIn(build().output)).toMatchObject([{ at: 'core/src/a.ts(2,15)', code: 97021 }]);
    project.write({ 'core/src/a.ts': f('n > 2') });
    expect(build().status).toBe(0);
    expect(project.read('core/out/a.js')).toContain('n > 2');
  });
});

describe('-b over one source under many profiles', () => {
  const profiles = ['enforce', 'off', 'boundary', 'observe'];
  const source = '/**\n * @requires `n > 0`\n * @ensures `result.length > 0`\n */\nexport function f(n: number): string {\n  return String(n);\n}\n';
  const project = createProject('rebuilds/profiles', {
    'src/a.ts': source,
    ...Object.fromEntries(profiles.map((profile) => [`tsconfig.${profile}.json`, tsconfig({ profile, options: { lib: ['es5'], incremental: true, outDir: `out/${profile}` } })])),
  });
  const build = (): ReturnType<typeof project.tspc> => project.tspc('-b', ...profiles.map((profile) => `tsconfig.${profile}.json`));

  test('each has its own output and its own line', () => {
    const { status, output } = build();
    expect(status).toBe(0);
    expect(linesOf(output)).toEqual([line('enforce', 2), line('off', 0, 2), line('boundary', 1, 1), 'proviso observe: 0 clauses enforced, 2 observed, 0 ignored, 0 not yet supported']);
    const outputs = profiles.map((profile) => project.read(`out/${profile}/a.js`));
    expect(outputs.map((text) => [text.includes('p$fail('), text.includes('p$('), text.includes('p$observe(')])).toEqual([
      [true, false, false],
      [false, false, false],
      [false, true, false],
      [false, false, true],
    ]);
  });

  test('an error is said by each that checks types', () => {
    project.write({ 'src/a.ts': source.replace('length', 'size') });
    const { output } = build();
    expect(errorsIn(output).map(({ at, code }) => `${at} TS${code}`)).toEqual(Array.from({ length: 3 }, () => 'src/a.ts(3,21) TS2339'));
  });
});

describe('--incremental, for declarations alone', () => {
  const project = createProject('rebuilds/declarations', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { lib: ['es5'], incremental: true, declaration: true, emitDeclarationOnly: true, tsBuildInfoFile: 'out/.tsbuildinfo' } }),
    'src/a.ts': f('n > 0'),
  });

  test('writes the record of contracts, as a build without memory does', () => {
    expect(project.tspc('-p', '.').status).toBe(0);
    const record = project.read('out/contracts.json');
    expect(record).toContain('"n > 0"');
    project.tspc('-p', '.', '--incremental', 'false', '--tsBuildInfoFile', 'null', '--outDir', 'whole');
    expect(project.read('whole/contracts.json')).toBe(record);
  });

  test('writes it again when a clause changes', () => {
    project.write({ 'src/a.ts': f('n > 1') });
    expect(project.tspc('-p', '.').status).toBe(0);
    expect(project.read('out/contracts.json')).toContain('"n > 1"');
  });
});

describe('--watch', () => {
  const project = createProject('rebuilds/watch', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { lib: ['es5'] } }),
    'src/a.ts': f('n > 0'),
    'src/free.ts': free,
  });
  let watch: Watch;
  beforeAll(() => {
    watch = project.watch('-p', '.');
  });
  afterAll(() => watch.stop());

  test('prints the line once in the first build', async () => {
    expect(linesOf(await watch.nextBuild())).toEqual([line('enforce', 1)]);
    expect(project.read('out/a.js')).toContain('n > 0');
  });

  test('picks up a contract that is added to a file without any', async () => {
    const output = await watch.nextBuild(() => project.write({ 'src/free.ts': f('n < 9') }));
    expect(linesOf(output)).toEqual([line('enforce', 2)]);
    expect(project.read('out/free.js')).toContain('n < 9');
  });

  test('reports an error, and clears it once it is mended', async () => {
    const broken = await watch.nextBuild(() => project.write({ 'src/a.ts': f('m > 0') }));
    expect(errorsIn(broken)).toMatchObject([{ at: 'src/a.ts(2,15)', code: 2304 }]);
    expect(broken).toContain('Found 1 error.');
    const worse = await watch.nextBuild(() => project.write({ 'src/a.ts': f('n + 1') }));
    expect(errorsIn(worse)).toMatchObject([{ at: 'src/a.ts(2,15)', code: 97024 }]);
    const mended = await watch.nextBuild(() => project.write({ 'src/a.ts': f('n > 3') }));
    expect(mended).toContain('Found 0 errors.');
    expect(linesOf(mended)).toEqual([line('enforce', 2)]);
    expect(project.read('out/a.js')).toContain('n > 3');
  });

  test('forgets the contracts of a file that loses them', async () => {
    expect(linesOf(await watch.nextBuild(() => project.write({ 'src/free.ts': free })))).toEqual([line('enforce', 1)]);
    expect(project.read('out/free.js')).toBe(free);
  });

  test('keeps counting all files when one without contracts changes', async () => {
    expect(linesOf(await watch.nextBuild(() => project.write({ 'src/free.ts': 'export const free = 2;\n' })))).toEqual([line('enforce', 1)]);
  });
});

describe('--watch and an inherited contract', () => {
  const project = createProject('rebuilds/watch-inherited', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { lib: ['es5'] } }),
    'src/a.ts': base('n > 0'),
    'src/b.ts': heir,
  });
  let watch: Watch;
  beforeAll(() => {
    watch = project.watch('-p', '.');
  });
  afterAll(() => watch.stop());

  test('compiles the heir again', async () => {
    expect(linesOf(await watch.nextBuild())).toEqual([line('enforce', 2)]);
    expect(project.read('out/b.js')).toContain('m > 0');
    expect(linesOf(await watch.nextBuild(() => project.write({ 'src/a.ts': base('n > 1') })))).toEqual([line('enforce', 2)]);
    expect(project.read('out/b.js')).toContain('m > 1');
  });
});
