/** What every rule has: a page, the configs that hold it, and whether it needs types. */
import type { Span } from '@proviso/compiler';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Context } from './analysis.ts';
import { pageOf } from './names.ts';

/** The configs that hold rules. */
export type ConfigName = 'recommended' | 'contracts-required' | 'strict' | 'syntactic';

export interface RuleDocs {
  readonly description: string;
  readonly configs: readonly ConfigName[];
  /** It says nothing, or less, where the parser gives no types. */
  readonly needsTypes: boolean;
  /** It suggests how to mend what it reports. */
  readonly suggests?: boolean;
}

type Rule<Options extends readonly unknown[], MessageId extends string> = TSESLint.RuleModule<MessageId, Options, RuleDocs>;

interface RuleParts<Options extends readonly unknown[], MessageId extends string> {
  readonly name: string;
  readonly meta: Rule<Options, MessageId>['meta'] & { readonly docs: RuleDocs };
  readonly defaultOptions: Options;
  /** Is given the options with the defaults where nothing is set. */
  create(context: Readonly<TSESLint.RuleContext<MessageId, Options>>, options: Options): TSESLint.RuleListener;
}

/** What every rule may say; see `report.ts`. */
const sharedMessages = { disableForComment: 'Disable {{rule}} for this comment.' };

/** Creates a rule. */
export function createRule<Options extends readonly unknown[], MessageId extends string>(parts: RuleParts<Options, MessageId>): Rule<Options, MessageId> {
  const { name, meta, defaultOptions } = parts;
  return {
    meta: { ...meta, hasSuggestions: true, messages: { ...meta.messages, ...sharedMessages }, docs: { ...meta.docs, url: pageOf(name), suggests: meta.hasSuggestions === true } },
    defaultOptions,
    create: (context) => parts.create(context, withDefaults(defaultOptions, context.options)),
  };
}

/** Options are objects, whose properties are set one by one. */
function withDefaults<Options extends readonly unknown[]>(defaults: Options, given: readonly unknown[]): Options {
  return defaults.map((each, index) => ({ ...(each as object), ...(given[index] as object | undefined) })) as unknown as Options;
}

/** Where a stretch of the text is, for a report. */
export function locOf({ sourceCode }: Pick<Context, 'sourceCode'>, { start, end }: Span): TSESTree.SourceLocation {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}
