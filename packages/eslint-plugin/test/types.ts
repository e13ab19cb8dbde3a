// Checked by `typecheck`, never run: each `@ts-expect-error` fails the check if the line below it compiles.
import type { ProvisoRules } from '../src/index.ts';

export const rules = {
  '@proviso/valid-contract': ['error', { types: false }],
  '@proviso/require-contract': ['error', { scope: 'exported', baseline: 'proviso-baseline.json' }],
  '@proviso/max-no-contract': ['warn', { max: 3 }],
  '@proviso/pure-contract': 'off',
  '@proviso/safe-old': 2,
} satisfies ProvisoRules;

export const wrong: ProvisoRules = {
  // @ts-expect-error no such scope
  '@proviso/require-contract': ['error', { scope: 'everything' }],
  // @ts-expect-error no such rule
  '@proviso/valid-contracts': 'error',
};
