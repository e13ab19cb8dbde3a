/** `no-frozen-mutation`: what was frozen or declared constant is not changed at a level that nothing protects. */
import { createRule } from '../create-rule.ts';
import { frozenChanges, type FrozenChange } from '../effects/frozen-changes.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export type NoFrozenMutationOptions = StateOptions;

export const noFrozenMutation = createRule<readonly [StateOptions], 'throws' | 'nested' | 'asserted'>({
  name: 'no-frozen-mutation',
  meta: {
    type: 'problem',
    docs: { description: 'What is frozen or declared constant is not changed', configs: ['recommended'], needsTypes: false },
    messages: {
      throws: '`{{name}}` is frozen in line {{line}}: this change throws a TypeError. Work on a copy (`{ ...{{name}} }`, `[...{{name}}]`), or do not freeze what is to change.',
      nested: '`{{name}}` ({{guard}} in line {{line}}) is protected at its first level only: `{{inner}}` inside of it can be changed, and is, for all who use it. Work on a copy of both levels (`structuredClone`), or protect the inner one too: freeze it, declare it `readonly`.',
      asserted: '`{{name}}` is {{guard}} in line {{line}}, which only the types know: it is changed here all the same, for all who use it. Work on a copy (`{ ...{{name}} }`, `structuredClone`), or do not declare constant what is to change.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const change of frozenChanges(analysis)) report(context, { span: { start: change.node.getStart(), end: change.node.end }, messageId: change.how, data: dataOf(change) });
    },
  }),
});

const guards = { frozen: 'frozen', const: '`as const`', readonly: 'declared read-only', plain: 'declared' };

function dataOf({ constant: { binding, guard }, object }: FrozenChange): Readonly<Record<string, string | number>> {
  const inner = `${binding.name}${object.map((step) => (step.startsWith('[') ? step : `.${step}`)).join('')}`;
  return { name: quoted(binding.name, 30), line: lineOf(binding.declaration), guard: guards[guard], inner: quoted(inner, 40) };
}
