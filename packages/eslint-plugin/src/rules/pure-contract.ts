/** `pure-contract`: checking a contract changes nothing. */
import { createRule } from '../create-rule.ts';
import { problemMessage, reportProblems } from '../report-problems.ts';

export const pureContract = createRule<readonly [], 'problem'>({
  name: 'pure-contract',
  meta: {
    type: 'problem',
    docs: { description: 'Clauses have no effects and do not suspend', configs: ['recommended', 'syntactic'], needsTypes: false },
    messages: { problem: problemMessage },
    schema: [],
  },
  defaultOptions: [],
  create: (context) => ({ Program: () => reportProblems(context, 'pure-contract') }),
});
