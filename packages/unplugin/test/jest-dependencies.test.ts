/** What Jest is told of the imports of a file. */
import { expect, test } from 'vitest';
import { extract } from '../src/jest-dependencies.ts';

/** Takes imports and exports as Jest does. */
const jest = (code: string): string[] => [...code.matchAll(/\b(?:import|export)\s+(?!type(?:of)?\s+)(?:[^'"]+\s+from\s+)?(['"])([^'"]*)\1/g)].map(([, , name = '']) => name);

test.each([
  ["import type { A } from './a';", ['./a']],
  ["import type A from './a';", ['./a']],
  ["import type * as a from './a';\nexport type { B } from './b';\nexport type * from './c';", ['./a', './b', './c']],
  ["import type{ A } from './a';\nexport type{ B } from './b';", ['./a', './b']],
  ["import type from './a';", jest("import type from './a';")],
  ["import type, { A } from './a';", jest("import type, { A } from './a';")],
  ["export type A = 'a';\nexport type B<T> = { b: 'b' };", []],
  ["import { a } from './a';\nimport './b';", ['./a', './b']],
])('%j', (code, expected) => {
  expect([...extract(code, 'file.ts', jest)]).toEqual(expected);
});
