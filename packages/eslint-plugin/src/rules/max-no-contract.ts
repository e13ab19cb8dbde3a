/** `max-no-contract`: going without a contract is rare, and has a reason. */
import { clauseKinds, type Clause } from '@proviso/compiler';
import { analysisOf, type Analysis, type Context } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { countExemptions, exemptionsIn } from '../exemptions.ts';
import { report } from '../report.ts';

export interface MaxNoContractOptions {
  /** How many `@noContract` and `@trusted` a package may have; no limit if it is left out. */
  readonly max?: number;
}

let segmenter: Intl.Segmenter | undefined;

/** Tells words, also of languages that set no spaces between them. It is made when it is wanted, since that takes as long as to lint some files. */
function wordSegmenter(): Intl.Segmenter {
  return (segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' }));
}

export const maxNoContract = createRule<readonly [MaxNoContractOptions], 'empty' | 'reason' | 'budget'>({
  name: 'max-no-contract',
  meta: {
    type: 'suggestion',
    docs: { description: '@noContract and @trusted have a reason, and stay within the budget of the package', configs: ['contracts-required', 'strict'], needsTypes: false },
    messages: {
      empty: '@{{tag}} has no reason. Say in three words or more why no condition is worth stating here, or write the contract instead.',
      reason: '"{{reason}}" gives no reason that a reader could check. Say in three words or more why no condition is worth stating here, or write the contract instead of @{{tag}}.',
      budget: 'The package `{{name}}` has {{count}} @noContract and @trusted, and its budget is {{max}}. Write a contract here or for another of them, or raise `max` of this rule on purpose.',
    },
    schema: [{ type: 'object', properties: { max: { type: 'integer', minimum: 0, description: 'How many @noContract and @trusted a package may have; no limit if it is left out.' } }, additionalProperties: false }],
  },
  defaultOptions: [{}],
  create: (context, [{ max }]) => ({
    Program: () => {
      const analysis = analysisOf(context);
      if (analysis?.pkg?.optedIn !== true) return;
      const clauses = exemptionsIn(analysis.contracts?.file.contracts ?? []);
      for (const clause of clauses) reportReason(context, clause);
      if (max !== undefined) reportBudget(context, analysis, { clauses, max });
    },
  }),
});

const fillers: ReadonlySet<string> = new Set(
  'a add and be because contract do fix fixme for function go here is it just later legacy method n n/a na need needed needs no none not nothing now obvious obviously one reason same self-explanatory simple skip so temporary tbd that the this to todo too trivial unnecessary unneeded very wip worth yet'.split(' '),
);

function reportReason(context: Readonly<Context>, { reason = '', span, kind }: Clause): void {
  const words = [...wordSegmenter().segment(reason)].flatMap(({ segment, isWordLike }) => (isWordLike === true ? [segment.toLowerCase()] : []));
  if (words.length >= 3 && words.some((word) => !fillers.has(word))) return;
  const data = { tag: clauseKinds[kind].tag ?? '', reason: reason.length > 60 ? `${reason.slice(0, 59)}…` : reason };
  report(context, { span, messageId: words.length === 0 ? 'empty' : 'reason', data });
}

/** Reports those of a file that come after the budget is spent. */
function reportBudget(context: Readonly<Context>, analysis: Analysis, { clauses, max }: { readonly clauses: readonly Clause[]; readonly max: number }): void {
  const { before, all } = countExemptions(analysis, clauses.length);
  for (const { span } of clauses.slice(Math.max(max - before, 0))) {
    report(context, { span, messageId: 'budget', data: { name: analysis.pkg?.name ?? '', count: all, max } });
  }
}
