/** Reports what the compiler finds wrong with contracts: the same text at the same place as `tspc`. */
import { analysisOf, problemsOf, type Analysis, type Context, type Problem } from './analysis.ts';
import { report, type Suggestion } from './report.ts';

/** What a rule suggests for a problem. */
type SuggestFor = (analysis: Analysis, problem: Problem) => readonly Suggestion[];

/** Reports the compiler's problems that belong to a rule; the rule's message `problem` is the compiler's text. */
export function reportProblems(context: Readonly<Context>, rule: string, suggestFor: SuggestFor = () => []): void {
  const analysis = analysisOf(context);
  if (!analysis) return;
  for (const problem of problemsOf(analysis).filter((each) => each.rule === rule)) {
    report(context, { span: problem.span, messageId: 'problem', data: { text: problem.text }, suggest: suggestFor(analysis, problem) });
  }
}

/** The message of a rule that reports the compiler's problems. */
export const problemMessage = '{{text}}';
