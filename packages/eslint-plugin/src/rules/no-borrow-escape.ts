/** `no-borrow-escape`: what a function borrows comes back as it was, and stays nowhere. */
import { createRule } from '../create-rule.ts';
import { brokenBorrows, type BrokenBorrow } from '../effects/borrows.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export type NoBorrowEscapeOptions = StateOptions;

/** TABLE: what is said of each way to break a borrow, and how to mend it. */
const ways: Readonly<Record<BrokenBorrow['how'], readonly [what: string, remedy: string]>> = {
  returned: ['returned', 'Return a copy or what you made of it'],
  yielded: ['handed out by `yield`', 'Yield a copy or what you made of it'],
  stored: ['stored in something that outlives the call', 'Store a copy'],
  kept: ['kept by a function that runs when the call is over', 'Take what the function needs before, or wait for it'],
  changed: ['changed', 'Change a copy'],
  consumed: ['given to a function that consumes it', 'Hand over a copy'],
};

export const noBorrowEscape = createRule<readonly [StateOptions], 'escapes'>({
  name: 'no-borrow-escape',
  meta: {
    type: 'problem',
    docs: { description: 'What a function borrows is not stored, returned, kept or changed', configs: ['recommended'], needsTypes: false },
    messages: {
      escapes: '`{{name}}` is {{what}} here, but the contract says @borrow {{name}}: callers rely on nobody else having or changing it once the call is over. {{remedy}}; or say in the contract what is true (@consume {{name}}, or @modifies {{name}}).',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const { binding, how, node } of brokenBorrows(analysis)) {
        const [what, remedy] = ways[how];
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: 'escapes', data: { name: quoted(binding.name, 30), what, remedy } });
      }
    },
  }),
});
