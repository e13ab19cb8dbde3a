/** Reports with their suggestions. In a doc comment, where a directive does not reach, one suggestion more disables the rule. */
import type { Span } from '@proviso/compiler';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Context } from './analysis.ts';
import { locOf } from './create-rule.ts';
import { disablingEdits } from './disable-comment.ts';
import type { Edit } from './doc-comment.ts';

/** A change of the text that a person may choose. */
export interface Suggestion {
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
}

interface Report {
  readonly span: Span;
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly suggest?: readonly Suggestion[];
}

/** Reports a stretch of the text. What disables the rule comes last in the list: it mends nothing. */
export function report(context: Readonly<Context>, { span, messageId, data = {}, suggest = [] }: Report): void {
  const disabling = disablingEdits(context, span);
  const all = disabling ? [...suggest, { messageId: 'disableForComment', data: { rule: context.id }, edits: disabling }] : suggest;
  context.report({ loc: locOf(context, span), messageId, data, suggest: all.map(toDescriptor) });
}

function toDescriptor({ messageId, data = {}, edits }: Suggestion): TSESLint.SuggestionReportDescriptor<string> {
  return { messageId, data, fix: (fixer) => edits.map(({ range, text }) => fixer.replaceTextRange(range, text)) };
}
