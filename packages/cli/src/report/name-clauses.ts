/** Says clauses of packages, which under `boundary` know themselves by an id alone, as their packages recorded them. */
import type { Problem, Report } from '@proviso/testing';
import { explainRecordedClause } from '../explain/clause.ts';

/**
 * The reports, with the texts of clauses that their counterexamples have by id alone, where a record below the folder has them.
 *
 * @noContract what it finds depends on the disk
 */
export function nameClauses(reports: readonly Report[], root: string): readonly Report[] {
  const known = new Map<string, string | undefined>();
  const textOf = (id: string): string | undefined => {
    if (!known.has(id)) known.set(id, explainRecordedClause(root, id)?.text.replace(/^@/, ''));
    return known.get(id);
  };
  return reports.map((report) => {
    if (report.verdict.verdict !== 'refuted') return report;
    const { counterexample, ...verdict } = report.verdict;
    return { ...report, verdict: { ...verdict, counterexample: { ...counterexample, problem: named(counterexample.problem, textOf) } } };
  });
}

function named(problem: Problem, textOf: (id: string) => string | undefined): Problem {
  if (problem.problem !== 'violation' || problem.clause !== '') return problem;
  const text = textOf(problem.id);
  const clause = text === undefined ? undefined : /`(.+)`/.exec(text)?.[1];
  if (text === undefined || clause === undefined) return problem;
  return { ...problem, clause, message: problem.message.replace(/requires clause \S+ \(its text is in contracts\.json\)/, () => text) };
}
