/** `valid-contract`: a clause parses, resolves, is a condition, and belongs to something. */
import { analysisOf, type Analysis, type Problem } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { reportLongClauses } from '../long-clauses.ts';
import { problemMessage, reportProblems } from '../report-problems.ts';
import type { Suggestion } from '../report.ts';
import { reportSetup, reportUnread } from '../setup.ts';
import { markUsedNames } from '../used-names.ts';
import { valueImportEdits } from '../value-import.ts';

export interface ValidContractOptions {
  /** Whether missing type information is a problem: without it, names and types in clauses are not checked. */
  readonly types?: boolean;
  /** How many characters a line of a clause in a doc comment may have; 0 for any number. */
  readonly maxLength?: number;
}

export const validContract = createRule<readonly [ValidContractOptions], 'problem' | 'long' | 'importValue' | 'name'>({
  name: 'valid-contract',
  meta: {
    type: 'problem',
    docs: { description: 'Contracts parse, name what exists, are conditions, and belong to a declaration', configs: ['recommended', 'syntactic'], needsTypes: false },
    hasSuggestions: true,
    messages: {
      problem: problemMessage,
      long: 'The clause has {{length}} characters on a line, and at most {{longest}} are easy to read. Move the condition to a function whose name says what it means, and call that{{call}}.',
      importValue: 'Import `{{name}}` as a value.',
      name: 'Move the condition to a function: `{{call}}`.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          types: { type: 'boolean', description: 'Whether missing type information is a problem.' },
          maxLength: { type: 'integer', minimum: 0, description: 'How many characters a line of a clause in a doc comment may have; 0 for any number.' },
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ types: true, maxLength: 100 }],
  create: (context, [{ types = true, maxLength = 100 }]) => ({
    Program: () => {
      const analysis = analysisOf(context);
      if (!analysis) return reportUnread(context);
      markUsedNames(context, analysis);
      reportSetup(context, analysis, { wantsTypes: types });
      reportProblems(context, 'valid-contract', suggestionsFor);
      if (maxLength > 0) reportLongClauses(context, analysis, maxLength);
    },
  }),
});

/** TypeScript's code for the value of a name that was imported with `import type`. */
const importedAsType = 1361;

function suggestionsFor({ ts, program, sourceFile }: Analysis, { code, span }: Problem): Suggestion[] {
  if (code !== importedAsType || !program) return [];
  const name = sourceFile.text.slice(span.start, span.end);
  const edits = valueImportEdits({ ts, program, sourceFile }, name);
  return edits ? [{ messageId: 'importValue', data: { name }, edits }] : [];
}
