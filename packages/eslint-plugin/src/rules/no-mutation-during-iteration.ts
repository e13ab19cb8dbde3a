/** `no-mutation-during-iteration`: what is gone through stays in order until that is over. */
import { createRule } from '../create-rule.ts';
import { disturbances } from '../effects/iterations.ts';
import { printPlace } from '../effects/place.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export type NoMutationDuringIterationOptions = StateOptions;

export const noMutationDuringIteration = createRule<readonly [StateOptions], 'skips' | 'endless' | 'reentrant'>({
  name: 'no-mutation-during-iteration',
  meta: {
    type: 'problem',
    docs: { description: 'What a loop goes through is not put in another order meanwhile', configs: ['recommended'], needsTypes: false },
    messages: {
      skips: 'The elements of `{{place}}` change their positions here, while the loop in line {{line}} counts through them: it skips some or sees some twice. Go through a copy (`[...xs]`), count backwards, collect what is to be removed and remove it afterwards, or make a new array (`filter`).',
      endless: 'Each round of the loop in line {{line}} adds to the end of `{{place}}`, which it goes through, so that it never ends. Go through a copy (`[...xs]`), or collect what is to be added and add it afterwards.',
      reentrant: 'What is called here may come back and take an element out of `{{place}}` (line {{other}}), which the loop in line {{line}} is going through: the next one is then skipped. Go through a copy (`[...xs]`), keep a `Set`, or remove by making a new array (`filter`).',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || !/\bfor\b|\.(?:forEach|map|filter|some|every|reduce)\b/.test(analysis.sourceFile.text)) return;
      for (const { node, loop, place, how, other } of disturbances(analysis)) {
        const data = { place: quoted(printPlace(place), 60), line: lineOf(loop), other: other ? lineOf(other) : '' };
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: how, data });
      }
    },
  }),
});
