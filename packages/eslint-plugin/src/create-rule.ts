/** What every rule has: a page, the configs that hold it, and whether it needs types. */
import type { Span } from '@proviso/compiler';
import type { TSESTree } from '@typescript-eslint/utils';
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import type { Context } from './analysis.ts';

/** The configs that hold rules. */
export type ConfigName = 'recommended' | 'contracts-required' | 'strict' | 'syntactic';

export interface RuleDocs {
  readonly description: string;
  readonly configs: readonly ConfigName[];
  /** It says nothing, or less, where the parser gives no types. */
  readonly needsTypes: boolean;
}

/** Creates a rule. Its page is in the package, beside the code. */
export const createRule: ReturnType<typeof RuleCreator<RuleDocs>> = RuleCreator<RuleDocs>((name) => new URL(`../docs/rules/${name}.md`, import.meta.url).href);

/** Where a stretch of the text is, for a report. */
export function locOf({ sourceCode }: Pick<Context, 'sourceCode'>, { start, end }: Span): TSESTree.SourceLocation {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}
