/** `compatible-override`: an heir accepts at least what its base accepts and promises at least as much. */
import { createRule } from '../create-rule.ts';
import { problemMessage, reportProblems } from '../report-problems.ts';

export const compatibleOverride = createRule<readonly [], 'problem'>({
  name: 'compatible-override',
  meta: {
    type: 'problem',
    docs: { description: 'Contracts of overrides and overloads agree with those that they override', configs: ['recommended', 'syntactic'], needsTypes: false },
    messages: { problem: problemMessage },
    schema: [],
  },
  defaultOptions: [],
  create: (context) => ({ Program: () => reportProblems(context, 'compatible-override') }),
});
