/** Contracts mean the same under every set of compiler options. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, printed } from './compile.ts';
import { createProject } from './project.ts';

const main = `import { ensures, requires } from '@proviso/runtime';
import { limit } from './limit.js';
import * as limits from './limit.js';
import type { Sized } from './sized.js';

/**
 * @requires \`n < limit && n < limits.limit\`: small
 * @ensures \`result > n\`
 */
export function next(n: number): number {
  requires(n >= 0, 'not negative');
  return n === 7 ? n : n + 1;
}

/** @ensures \`result > 0\` */
export async function later(n: number): Promise<number> {
  await null;
  try {
    return n;
  } finally {
    n = 1;
  }
}

/** @invariant \`this.#size >= 0\` */
export class Stack implements Sized {
  #size: number;
  /**
   * @requires \`Number.isInteger(size)\`
   * @ensures \`this.size === size\`
   */
  constructor(size: number) {
    this.#size = size;
  }
  get size(): number {
    return this.#size;
  }
  /** @ensures \`this.#size === old(this.#size) - by\` */
  pop(by: number = 1): number {
    ensures((left: number) => left !== 5);
    this.#size -= by;
    by = 0;
    return this.#size;
  }
}

/** @throws {RangeError} if \`n > 9\` */
export const risky = (n: number): number => {
  if (n > 10 || n < 0) throw new RangeError(\`\${n}\`);
  return n ?? 0;
};

/** @requires \`xs?.[0] !== undefined\` */
export default function <T>([first, ...rest]: readonly T[], xs?: readonly T[]): T[] {
  return [...rest, first as T, ...(xs ?? [])];
}
`;

const files = {
  'main.ts': main,
  'limit.ts': 'export const limit: number = 100;\n',
  'sized.ts': 'export interface Sized {\n  readonly size: number;\n}\n',
};

/** Calls everything, so that each clause holds once and fails once. */
const run = `
async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    return error.name + ': ' + error.message.split('\\n')[0].replace(/^\\w+: /, '');
  }
}
/** CommonJS modules have theirs in \`default\`. */
const exportsOf = (module) => (typeof module.default === 'object' ? module.default : module);

async function runAll(m) {
  const lines = [];
  for (const n of [1, -1, 7, 100]) lines.push(await attempt(() => m.next(n)));
  for (const n of [1, 0]) lines.push(await attempt(() => m.later(n)));
  for (const [n, by] of [[3], [0], [1, 2], [6], [0.5]]) lines.push(await attempt(() => new m.Stack(n).pop(by)));
  for (const n of [1, 20, -1]) lines.push(await attempt(() => m.risky(n)));
  lines.push(await attempt(() => m.default([1, 2], [3])), await attempt(() => m.default([1])));
  lines.push([m.next.name, m.next.length, m.later.length, m.Stack.name, m.Stack.length, m.risky.name, m.default.name, m.default.length].join());
  return lines;
}`;

type Setting = readonly [name: string, options: Record<string, unknown>];

const esm: readonly Setting[] = [
  ...['es2015', 'es2020', 'es2022', 'esnext'].map((target): Setting => [`target ${target}`, { target, lib: ['esnext'] }]),
  ['isolatedModules', { isolatedModules: true }],
  ['verbatimModuleSyntax', { verbatimModuleSyntax: true }],
  ['stricter than strict', { noImplicitReturns: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, allowUnreachableCode: false }],
  ['declaration', { declaration: true, isolatedDeclarations: true, stripInternal: true }],
  ['composite', { composite: true, sourceMap: true, declarationMap: true }],
  ['removeComments', { removeComments: true, declaration: true }],
  ['useDefineForClassFields false', { useDefineForClassFields: false }],
  ['experimentalDecorators', { experimentalDecorators: true, emitDecoratorMetadata: true }],
  ['noCheck', { noCheck: true }],
  ['module esnext', { module: 'esnext', moduleResolution: 'bundler' }],
  ['module preserve', { module: 'preserve' }],
];
const cjs: readonly Setting[] = [
  ['module commonjs', { module: 'commonjs', moduleResolution: 'bundler' }],
  ['module commonjs, es2015', { module: 'commonjs', moduleResolution: 'bundler', target: 'es2015', lib: ['esnext'] }],
  ['module commonjs, no interop', { module: 'commonjs', moduleResolution: 'bundler', isolatedModules: true, removeComments: true }],
];
const settings = [...esm, ...cjs];

describe('builds and behaves alike', () => {
  const project = createProject('compiler-options', {
    'esm/package.json': { type: 'module' },
    'cjs/package.json': { type: 'commonjs' },
    'run.js': `${run}\nfor (const [name, file] of JSON.parse(process.argv[2])) console.log(JSON.stringify([name, await runAll(exportsOf(await import(file)))]));\n`,
  });
  const results = new Map<string, unknown[]>();
  const compiled = new Map(settings.map(([name, options]) => [name, compile(files, { profile: 'enforce', options })]));

  beforeAll(() => {
    const list: [string, string][] = [];
    settings.forEach((setting, index) => {
      const folder = `${esm.includes(setting) ? 'esm' : 'cjs'}/${index}`;
      for (const [file, text] of compiled.get(setting[0])?.output ?? []) project.write({ [`${folder}/${file}`]: text });
      list.push([setting[0], `./${folder}/main.js`]);
    });
    const { output } = project.node('run.js', JSON.stringify(list));
    // CommonJS output calls a nameless default export `default_1`, with contracts or without.
    for (const line of output.trim().split('\n')) {
      const [name, lines] = JSON.parse(line) as [string, unknown[]];
      results.set(name, lines.map((line) => (typeof line === 'string' ? line.replace('default_1', 'default') : line)));
    }
  });
  afterAll(() => results.clear());

  test.each(settings)('%s', (name) => {
    expect(printed(compiled.get(name)?.diagnostics ?? [])).toBe('');
    expect(results.get(name)).toEqual([
      2,
      'ContractViolationError: next requires `n >= 0`: not negative',
      'ContractViolationError: next ensures `result > n`',
      'ContractViolationError: next requires `n < limit && n < limits.limit`: small',
      1,
      'ContractViolationError: later ensures `result > 0`',
      2,
      'ContractViolationError: Stack keeps `this.#size >= 0`',
      'ContractViolationError: Stack keeps `this.#size >= 0`',
      'ContractViolationError: Stack.pop ensures `(left: number) => left !== 5`',
      'ContractViolationError: new Stack requires `Number.isInteger(size)`',
      1,
      'RangeError: 20',
      'ContractViolationError: risky throws RangeError only if `n > 9`',
      [2, 1, 3],
      'ContractViolationError: default requires `xs?.[0] !== undefined`',
      'next,1,1,Stack,1,risky,default,2',
    ]);
  });
});

/** The tags that the clauses of bodies become; what was one line has three then. */
function withoutBodyTags(text: string): string {
  const without = text.replace(/ *\* @(?:requires `n >= 0`: not negative|ensures `\(left: number\) => left !== 5`)\n/g, '');
  return without.replace(/\/\*\*\n *\* (@ensures `this\.#size === .*)\n *\*\//, '/** $1 */');
}

describe.each([
  ['declaration', { declaration: true }],
  ['declaration, isolatedDeclarations', { declaration: true, isolatedDeclarations: true }],
  ['declaration, removeComments', { declaration: true, removeComments: true }],
  ['emitDeclarationOnly', { declaration: true, emitDeclarationOnly: true }],
  ['declaration, composite', { composite: true, module: 'commonjs', moduleResolution: 'bundler' }],
] as const)('%s', (_, options) => {
  test.each(['off', 'boundary', 'observe', 'enforce', 'audit'])('declarations under %s are those of plain tsc, with the clauses of bodies', (profile) => {
    const declarations = (how: Parameters<typeof compile>[1]): string[][] => [...compile(files, how).output].filter(([file]) => /\.d\.ts$/.test(file)).map(([file, text]) => [file, withoutBodyTags(text)]);
    expect(declarations({ profile, options })).toEqual(declarations({ options }));
    const hasBodyClause = compile(files, { profile, options }).output.get('main.d.ts')?.includes('@requires `n >= 0`: not negative') === true;
    expect(hasBodyClause).toBe(profile !== 'off' && !('removeComments' in options));
  });
});

describe('a comment at the start of a file', () => {
  const rest = '/**\n * What the file is about.\n */\n\nconst hidden = 1;\n\nexport function f(n: number): number {\n  return n + hidden;\n}\n';
  const withContracts = `import { requires } from '@proviso/runtime';\n${rest.replace('  return', '  requires(n > 0);\n  return')}`;

  test.each(['off', 'boundary', 'observe', 'enforce', 'audit'])('stays in declarations behind an import of the runtime under %s', (profile) => {
    const declared = (text: string, how: Parameters<typeof compile>[1]): string | undefined => compile({ 'main.ts': text }, { options: { declaration: true }, ...how }).output.get('main.d.ts');
    expect(declared(withContracts, { profile })?.replace('/**\n * @requires `n > 0`\n */\n', '')).toBe(declared(rest, {}));
  });
});

describe('a comment at the start of a file, and a declaration right behind it that gains tags', () => {
  test.each(['', '/** Says. */\n'])('is there once, before %j', (doc) => {
    const text = `/**\n * What the file is about.\n */\n\n${doc}export function f(n: number): number {\n  requires(n > 0);\n  return n;\n}\nimport { requires } from '@proviso/runtime';\n`;
    const says = doc === '' ? '' : ' * Says.\n';
    expect(compile({ 'main.ts': text }, { profile: 'enforce', options: { declaration: true } }).output.get('main.d.ts')).toBe(`/**\n * What the file is about.\n */\n/**\n${says} * @requires \`n > 0\`\n */\nexport declare function f(n: number): number;\n`);
  });
});

describe('a doc comment that gains tags', () => {
  test.each(['/**\n * Says.\n */', '/**\n * Says.\n\n */', '/**\n * Says. */', '/**\n * Says.\n *\n *\n */'])('is otherwise what it was in declarations: %j', (doc) => {
    const text = `export const one = 1;\n\n${doc}\nexport function f(n: number): number {\n  return n;\n}\n`;
    const contracted = `import { requires } from '@proviso/runtime';\n${text.replace('  return', '  requires(n > 0);\n  return')}`;
    const declared = (of: string, how: Parameters<typeof compile>[1]): string | undefined => compile({ 'main.ts': of }, { options: { declaration: true }, ...how }).output.get('main.d.ts');
    const withTag = declared(contracted, { profile: 'enforce' });
    expect(withTag).toContain(' * @requires `n > 0`\n */');
    const closed = (of: string | undefined): string | undefined => of?.replace('Says. */', 'Says.\n */');
    expect(closed(withTag?.replace(' * @requires `n > 0`\n', ''))).toBe(closed(declared(text, {})));
  });
});

describe('a clause of a body in declarations', () => {
  test.each([
    ["requires(n > 0, 'has */ an end');", '@requires `n > 0`'],
    ["requires(n > 0, 'has\\nlines');", '@requires `n > 0`'],
    ["requires(n > 0, 'is said');", '@requires `n > 0`: is said'],
  ])('%s is %s', (call, tag) => {
    const text = `import { requires } from '@proviso/runtime';\nexport function f(n: number): number {\n  ${call}\n  return n;\n}\n`;
    expect(compile({ 'main.ts': text }, { profile: 'enforce', options: { declaration: true } }).output.get('main.d.ts')).toBe(`/**\n * ${tag}\n */\nexport declare function f(n: number): number;\n`);
  });
});

describe('noEmit', () => {
  test('writes nothing', () => {
    const { output, diagnostics } = compile(files, { profile: 'enforce', options: { noEmit: true } });
    expect([...output.keys()]).toEqual([]);
    expect(printed(diagnostics)).toBe('');
  });

  test('still reports clauses', () => {
    const { output, diagnostics } = compile({ ...files, 'main.ts': main.replace('result > n', 'result > m') }, { profile: 'enforce', options: { noEmit: true } });
    expect([...output.keys()]).toEqual([]);
    expect(printed(diagnostics)).toContain("main.ts(8,23): error TS2304: Cannot find name 'm'.");
  });
});

describe('noUnusedLocals', () => {
  const options = { noUnusedLocals: true };

  test.each(['boundary', 'observe', 'enforce', 'audit'])('an import that only a clause uses counts as used under %s', (profile) => {
    expect(printed(compile(files, { profile, options }).diagnostics)).toBe('');
  });

  test('an import that nothing uses does not', () => {
    const unused = { ...files, 'main.ts': main.replace('n < limit && ', '') };
    expect(printed(compile(unused, { profile: 'enforce', options }).diagnostics)).toBe("main.ts(2,1): error TS6133: 'limit' is declared but its value is never read.\n");
  });
});

describe('noUnusedParameters', () => {
  test('what Proviso itself declares for a clause is never reported as unused', () => {
    const source = `/**
 * @ensures \`n > 0\`
 * @ensures \`forall([n], (each) => each > old(n - 1))\`
 */
export function f(n: number): number {
  return n;
}
`;
    const { diagnostics } = compile({ 'main.ts': source }, { profile: 'enforce', options: { noUnusedLocals: true, noUnusedParameters: true } });
    expect(printed(diagnostics)).toBe('');
  });
});

describe('a type-only import as a value in a clause', () => {
  test('is an error at the name', () => {
    const source = "import type { limit } from './limit.js';\n/** @requires `n < limit` */\nexport const f = (n: typeof limit): number => n;\n";
    const { diagnostics } = compile({ ...files, 'main.ts': source }, { profile: 'enforce' });
    expect(printed(diagnostics)).toContain("main.ts(2,20): error TS1361: 'limit' cannot be used as a value because it was imported using 'import type'.");
  });
});

describe('files of other kinds', () => {
  const javascript = `/**
 * @param {number} n
 * @returns {number}
 * @requires \`n > 0\`
 * @ensures \`result > n\`
 */
export function next(n) {
  return n + 1;
}
`;

  test.each([true, false])('JavaScript with JSDoc, checkJs %s', (checkJs) => {
    const { output, diagnostics } = compile({ 'main.js': javascript }, { profile: 'enforce', options: { allowJs: true, checkJs } });
    expect(printed(diagnostics)).toBe('');
    expect(output.get('main.js')).toContain('\ne||result > n|');
  });

  test('JavaScript with a wrong clause', () => {
    const { diagnostics } = compile({ 'main.js': javascript.replace('result > n', 'result > m') }, { profile: 'enforce', options: { allowJs: true, checkJs: true } });
    expect(printed(diagnostics)).toContain("main.js(5,23): error TS2304: Cannot find name 'm'.");
  });

  test.each(['react', 'react-jsx', 'preserve'])('TSX, jsx %s', (jsx) => {
    const tsx = `declare namespace JSX {
  interface IntrinsicElements { [name: string]: object }
}
declare function h(...all: unknown[]): unknown;
/**
 * @requires \`size > 0\`
 * @ensures \`result !== null && typeof <i>{size}</i> !== 'string'\`
 */
export const Box = ({ size }: { size: number }) => <b title="a">/** @requires \`contract\` */ {size}</b>;
export const use = <Box size={1} />;
void h;
`;
    const module = 'export declare namespace JSX {\n  interface IntrinsicElements { [name: string]: object }\n}\nexport declare function jsx(...all: unknown[]): unknown;\nexport declare function jsxs(...all: unknown[]): unknown;\n';
    const options = { jsx, module: 'esnext', moduleResolution: 'bundler', ...(jsx === 'react' ? { jsxFactory: 'h' } : {}), ...(jsx === 'react-jsx' ? { jsxImportSource: './react', paths: { './react/jsx-runtime': ['./jsx-runtime.d.ts'] } } : {}) };
    const { output, diagnostics } = compile({ 'main.tsx': tsx, 'jsx-runtime.d.ts': module }, { profile: 'enforce', options });
    expect(printed(diagnostics).replace(/.*TS(?:2875|7026|2786|2874).*\n(?: .*\n)*/g, '')).toBe('');
    const text = output.get(jsx === 'preserve' ? 'main.jsx' : 'main.js') ?? '';
    expect(text).toContain('\nr|Box|size > 0|');
    expect(text).not.toContain('"contract"');
  });

  test('.mts and .cts files', () => {
    const { output, diagnostics } = compile(
      { 'a.mts': 'export const limit = 1;\n', 'b.cts': 'import a = require("./c.cjs");\n/** @requires `n < a.limit` */\nexport function f(n: number): number { return n; }\n', 'c.cts': 'export const limit = 1;\n' },
      { profile: 'enforce' },
    );
    expect(printed(diagnostics)).toBe('');
    expect(output.get('b.cjs')).toContain('require("./c.cjs")');
  });
});
