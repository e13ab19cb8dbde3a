/** What goes out beside the JavaScript: declarations with the clauses of bodies, and the record of all contracts. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { createProject, errorsIn, tsconfig } from './project.ts';

const source = `import { assert, ensures, requires } from '@proviso/runtime';
import { limit as most } from './limit.js';
import * as all from './limit.js';
const secretly = 3;
export { secretly as known };

export function plain(n: number): number {
  requires(n > 0 && n < most);
  ensures((r: number) => r > n, 'it grows');
  assert(n > 0);
  return n + 1;
}

/** Says what it does. */
export function oneLine(n: number): number {
  requires(n > 0);
  return n;
}

export class Box {
  /**
   * Puts something in.
   *
   * @param n what
   * @requires \`n > secretly\`
   */
  put(n: number, { deep }: { deep: number }): void {
    requires(deep < all.limit);
    void n;
  }
  private hide(n: number): void {
    requires(n > 0);
  }
  field = (n: number): number => {
    requires(n > 0);
    return n;
  };
  constructor(n: number) {
    requires(n > 0);
    this.hide(n);
  }
}

// A comment that is no doc comment.
export const arrow = (text: string): string => {
  requires(\`\${text}\` !== '');
  requires(text.length > 0);
  return text;
};

/** @requires \`n > Math.abs(secretly)\` */
export default function withTag(this: unknown, n: number): number {
  return n;
}
`;

const project = createProject('published', {
  'tsconfig.json': tsconfig({ profile: 'boundary', options: { lib: ['es2020'], declaration: true, removeComments: false } }),
  'tsconfig.plain.json': tsconfig({ profile: 'boundary', options: { lib: ['es2020'], declaration: true, removeComments: true, outDir: 'plain' } }),
  'tsconfig.off.json': tsconfig({ profile: 'off', options: { lib: ['es2020'], declaration: true, outDir: 'off' } }),
  'src/a.ts': source,
  'src/limit.ts': 'export const limit: number = 10;\n',
});

test('declarations have the clauses of bodies', () => {
  expect(project.tspc('-p', '.')).toMatchObject({ status: 0 });
  expect(project.read('out/a.d.ts')).toMatchSnapshot();
});

test('so has a function that is exported without a name', () => {
  const said = (form: string): string => {
    const nameless = createProject('nameless', {
      'tsconfig.json': tsconfig({ profile: 'boundary', options: { module: 'nodenext', moduleResolution: 'nodenext', declaration: true } }),
      'src/a.cts': `import { requires } from '@proviso/runtime';\n/** Halves. */\n${form} { requires(n > 0); return n / 2; };\n`,
    });
    expect(nameless.tspc('-p', '.')).toMatchObject({ status: 0 });
    return nameless.read('out/a.d.cts').replace(/^(?:import .*|export \{\};)\n/gm, '');
  };
  const doc = '/**\n * Halves.\n * @requires `n > 0`\n */\n';
  expect(said('export default function (n: number): number')).toBe(`${doc}export default function (n: number): number;\n`);
  expect(said('export default (n: number): number =>')).toBe(`${doc}declare const _default: (n: number) => number;\nexport default _default;\n`);
  expect(said('export = function (n: number): number')).toBe(`${doc}declare const _default: (n: number) => number;\nexport = _default;\n`);
});

test('so have variables of one statement, and members of types that are inferred', () => {
  const inferred = createProject('inferred', {
    'tsconfig.json': tsconfig({ profile: 'boundary', options: { declaration: true } }),
    'src/a.ts': `import { requires } from '@proviso/runtime';

/** Two. */
export const half = (n: number): number => { requires(n > 0); return n / 2; }, /** Says. */ third = function (n: number): number { requires(n > 1); return n / 3; };

export const tools = {
  /** Doubles. */
  double: (n: number) => { requires(n > 2); return n + n; },
  deep: { add(n: number) { requires(n > 3); return n + 1; } },
};

export const Box = class {
  put(n: number) { requires(n > 4); return n; }
  static of(n: number) { requires(n > 5); return n; }
};

export class Shelf {
  get top() { return { take(n: number) { requires(n > 6); return n; } }; }
}
`,
  });
  expect(inferred.tspc('-p', '.')).toMatchObject({ status: 0 });
  expect(inferred.read('out/a.d.ts')).toMatchSnapshot();
});

test('so have variables and the default export of JavaScript, which are shown as functions', () => {
  const script = createProject('script', {
    'tsconfig.json': tsconfig({ profile: 'boundary', options: { declaration: true, allowJs: true, checkJs: true } }),
    'src/a.js': `import { requires } from '@proviso/runtime';
/**
 * Halves.
 * @param {number} n
 */
export const half = (n) => { requires(n > 0); return n / 2; };
export const third = function (/** @type {number} */ n) { requires(n > 1); return n / 3; }, /** Says. */ fourth = (/** @type {number} */ n) => { requires(n > 2); return n / 4; };
/**
 * Doubles.
 * @param {number} n
 */
export default (n) => { requires(n > 3); return n * 2; };
`,
  });
  expect(script.tspc('-p', '.')).toMatchObject({ status: 0 });
  expect(script.read('out/a.d.ts')).toMatchSnapshot();
});

test('under off they are those of plain tsc', () => {
  expect(project.tspc('-p', 'tsconfig.off.json')).toMatchObject({ status: 0 });
  const text = project.read('off/a.d.ts');
  expect(text).not.toContain('n > 0');
  expect(text).toContain('@requires `n > secretly`');
  expect(project.exists('off/contracts.json')).toBe(false);
});

describe('contracts.json', () => {
  const record = (folder: string): unknown => JSON.parse(project.read(`${folder}/contracts.json`));

  test('is what its schema says', () => {
    const schema = JSON.parse(readFileSync(new URL('../../compiler/contracts.schema.json', import.meta.url), 'utf8')) as object;
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(validate(record('out')), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...(record('out') as object), version: 2 })).toBe(false);
  });

  test('holds everything, with the origin of each name', () => {
    expect(record('out')).toMatchSnapshot();
  });

  test('is the same without comments in the output', () => {
    expect(project.tspc('-p', 'tsconfig.plain.json')).toMatchObject({ status: 0 });
    expect(project.read('plain/a.d.ts')).not.toContain('Says what it does');
    expect(record('plain')).toEqual(record('out'));
  });
});

describe('proviso-clause', () => {
  const command = fileURLToPath(new URL('../dist/clause-command.js', import.meta.url));

  test('tells what an id stands for', () => {
    expect(project.node(command, 'xz6b2mf9')).toEqual({ status: 0, output: 'plain: ensures `(r: number) => r > n`: it grows\n  at src/a.ts:9:11 in published (out/contracts.json)\n' });
  });

  test('finds the clauses of dependencies', () => {
    const record = JSON.parse(project.read('out/contracts.json')) as { packages: object };
    const renamed = JSON.stringify({ ...record, packages: { 'somebody-else': Object.values(record.packages)[0] as object } }).replaceAll('xz6b2mf9', 'aaaabbbb');
    project.write({ 'node_modules/somebody-else/dist/contracts.json': renamed });
    expect(project.node(command, 'aaaabbbb').output).toContain('at src/a.ts:9:11 in somebody-else (node_modules/somebody-else/dist/contracts.json)');
  });

  test('finds those of dependencies that the packages of a workspace share', () => {
    project.write({ 'packages/app/package.json': { name: 'app' } });
    expect(project.node(command, 'aaaabbbb', 'packages/app')).toMatchObject({ status: 0, output: expect.stringContaining('in somebody-else (node_modules/somebody-else/dist/contracts.json)') as string });
  });

  test('passes over files that are something else', () => {
    project.write({ 'aaa/contracts.json': '[', 'aab/contracts.json': { version: 1, packages: { x: 5 } }, 'aac/contracts.json': 'null' });
    expect(project.node(command, 'xz6b2mf9')).toMatchObject({ status: 0 });
  });

  test.each([
    [[], 1, /^Usage: proviso-clause <id>/],
    [['--help'], 0, /^Usage: proviso-clause <id>/],
    [['nothing'], 1, /^"nothing" is not the id of a clause/],
    [['00000000'], 1, /^No contracts\.json below \. has the clause 00000000/],
    [['00000000', 'nowhere'], 1, /^No contracts\.json below nowhere has the clause 00000000, nor one in the node_modules of the folders above \(0 were found/],
  ])('says what is wrong with %j', (args, status, says) => {
    const finished = project.node(command, ...args);
    expect(finished.status).toBe(status);
    expect(finished.output).toMatch(says);
  });
});

describe('two clauses with the same id', () => {
  // Found by trying a million clauses.
  const [first, second] = [919445, 1617612];
  const collide = createProject('collision', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { lib: ['es5'] } }),
    'src/a.ts': `/** @requires \`n > ${first}\`\n * @requires \`n > ${second}\` */\nexport function f(n: number): void { void n; }\n`,
  });

  test('are an error', () => {
    const { status, output } = collide.tspc('-p', '.');
    expect(errorsIn(output)).toEqual([{ at: 'src/a.ts(2,4)', code: 97038, text: expect.stringMatching(/^This clause and the one at src\/a\.ts:1:5 have the same id, [0-9a-z]{8}, so/) as string }]);
    expect(status).not.toBe(0);
  });
});
