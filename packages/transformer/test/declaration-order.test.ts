/** TypeScript prints the parts of a union in the order in which it met them: what only clauses name must not be met first. */
import { describe, expect, test } from 'vitest';
import { compile, printed } from './compile.ts';

/** The clause of the first file names what the second declares in another order. */
const files = {
  'main.ts': `import { first } from './table.js';

/** @requires \`kind !== 'zebra' && kind !== 'ant'\` */
export function f(kind: string) {
  return kind === '' ? first() : kind;
}
`,
  'table.ts': `const table = { bee: 1, ant: 2, zebra: 3 };
const keysOf = <T extends object>(of: T): (keyof T)[] => Object.keys(of) as (keyof T)[];
export const keys = keysOf(table);
export const first = () => keys[0] ?? 'none';
`,
};
const withoutContracts = { ...files, 'main.ts': files['main.ts'].replace(/\/\*\*[^]*?\*\/\n/, '') };
const comments = /\/\*\*[^]*?\*\/\n/g;

function declarations(sources: Readonly<Record<string, string>>, how: { profile?: string; checks: boolean }): Record<string, string> {
  const { output, diagnostics } = compile(sources, { ...how, options: { declaration: true } });
  expect(printed(diagnostics)).toBe('');
  return Object.fromEntries([...output].filter(([name]) => name.endsWith('.d.ts')).map(([name, text]) => [name, text.replace(comments, '')]));
}

describe.each([true, false])('with diagnostics asked for: %s', (checks) => {
  test.each(['off', 'boundary', 'observe', 'enforce', 'audit'])('declarations under %s have unions in the order of plain TypeScript', (profile) => {
    expect(declarations(files, { profile, checks })).toEqual(declarations(withoutContracts, { checks }));
  });
});

/** Files that TypeScript does not check: it meets their types where it writes their declarations, one file after the other. */
describe.each([
  ['JavaScript', { allowJs: true }, 'js'],
  ['files that say so', {}, 'ts'],
  ['a build with noCheck', { noCheck: true }, 'ts'],
])('unchecked: %s', (what, options, ending) => {
  const head = what === 'files that say so' ? '// @ts-nocheck\n' : '';
  const sources = {
    [`first.${ending}`]: `${head}/** @requires \`kind !== 'zebra' && kind !== 'ant'\` @ensures \`result > 0\` */\nfunction f(kind) {\n  return Date() === 'zebra' || Date() === 'ant' ? 1 : 2;\n}\nexport const called = [f].length;\n`,
    [`table.${ending}`]: `${head}const table = { bee: 1, ant: 2, zebra: 3 };\nexport const first = (n) => (n === 1 ? 'ant' : n === 2 ? 'bee' : n === 3 ? 'zebra' : 'none');\nexport const key = (n, kind = first(n)) => kind;\nexport { table };\n`,
  };
  const withoutClauses = { ...sources, [`first.${ending}`]: sources[`first.${ending}`]?.replace(comments, '') ?? '' };
  const declared = (of: Readonly<Record<string, string>>, how: { profile?: string; checks: boolean }): Record<string, string> => {
    const { output } = compile(of, { ...how, options: { declaration: true, noImplicitAny: false, ...options } });
    return Object.fromEntries([...output].filter(([name]) => name.endsWith('.d.ts')).map(([name, text]) => [name, text.replace(comments, '')]));
  };

  test.each(['off', 'boundary', 'observe', 'enforce', 'audit'])('declarations under %s have unions in the order of plain TypeScript', (profile) => {
    for (const checks of [true, false]) expect(declared(sources, { profile, checks })).toEqual(declared(withoutClauses, { checks }));
  });
});

/** What comes behind them does not ask for what they narrow. */
const calls = {
  'a precondition': ['requires', "requires(['zebra', 'ant'].includes(other) || other !== 'zebra');"],
  'a postcondition': ['ensures', "ensures((r) => r !== 'zebra' && r !== 'ant');"],
  'an assertion': ['assert', "assert(other !== 'zebra' && other !== 'ant');"],
};

describe.each(Object.entries(calls))('%s in a body', (_name, [imported = '', call = '']) => {
  const main = "export function f(kind: string, other = '') {\n  return kind === '' ? 'none' : kind;\n}\n";
  const without = { ...files, 'main.ts': main };
  const withCall = { ...files, 'main.ts': `import { ${imported} } from '@proviso/runtime';\n${main.replace('{\n  return', `{\n  ${call}\n  return`)}` };

  test('is met first by plain TypeScript', () => {
    expect(declarations(withCall, { checks: true })).not.toEqual(declarations(without, { checks: true }));
  });

  test.each(['off', 'boundary', 'observe', 'enforce', 'audit'])('under %s unions in declarations have the order of plain TypeScript', (profile) => {
    for (const checks of [true, false]) expect(declarations(withCall, { profile, checks })).toEqual(declarations(without, { checks }));
  });

  test('is checked as code', () => {
    const wrong = { ...withCall, 'main.ts': withCall['main.ts'].replace('zebra', 'zebra' + "' + missing + '") };
    for (const profile of ['off', 'enforce']) expect(compile(wrong, { profile }).diagnostics.map(({ code }) => code)).toEqual([2304]);
  });
});

test('a contract call narrows what follows', () => {
  const source = "import { requires } from '@proviso/runtime';\nexport function f(n: number | undefined): number {\n  requires(n !== undefined);\n  return n;\n}\n";
  expect(printed(compile({ 'main.ts': source }, { profile: 'enforce' }).diagnostics)).toBe('');
});

test('an error of a contract call that a comment ignores is ignored', () => {
  const source = "import { requires } from '@proviso/runtime';\nexport function f(n: number): number {\n  // @ts-ignore -- it is not there\n  requires(missing(n));\n  return n;\n}\n";
  expect(printed(compile({ 'main.ts': source }, { profile: 'off' }).diagnostics)).toBe('');
});

test('an error that a comment expects in a contract call is expected', () => {
  const source = "import { requires } from '@proviso/runtime';\nexport function f(n: number): number {\n  // @ts-expect-error -- it is not there\n  requires(missing(n));\n  return n;\n}\n";
  expect(printed(compile({ 'main.ts': source }, { profile: 'off' }).diagnostics)).toBe('');
  expect(compile({ 'main.ts': source.replace('missing(n)', 'n > 0') }, { profile: 'off' }).diagnostics.map(({ code }) => code)).toEqual([2578]);
});

describe('what only clauses name', () => {
  const source = `import { limit } from './limit.js';
import type { Sized } from './limit.js';

export class Stack {
  #size = 0;
  private readonly most = 10;
  /** @requires \`this.#size < limit && by < this.most && (this as Sized).size !== unused\` */
  push(by: number, unused: number): void {}
}
`;
  const limit = 'export const limit = 1;\nexport interface Sized {\n  size?: number;\n}\n';
  const options = { noUnusedLocals: true, noUnusedParameters: true };

  test('is used', () => {
    expect(printed(compile({ 'main.ts': source, 'limit.ts': limit }, { profile: 'enforce', options }).diagnostics)).toBe('');
  });

  test('is used where calls name it', () => {
    const calling = source.replace(/  \/\*\*.*\n/, '').replace('{}', '{\n    requires(this.#size < limit && by < this.most && (this as Sized).size !== unused);\n  }');
    expect(printed(compile({ 'main.ts': `import { requires } from '@proviso/runtime';\n${calling}`, 'limit.ts': limit }, { profile: 'enforce', options }).diagnostics)).toBe('');
  });

  test('is not where no clause names it', () => {
    const { diagnostics } = compile({ 'main.ts': source.replace(/`.*`/, '`by > 0`'), 'limit.ts': limit }, { profile: 'enforce', options });
    expect(diagnostics.map(({ code }) => code)).toEqual([6133, 6133, 6133, 6133, 6133]);
  });
});
