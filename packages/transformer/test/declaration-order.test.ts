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

  test('is not where no clause names it', () => {
    const { diagnostics } = compile({ 'main.ts': source.replace(/`.*`/, '`by > 0`'), 'limit.ts': limit }, { profile: 'enforce', options });
    expect(diagnostics.map(({ code }) => code)).toEqual([6133, 6133, 6133, 6133, 6133]);
  });
});
