/** `valid-contract`: a clause parses, resolves, is a condition, and belongs to something. */
import { analysisOf } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { problemMessage, reportProblems } from '../report-problems.ts';
import { reportSetup, reportUnread } from '../setup.ts';
import { markUsedNames } from '../used-names.ts';

export interface ValidContractOptions {
  /** Whether missing type information is a problem: without it, names and types in clauses are not checked. */
  readonly types?: boolean;
}

export const validContract = createRule<readonly [ValidContractOptions], 'problem'>({
  name: 'valid-contract',
  meta: {
    type: 'problem',
    docs: { description: 'Contracts parse, name what exists, are conditions, and belong to a declaration', configs: ['recommended', 'syntactic'], needsTypes: false },
    messages: { problem: problemMessage },
    schema: [{ type: 'object', properties: { types: { type: 'boolean', description: 'Whether missing type information is a problem.' } }, additionalProperties: false }],
  },
  defaultOptions: [{ types: true }],
  create: (context, [{ types = true }]) => ({
    Program: () => {
      const analysis = analysisOf(context);
      if (!analysis) return reportUnread(context);
      markUsedNames(context, analysis);
      reportSetup(context, analysis, { wantsTypes: types });
      return reportProblems(context, 'valid-contract');
    },
  }),
});
