/** Clauses that are too long to be read where they stand. */
import type { Clause } from '@proviso/compiler';
import { problemsOf, type Analysis, type Context } from './analysis.ts';
import { namedPredicate } from './named-predicate.ts';
import { quoted } from './quoted.ts';
import { report } from './report.ts';

/** Reports doc clauses with a line of more than `longest` characters, unless something else is wrong with them. */
export function reportLongClauses(context: Readonly<Context>, analysis: Analysis, longest: number): void {
  const wrong = problemsOf(analysis);
  for (const contract of analysis.contracts?.file.contracts ?? []) {
    for (const clause of contract.clauses) {
      const { predicate } = clause;
      const length = lengthOf(analysis, clause);
      if (!predicate || length <= longest || wrong.some(({ span }) => span.start < clause.span.end && span.end > clause.span.start)) continue;
      const named = namedPredicate(analysis, contract, clause);
      const call = named && quoted(named.call, 60);
      report(context, {
        span: predicate.span,
        messageId: 'long',
        data: { length, longest, call: call === undefined ? '' : `: \`${call}\`` },
        suggest: named && call !== undefined ? [{ messageId: 'name', data: { call }, edits: named.edits }] : [],
      });
    }
  }
}

/** The length of the longest line of a doc clause; a call is code, and lines of code are nobody's business here. */
function lengthOf({ sourceFile: { text } }: Analysis, { statement, predicate }: Clause): number {
  if (!predicate || statement) return 0;
  const lines = text.slice(predicate.span.start, predicate.span.end).split(/\r\n|[\r\n\u2028\u2029]/);
  return Math.max(...lines.map((line) => line.replace(/^\s*\*?\s*/, '').length));
}
