/** `no-captured-mutation-in-concurrent-callback`: callbacks that run at the same time do not overwrite each other's variables. */
import { createRule } from '../create-rule.ts';
import { stateAnalysisOf } from '../effects/debug.ts';
import { raceDefaults, racesIn, type RaceOptions } from '../effects/races.ts';
import { raceSchema, reportRace } from '../report-race.ts';

export type NoCapturedMutationInConcurrentCallbackOptions = RaceOptions;

export const noCapturedMutationInConcurrentCallback = createRule<readonly [RaceOptions], 'stale' | 'unchecked' | 'late'>({
  name: 'no-captured-mutation-in-concurrent-callback',
  meta: {
    type: 'problem',
    docs: { description: 'Callbacks that run at the same time do not overwrite what they share', configs: ['recommended'], needsTypes: false },
    messages: {
      stale: 'Several runs of this callback go on at the same time and share `{{place}}`. What is written here depends on `{{read}}` as it was in line {{readLine}}, before the `{{suspend}}` in line {{suspendLine}}: the runs overwrite each other. Wait first into a local variable, then write (`const x = await …; {{place}} += x`), or return values and combine them afterwards.',
      unchecked: 'Several runs of this callback go on at the same time and share `{{place}}`, which is written here because of `{{condition}}` in line {{readLine}}. All of them pass it before the `{{suspend}}` in line {{suspendLine}} is over. Write before the {{suspend}}, check again after it, or do one after the other.',
      late: 'Several runs go on at the same time and share `{{place}}`. Each takes the element at `{{read}}` in line {{readLine}}, but `{{place}}` moves on only here, after the `{{suspend}}` in line {{suspendLine}}: the runs take the same elements and leave out others. Take the index and move it in one step before the {{suspend}}: `const own = {{place}}++`.',
    },
    schema: raceSchema,
  },
  defaultOptions: [raceDefaults],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateAnalysisOf(context);
      if (!analysis) return;
      const { values, drains, checks, advances } = racesIn(analysis, options);
      for (const race of [...values, ...drains]) if (race.isConcurrent) reportRace(context, race, 'stale');
      for (const race of advances) reportRace(context, race, 'late');
      for (const race of checks) if (race.isConcurrent) reportRace(context, race, 'unchecked');
    },
  }),
});
