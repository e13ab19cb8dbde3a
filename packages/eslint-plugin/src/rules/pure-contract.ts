/** `pure-contract`: checking a contract changes nothing, and gives the same each time. */
import { analysisOf, problemsOf, type Analysis, type Context } from '../analysis.ts';
import { effectsIn, type Effect, type OwnedClause } from '../clause-effects/effects-in.ts';
import type { EffectKind } from '../built-ins/known-effects.ts';
import { createRule } from '../create-rule.ts';
import { quoted } from '../quoted.ts';
import { problemMessage, reportProblems } from '../report-problems.ts';
import { report } from '../report.ts';

export interface PureContractOptions {
  /** Calls are judged too; without it, the rule says what the compiler says. */
  readonly calls?: boolean;
  /** Also reports calls of functions of which nothing is known. */
  readonly unknownCallees?: boolean;
}

const messages: Readonly<Record<EffectKind, string>> = {
  io: '`{{code}}` in a clause acts on the world outside, so the program does something else where contracts are off. Do it in the body, and state the condition on a value.',
  clock: '`{{code}}` in a clause reads the clock, so that the same call may pass now and fail later. Take the time as a parameter, and state the condition on that.',
  random: '`{{code}}` in a clause gives another value each time, so that the same call may pass now and fail later. State the condition on a value that was drawn before.',
  regexp: '`{{code}}` in a clause depends on where the last match of `{{subject}}` ended, because of its flag `g` or `y`, and moves it. Declare it without the flag, or write `text.search({{subject}}) !== -1`.',
  mutates: '`{{code}}` in a clause changes `{{subject}}`, so the program does something else where contracts are off. Look at it without changing it, or change a copy.',
  runsText: '`{{code}}` in a clause makes code of a text, which may do anything. Write the condition as an expression, and call a function that only looks.',
  calleeWrites: '`{{subject}}`, which the clause calls, changes something: `{{detail}}`. Then the program does something else where contracts are off. Call a function that only looks.',
  calleeActs: '`{{subject}}`, which the clause calls, does more than look at its arguments: `{{detail}}`. A clause depends on neither time nor chance and acts on nothing. Call a function that only looks.',
  unknownCallee: 'Whether `{{subject}}`, which the clause calls, changes anything is not known here. Declare it `@pure`, or write the condition without it.',
};

export const pureContract = createRule<readonly [PureContractOptions], 'problem' | EffectKind>({
  name: 'pure-contract',
  meta: {
    type: 'problem',
    docs: { description: 'Clauses have no effects, do not suspend, and do not depend on time or chance', configs: ['recommended', 'syntactic'], needsTypes: false },
    messages: { problem: problemMessage, ...messages },
    schema: [
      {
        type: 'object',
        properties: {
          calls: { type: 'boolean', description: 'Calls are judged too; without it, the rule says what the compiler says.' },
          unknownCallees: { type: 'boolean', description: 'Also reports calls of functions of which nothing is known.' },
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ calls: true, unknownCallees: false }],
  create: (context, [{ calls = true, unknownCallees = false }]) => ({
    Program: () => {
      reportProblems(context, 'pure-contract');
      const analysis = analysisOf(context);
      if (calls && analysis?.contracts) reportEffects(context, analysis, { unknownCallees });
    },
  }),
});

function reportEffects(context: Readonly<Context>, analysis: Analysis, options: { readonly unknownCallees: boolean }): void {
  const { contracts } = analysis;
  const wrong = problemsOf(analysis);
  const owned: OwnedClause[] = (contracts?.file.contracts ?? []).flatMap(({ owner, clauses }) => clauses.map((clause) => ({ clause, owner: owner.node })));
  const loose: OwnedClause[] = (contracts?.file.looseClauses ?? []).map((clause) => ({ clause }));
  for (const each of [...owned, ...loose]) {
    const isWrong = wrong.some(({ span }) => span.start < each.clause.span.end && span.end > each.clause.span.start);
    for (const effect of isWrong ? [] : effectsIn(analysis, each, options)) reportEffect(context, effect);
  }
}

function reportEffect(context: Readonly<Context>, { kind, node, subject, detail = '' }: Effect): void {
  const data = { code: quoted(node.getText(), 60), subject: quoted(subject, 40), detail: quoted(detail, 60) };
  report(context, { span: { start: node.getStart(), end: node.end }, messageId: kind, data });
}
