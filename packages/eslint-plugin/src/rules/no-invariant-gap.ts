/** `no-invariant-gap`: fields that an invariant ties together are written without a pause. */
import { createRule } from '../create-rule.ts';
import { invariantGaps } from '../effects/invariant-gaps.ts';
import { stateFileOf, testsSchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export interface NoInvariantGapOptions extends StateOptions {
  /** Names of objects that serialise work, beside those that are known. */
  readonly locks: readonly string[];
}

export const noInvariantGap = createRule<readonly [NoInvariantGapOptions], 'gap'>({
  name: 'no-invariant-gap',
  meta: {
    type: 'problem',
    docs: { description: 'Fields that a class invariant ties together are written without an `await` in between', configs: ['recommended'], needsTypes: false },
    messages: {
      gap: 'The invariant `{{invariant}}` ties `{{second}}` to `{{first}}`, which was written in line {{firstLine}}. The `{{suspend}}` in line {{suspendLine}} stands between them: others see the object while they do not agree, for good if it throws. Wait first into locals, then write both without a pause.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          locks: { type: 'array', items: { type: 'string' }, description: 'Names of further objects, types or functions that let one piece of work run at a time. Mutexes, semaphores, limits of one, queues and `navigator.locks` are known.' },
          tests: testsSchema,
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ locks: [], tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const { tie, first, firstField, suspend, second, secondField } of invariantGaps(analysis, options.locks)) {
        const data = { invariant: quoted(tie.text, 80), first: `this.${firstField}`, firstLine: lineOf(first), suspend: suspend.how === 'yield' ? 'yield' : 'await', suspendLine: lineOf(suspend.node), second: `this.${secondField}` };
        report(context, { span: { start: second.getStart(), end: second.end }, messageId: 'gap', data });
      }
    },
  }),
});
