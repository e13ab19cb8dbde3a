/** Which files the state rules look at, and the option that every one of them has. */
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type { Analysis, Context } from '../analysis.ts';
import { isTest } from '../require-contract/file-kinds.ts';
import { stateAnalysisOf } from './debug.ts';

export interface StateOptions {
  /** Also looks at test files. */
  readonly tests?: boolean;
}

/** The schema of `StateOptions`, for a rule's own. */
export const testsSchema = { type: 'boolean', description: 'Also looks at test files.' } as const;

/** The schema of a rule that has that option alone. */
export const testsOnlySchema: readonly [JSONSchema4] = [{ type: 'object', properties: { tests: testsSchema }, additionalProperties: false }];

/** The analysis of a file for a rule about its code: not of declarations, and of tests only where they are asked for. */
export function stateFileOf(context: Context, { tests = false }: StateOptions): Analysis | undefined {
  const analysis = stateAnalysisOf(context);
  if (!analysis || analysis.sourceFile.isDeclarationFile) return undefined;
  return tests || !isTest(analysis.sourceFile.fileName, analysis.pkg?.root) ? analysis : undefined;
}
