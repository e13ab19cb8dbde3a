/** `no-stale-write-across-await`: what is written after an `await` was not made from what was read before it. */
import { createRule } from '../create-rule.ts';
import { stateAnalysisOf } from '../effects/debug.ts';
import { raceDefaults, racesIn, type RaceOptions } from '../effects/races.ts';
import { raceSchema, reportRace } from '../report-race.ts';

export type NoStaleWriteAcrossAwaitOptions = RaceOptions;

export const noStaleWriteAcrossAwait = createRule<readonly [RaceOptions], 'stale' | 'drained'>({
  name: 'no-stale-write-across-await',
  meta: {
    type: 'problem',
    docs: { description: 'Shared state is not overwritten after an `await` with what was read before it', configs: ['recommended'], needsTypes: false },
    messages: {
      stale: 'The value that is written to `{{place}}` here depends on `{{read}}` as it was in line {{readLine}}. The `{{suspend}}` in line {{suspendLine}} lets other code change it in between, and that change is lost. Wait first into a local variable, then read and write without a pause; or hold a lock around all of it.',
      drained: '`{{place}}` is emptied here, but what was taken from it is what it held in line {{readLine}}. What is added while the `{{suspend}}` in line {{suspendLine}} waits is lost. Take it and put an empty one in its place before the {{suspend}}; or remove only what was taken.',
    },
    schema: raceSchema,
  },
  defaultOptions: [raceDefaults],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateAnalysisOf(context);
      if (!analysis) return;
      const { values, drains } = racesIn(analysis, options);
      for (const race of values) if (!race.isConcurrent) reportRace(context, race, 'stale');
      for (const race of drains) if (!race.isConcurrent) reportRace(context, race, 'drained');
    },
  }),
});
