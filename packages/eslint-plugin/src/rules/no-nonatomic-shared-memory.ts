/** `no-nonatomic-shared-memory`: memory that several threads have is updated in one step. */
import { createRule } from '../create-rule.ts';
import { plainUpdates, type SharedMemoryOptions } from '../effects/shared-memory.ts';
import { stateFileOf, testsSchema, type StateOptions } from '../effects/state-file.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export interface NoNonatomicSharedMemoryOptions extends SharedMemoryOptions, StateOptions {}

export const noNonatomicSharedMemory = createRule<readonly [NoNonatomicSharedMemoryOptions], 'update' | 'claim'>({
  name: 'no-nonatomic-shared-memory',
  meta: {
    type: 'problem',
    docs: { description: 'Memory that several threads share is updated with `Atomics`', configs: ['recommended'], needsTypes: false },
    messages: {
      update: '`{{target}}` lies in a SharedArrayBuffer: this reads it and writes it back in two steps, and what another thread writes in between is lost. Use one step (`Atomics.add`, `sub`, `and`, `or`, `xor`, `exchange`), a loop around `Atomics.compareExchange`, or hold a lock.',
      claim: '`{{target}}` lies in a SharedArrayBuffer: another thread may write it between the condition that looks at it and this write, so that both go on. Use `Atomics.compareExchange(view, index, expected, replacement)` and look at what it gives, or hold a lock.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          locks: { type: 'array', items: { type: 'string' }, description: 'Names of further objects and functions that let one thread in at a time. What is called like a lock, and waiting with `Atomics`, is known.' },
          ownIndices: { type: 'array', items: { type: 'string' }, description: 'Patterns of index expressions by which each thread has elements of its own.' },
          tests: testsSchema,
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ locks: [], ownIndices: ['worker', 'thread', String.raw`\b(?:id|own|mine|my|self|rank|tid|slot|lane)`, 'Id\\b', 'Slot\\b'], tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const { node, target, how } of plainUpdates(analysis, options)) report(context, { span: { start: node.getStart(), end: node.end }, messageId: how, data: { target: quoted(`${target.view.getText()}[${target.index.getText()}]`, 60) } });
    },
  }),
});
