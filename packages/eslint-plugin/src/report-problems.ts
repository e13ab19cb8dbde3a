/** Reports what the compiler finds wrong with contracts: the same text at the same place as `tspc`. */
import { analysisOf, problemsOf, type Context } from './analysis.ts';
import { locOf } from './create-rule.ts';

/** Reports the compiler's problems that belong to a rule; the rule's message `problem` is the compiler's text. */
export function reportProblems(context: Readonly<Context>, rule: string): void {
  const analysis = analysisOf(context);
  if (!analysis) return;
  for (const { span, text } of problemsOf(analysis).filter((problem) => problem.rule === rule)) {
    context.report({ loc: locOf(context, span), messageId: 'problem', data: { text } });
  }
}

/** The message of a rule that reports the compiler's problems. */
export const problemMessage = '{{text}}';
