/** `no-check-then-act-across-await`: what a condition found is still so when it is acted on. */
import { createRule } from '../create-rule.ts';
import { stateAnalysisOf } from '../effects/debug.ts';
import { raceDefaults, racesIn, type RaceOptions } from '../effects/races.ts';
import { raceSchema, reportRace } from '../report-race.ts';

export type NoCheckThenActAcrossAwaitOptions = RaceOptions;

export const noCheckThenActAcrossAwait = createRule<readonly [RaceOptions], 'unchecked'>({
  name: 'no-check-then-act-across-await',
  meta: {
    type: 'problem',
    docs: { description: 'A condition on shared state is looked at again after an `await`, before it is acted on', configs: ['recommended'], needsTypes: false },
    messages: {
      unchecked: '`{{place}}` is written here because of `{{condition}}` in line {{readLine}}. While the `{{suspend}}` in line {{suspendLine}} waits, another call passes the same condition, and both act on it. Write before the {{suspend}} (set the flag, reserve, store the promise itself), check again after it, or hold a lock around both.',
    },
    schema: raceSchema,
  },
  defaultOptions: [raceDefaults],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateAnalysisOf(context);
      for (const race of analysis ? racesIn(analysis, options).checks : []) if (!race.isConcurrent) reportRace(context, race, 'unchecked');
    },
  }),
});
