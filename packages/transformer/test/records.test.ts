/** What a dependency records of its contracts beside its output, and what heirs of another package make of that. */
import { compileText, moduleFinder, packageFinder, profiles, type Host } from '@proviso/compiler';
import { describe, expect, test } from 'vitest';
import ts from 'typescript';
import { createProject, errorsIn, tsconfig, type Files, type Project } from './project.ts';

/** TypeScript shows nothing of these clauses in declarations without comments, nor of the import, the constant and the implementation. */
const source = {
  'node_modules/dep/package.json': { name: 'dep', version: '1.0.0', type: 'module', exports: './dist/index.js', types: './dist/index.d.ts', dependencies: { '@proviso/runtime': '*' } },
  'node_modules/dep/src/limits.ts': 'export const longest: number = 3;\n',
  'node_modules/dep/src/index.ts': `import { requires } from '@proviso/runtime';
import { longest } from './limits.js';
export { longest as most } from './limits.js';
const hidden = 5;

export interface Store {
  /** @requires \`key.length <= longest\`: keys are short */
  get(key: string): string;
}

export class Counter {
  /** @ensures \`result < hidden\` */
  count(): number {
    return 1;
  }
}

/** @invariant \`Number.isInteger(value) && value >= 0\` */
export type Count = number;

/** @invariant \`this.size >= 0\` */
export class Box {
  size = 0;
  put(value: string): void;
  put(value: number, ...more: number[]): void;
  put(what: string | number, ...rest: number[]): void {
    requires(\`\${what}\` !== '' && rest.length < 2);
    this.size += 1;
  }
  /** @secret key
   * @requires \`key !== 'open'\` */
  unlock(key: string): void {
    void key;
  }
}
`,
  'node_modules/dep/tsconfig.json': tsconfig({ profile: 'enforce', options: { declaration: true, removeComments: true, outDir: 'dist' } }),
};

const heir = `import { most, Box, Counter, type Count, type Store } from 'dep';
export class Memory implements Store {
  get(name: string): string {
    return name;
  }
}
export class Many extends Counter {
  override count(): number {
    return 7;
  }
}
export class Crate extends Box {
  override put(...all: unknown[]): void {
    this.size = -1;
  }
  override unlock(word: string): void {
    void word;
  }
}
export function double(n: Count): Count {
  return n * 2;
}
export const kept: number = most;
`;

const run = `import { Crate, double, Memory } from './heir.js';
declare const console: { log(text: string): void };
const attempts = [() => new Memory().get('long'), () => new Crate().put(''), () => new Crate().put('x', 1, 2), () => new Crate().put('x'), () => new Crate().unlock('open'), () => double(-1)];
for (const attempt of attempts) {
  try {
    attempt();
    console.log('no violation');
  } catch (error) {
    console.log((error as Error).message);
  }
}
`;

function project(name: string, files: Files = {}): Project {
  const created = createProject(name, { ...source, 'tsconfig.json': tsconfig({ profile: 'enforce' }), 'src/heir.ts': heir, 'src/run.ts': run, ...files });
  const { status, output } = created.tspc('-p', 'node_modules/dep');
  expect(status, output).toBe(0);
  return created;
}

const record = 'node_modules/dep/dist/contracts.json';

describe('a dependency without comments in its declarations', () => {
  const { tspc, read, node, root, write } = project('records');

  test('is as it was meant: its declarations say nothing', () => {
    const declarations = read('node_modules/dep/dist/index.d.ts');
    expect(declarations).not.toMatch(/longest <|hidden|what:|@requires/);
    expect(JSON.parse(read(record))).toMatchObject({ sources: { dep: 'src' } });
  });

  test('says which names the heir has to have', () => {
    const { output } = tspc('-p', '.');
    expect(errorsIn(output)).toEqual([
      { at: 'src/heir.ts(8,12)', code: 97071, text: expect.stringContaining('`hidden` is not exported by the file that declares it') as string },
    ]);
  });

  test('has its contracts checked in heirs', () => {
    write({ 'src/heir.ts': heir.replace('  override count()', '  /** @trusted it is one of few */\n  override count()') });
    expect(tspc('-p', '.')).toMatchObject({ status: 0 });
    expect(node('out/run.js').output).toMatchInlineSnapshot(`
      "Memory.get requires \`key.length <= longest\`: keys are short
        key.length = 4, longest = 3
        at dep/src/index.ts:7:18, inherited from Store.get; blame: the caller
      Crate.put requires \`\`\${what}\` !== '' && rest.length < 2\`
        \`\${what}\` = "", what = ""
        not evaluated: rest.length
        at dep/src/index.ts:27:14, inherited from Box.put; blame: the caller
      Crate.put requires \`\`\${what}\` !== '' && rest.length < 2\`
        \`\${what}\` = "x", what = "x", rest.length = 2
        at dep/src/index.ts:27:14, inherited from Box.put; blame: the caller
      Box keeps \`this.size >= 0\`
        this.size = -1
        at src/index.ts:21:17; blame: the callee
      Crate.unlock requires \`key !== 'open'\`
        key = [redacted]
        at dep/src/index.ts:31:17, inherited from Box.unlock; blame: the caller
      double requires \`Count\` of n: \`Number.isInteger(value) && value >= 0\`
        Number.isInteger(value) = true, value = -1
        at dep/src/index.ts:18:17; blame: the caller
      "
    `);
  });

  test('keeps its secrets out of what heirs promise themselves', () => {
    const secretive = createProject('records-secrets', {
      ...source,
      'node_modules/dep/src/index.ts': `export class Safe {
  /** @secret pin */
  constructor(protected pin = 'hunter2') {}
  /** @secret key */
  open(key: string): boolean { return key === this.pin; }
}
`,
      'tsconfig.json': tsconfig({ profile: 'enforce' }),
      'src/heir.ts': `import { Safe } from 'dep';
export class Open extends Safe {
  /** @ensures \`word === '' && this.pin === ''\` */
  override open(word: string): boolean { return word === ''; }
}
`,
      'src/run.ts': run.replace(/Crate, .* from/, 'Open } from').replace(/\[\(\).*\]/, "[() => new Open().open('hunter2'), () => new Open().open('')]"),
    });
    for (const folder of ['node_modules/dep', '.']) expect(secretive.tspc('-p', folder)).toMatchObject({ status: 0 });
    expect(secretive.node('out/run.js').output).toMatchInlineSnapshot(`
      "Open.open ensures \`word === '' && this.pin === ''\`
        word = [redacted], this.pin = [redacted]
        at src/heir.ts:3:17; blame: the callee
      Open.open ensures \`word === '' && this.pin === ''\`
        word = [redacted], this.pin = [redacted]
        at src/heir.ts:3:17; blame: the callee
      "
    `);
  });

  test('has them checked by the text printer too', () => {
    const host: Host = { ts, packageOf: packageFinder(ts), resolveModule: moduleFinder(ts, {}) };
    const compiled = compileText(host, { fileName: `${root}/src/heir.ts`, text: read('src/heir.ts'), profile: profiles.enforce });
    expect(compiled?.errors).toEqual([]);
    expect(compiled?.unsupported).toEqual([]);
    expect(compiled?.code).toContain('most');
    const { outputText } = ts.transpileModule(compiled?.code ?? '', { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
    write({ 'text/heir.js': outputText, 'text/run.js': read('out/run.js') });
    expect(node('text/run.js').output).toBe(node('out/run.js').output);
  });
});

describe('a record', () => {
  const { tspc, write, read, exists } = project('records-broken', { 'src/heir.ts': heir.replace('  override count()', '  /** @trusted it is one of few */\n  override count()') });
  const whole = read(record);
  type Loose = Record<string, unknown> & { packages: Record<string, Record<string, Record<string, unknown>[]>> };
  const changed = (change: (parsed: Loose) => void): string => {
    const parsed = JSON.parse(whole) as Loose;
    change(parsed);
    return JSON.stringify(parsed);
  };
  const contracts = (parsed: Loose): Record<string, unknown>[] => parsed.packages['dep']?.['src/index.ts'] ?? [];
  const clauseOf = (parsed: Loose): Record<string, unknown> => (contracts(parsed)[0]?.['clauses'] as Record<string, unknown>[])[0] ?? {};

  test.each<[string, string, RegExp]>([
    ['that is cut off', whole.slice(0, 400), /it is not JSON/],
    ['of another version', changed((all) => (all['version'] = 2)), /the file\.version is not one of 1/],
    ['with a field that nobody knows', changed((all) => (clauseOf(all)['then'] = 'x')), /then is unknown/],
    ['with a prototype', whole.replace('"profile": "enforce"', '"profile": "enforce", "__proto__": { "version": 1 }'), /the file\.__proto__ is unknown/],
    ['with a prototype for a clause', whole.replace('"kind": "requires"', '"__proto__": { "kind": "requires" }, "constructor": "requires"'), /lacks `kind`/],
    ['with a name that is code', changed((all) => (clauseOf(all)['names'] = { 'x; evil()': { module: '.' } })), /the name in .* is not a name/],
    ['with a clause of several lines', changed((all) => (clauseOf(all)['source'] = 'true)\nevil(')), /is not one line of text/],
    ['with a clause that does not parse', changed((all) => (clauseOf(all)['source'] = 'true); evil(')), /does not parse/],
    ['with a clause that says something else', changed((all) => (clauseOf(all)['source'] = 'key.length <= 0')), /is not what its hash stands for/],
    ['that is nested deep', `{"profile":"enforce","packages":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /the file lacks `version`/],
    ['with a clause that is nested deep', changed((all) => (clauseOf(all)['source'] = `${'('.repeat(30_000)}1${')'.repeat(30_000)}`)), /does not parse/],
  ])('%s is not used, and the build says so, once', (_, text, reason) => {
    write({ [record]: text });
    const { status, output } = tspc('-p', '.');
    expect(status, output).toBe(0);
    expect(output).toMatch(reason);
    expect(output.match(/`dep\/dist\/contracts\.json` is not used, since/g)).toHaveLength(1);
    expect(output).toMatch(/^ {2}src\/heir\.ts:1:\d+ What is inherited from `dep` is known by its declarations alone/m);
    expect(output).toContain('1 not yet supported');
    expect(exists('out/heir.js')).toBe(true);
  });

  test.each([['[]'], ['{}'], ['{"contracts":[{"abi":[]}]}'], ['null']])('%s is another file of that name', (text) => {
    write({ [record]: text });
    expect(tspc('-p', '.')).toMatchObject({ status: 0, output: expect.not.stringContaining('contracts.json') as string });
  });

  test('leads to no file outside of its package', () => {
    const text = changed((all) => {
      clauseOf(all)['names'] = { longest: { module: '../../../src/limits.js', export: 'longest' } };
    });
    write({ [record]: text, 'src/limits.ts': 'export const longest: number = 1;\n', 'src/heir.ts': `import { longest } from './limits.js';\n${read('src/heir.ts')}export const used: number = longest;\n` });
    expect(errorsIn(tspc('-p', '.').output)).toMatchObject([{ code: 97071, text: expect.stringContaining('`longest` is not') as string }]);
  });

  test('is looked for in its package only', () => {
    write({ 'node_modules/contracts.json': whole, 'contracts.json': whole });
    write({ [record]: '{}' });
    expect(tspc('-p', '.').output).toContain('0 not yet supported');
  });
});

describe('a record of another build than the declarations', () => {
  test('is not used, and what the declarations say is', () => {
    const { tspc, write, read } = project('records-stale', {
      'node_modules/dep/src/index.ts': 'export interface Store {\n  /** @requires `key !== ""` */\n  get(key: string): string;\n}\n',
      'node_modules/dep/tsconfig.json': tsconfig({ profile: 'enforce', options: { declaration: true, outDir: 'dist' } }),
      'src/heir.ts': 'import type { Store } from \'dep\';\nexport class Memory implements Store {\n  get(key: string): string {\n    return key;\n  }\n}\n',
      'src/run.ts': '',
    });
    expect(tspc('-p', '.').output).toBe('proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported\n');
    write({ 'node_modules/dep/dist/index.d.ts': read('node_modules/dep/dist/index.d.ts').replace('key !== ""', 'key.length > 9') });
    const { output } = tspc('-p', '.');
    expect(output).toContain('proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 1 not yet supported');
    expect(output).toContain('it is of another build: it lacks `key.length > 9`, which the declarations have');
    expect(read('out/heir.js')).toContain('key.length > 9');
  });
});

describe('the invariant of a base class', () => {
  const built = (profile: string): Project => project(`records-invariant-${profile}`, {
    'node_modules/dep/src/index.ts': `const none = 0;
/** @invariant \`this.size >= none\` */
export class Hidden {
  size = 0;
}
/**
 * @invariant \`this.size >= 0\`
 * @invariant \`this.#weight >= 0\`
 */
export class Box {
  size = 0;
  #weight = 0;
  weigh(): number {
    return this.#weight;
  }
}
`,
    'node_modules/dep/tsconfig.json': tsconfig({ profile, options: { declaration: true, removeComments: true, outDir: 'dist' } }),
    'src/heir.ts': `import { Box, Hidden } from 'dep';
export class Crate extends Box {
  empty(): void {
    this.size = -1;
  }
}
export class Pallet extends Crate {
  clear(): void {
    this.size = -2;
  }
}
/** @trusted its size only grows */
export class Known extends Hidden {}
export class Unknown extends Hidden {}
`,
    'src/run.ts': `import { Crate, Pallet } from './heir.js';
declare const console: { log(text: string): void };
for (const attempt of [() => new Crate().empty(), () => new Pallet().clear()]) {
  try {
    attempt();
    console.log('no violation');
  } catch (error) {
    console.log((error as Error).message);
  }
}
`,
  });

  test('is checked by an heir if its own build leaves it out, once along a line of heirs', () => {
    const { tspc, read, node } = built('boundary');
    const { output } = tspc('-p', '.');
    expect(output).toContain('proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 2 not yet supported\n');
    expect(output).toContain('`Crate` does not check @invariant `this.#weight >= 0` of `Box`, which the build of that package left out: `#weight` is private');
    expect(output).toContain('`Unknown` does not check @invariant `this.size >= none` of `Hidden`');
    expect(output).not.toContain('`Known`');
    expect(read('out/heir.js').split('this.size) >= 0')).toHaveLength(2);
    expect(node('out/run.js').output).toMatch(/^Crate keeps `this.size >= 0`\n {2}this.size = -1\n {2}at dep\/src\/index.ts:7:16, inherited from Box; blame: the callee\n\n?Crate keeps `this.size >= 0`\n {2}this.size = -2\n/);
  });

  test('is left to the base class if its build checks it', () => {
    const { tspc, read, node } = built('enforce');
    expect(tspc('-p', '.').output).toBe('proviso enforce: 0 clauses enforced, 0 observed, 0 ignored, 0 not yet supported\n');
    expect(read('out/heir.js')).not.toContain('>= 0');
    expect(node('out/run.js').output).toContain('Box keeps `this.size >= 0`\n  this.size = -2\n');
  });
});

test('a record beside declarations that have a folder of their own', () => {
  const { tspc } = project('records-beside', {
    'node_modules/dep/package.json': { ...source['node_modules/dep/package.json'], exports: { types: './types/index.d.ts', default: './dist/index.js' } },
    'node_modules/dep/tsconfig.json': tsconfig({ profile: 'boundary', options: { declaration: true, removeComments: true, outDir: 'dist', declarationDir: 'types' } }),
    'src/heir.ts': "import { most, type Store } from 'dep';\nexport class Memory implements Store {\n  get(key: string): string {\n    return key + String(most);\n  }\n}\n",
    'src/run.ts': '',
  });
  expect(tspc('-p', '.')).toEqual({ status: 0, output: 'proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported\n' });
});

test('a record of sources outside of the folder of their tsconfig, written beside them', () => {
  const { read, exists, tspc } = createProject('records-elsewhere', {
    'package.json': { name: 'dep', type: 'module', dependencies: { '@proviso/runtime': '*' } },
    'src/index.ts': '/** @requires `n > 0` */\nexport const half = (n: number): number => n / 2;\n',
    'config/tsconfig.json': { ...tsconfig({ profile: 'enforce', options: { rootDir: undefined, outDir: undefined } }), include: ['../src'] },
  });
  expect(tspc('-p', 'config')).toMatchObject({ status: 0 });
  expect(read('src/index.js')).toContain('n > 0');
  expect(read('src/contracts.json')).toContain('n > 0');
  expect(exists('config/contracts.json')).toBe(false);
});

test('an heir takes a part where its base is declared without what the part is by default', () => {
  const heirs = (parameter: string): string => `import { Base, Open, type Box } from 'dep';
export class Heir extends Base {
  override area(${parameter}: Box): number {
    return 1;
  }
}
export class Opened extends Open {
  override area(box: Box): number {
    return 1;
  }
}
`;
  const { tspc, write, read } = project('records-parts', {
    'node_modules/dep/src/index.ts': `export interface Box {
  readonly width?: number;
}
export class Base {
  /** @requires \`width > 0\` */
  area({ width = 1 }: Box): number {
    return width;
  }
}
export abstract class Open {
  /** @requires \`width !== 0\` */
  abstract area({ width }: Box): number;
}
`,
    'src/heir.ts': heirs('box'),
    'src/run.ts': '',
  });
  expect(read('node_modules/dep/dist/index.d.ts')).toContain('area({ width }: Box)');
  expect(errorsIn(tspc('-p', '.').output)).toMatchObject([{ at: 'src/heir.ts(3,12)', code: 97071, text: expect.stringContaining('Take it here too') as string }]);
  write({ 'src/heir.ts': heirs('{ width = 1 }') });
  expect(tspc('-p', '.')).toEqual({ status: 0, output: 'proviso enforce: 2 clauses enforced, 0 observed, 0 ignored, 0 not yet supported\n' });
});

describe('a program that has no contracts for others', () => {
  const almost = '/** @throws RangeError if `n < 0`, or else if it is odd */\nexport const half = (n: number): number => n / 2;\n';
  const files = { 'package.json': { name: 'none', dependencies: { '@proviso/runtime': '*' } }, 'tsconfig.json': tsconfig({ profile: 'enforce', options: { module: 'esnext', moduleResolution: 'bundler' } }) };

  test('has no record', () => {
    const { exists, tspc } = createProject('records-none', { ...files, 'src/index.ts': almost });
    tspc('-p', '.');
    expect([exists('out/index.js'), exists('out/contracts.json')]).toEqual([true, false]);
  });

  test.each([['of contracts that it had is emptied', true], ['of that name that is another file stays', false]])('a record %s', (_, isOurs) => {
    const { read, write, tspc } = createProject(`records-none-${String(isOurs)}`, { ...files, 'src/index.ts': '/** @requires `n > 0` */\nexport const half = (n: number): number => n / 2;\n' });
    if (isOurs) expect(tspc('-p', '.')).toMatchObject({ status: 0 });
    else write({ 'out/contracts.json': '{"n > 0":1}' });
    write({ 'src/index.ts': 'export const half = (n: number): number => n / 2;\n' });
    tspc('-p', '.');
    expect(read('out/contracts.json').includes('n > 0')).toBe(!isOurs);
  });
});
