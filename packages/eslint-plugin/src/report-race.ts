/** What the rules about `await` have in common: their options, and the places that a message names. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Context } from './analysis.ts';
import { printPlace } from './effects/place.ts';
import type { Race } from './effects/races.ts';
import { lineOf } from './positions.ts';
import { quoted } from './quoted.ts';
import { report } from './report.ts';

/** The schema of `RaceOptions`. */
export const raceSchema: NonNullable<TSESLint.RuleModule<string>['meta']['schema']> = [
  {
    type: 'object',
    properties: {
      locks: { type: 'array', items: { type: 'string' }, description: 'Names of further objects, types or functions that let one piece of work run at a time. Mutexes, semaphores, limits of one, queues and `navigator.locks` are known.' },
      requestScoped: { type: 'array', items: { type: 'string' }, description: 'Names of parameters whose objects belong to one request, event or draft, so that nobody else writes them.' },
      tests: { type: 'boolean', description: 'Also looks at test files.' },
    },
    additionalProperties: false,
  },
];

/** Reports the write of a race; the message may name the place, and the lines of the read, the suspension and the condition. */
export function reportRace(context: Readonly<Context>, { read, suspend, write, check }: Race, messageId: string): void {
  const data = {
    place: quoted(printPlace(write.place), 30),
    read: quoted(printPlace(read.place), 30),
    readLine: lineOf(read.node),
    suspendLine: lineOf(suspend.node),
    suspend: suspend.how === 'yield' || suspend.how === 'then' ? suspend.how : 'await',
    condition: quoted(check?.node.getText() ?? '', 60),
  };
  report(context, { span: { start: write.node.getStart(), end: write.node.end }, messageId, data });
}
