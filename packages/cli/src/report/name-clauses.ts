/** Says clauses of packages, which under `boundary` know themselves by an id alone, as their packages recorded them. */
import type { Problem, Report } from '@proviso/testing';
import { findRecordedClause, type RecordedClause } from '../explain/clause.ts';

/**
 * The reports, with the owners and texts of clauses that their counterexamples have by id alone, where a record below the folder has them.
 *
 * @noContract what it finds depends on the disk
 */
export function nameClauses(reports: readonly Report[], root: string): readonly Report[] {
  const known = new Map<string, RecordedClause | undefined>();
  const find = (id: string): RecordedClause | undefined => {
    if (!known.has(id)) known.set(id, findRecordedClause(root, id));
    return known.get(id);
  };
  return reports.map((report) => {
    if (report.verdict.verdict !== 'refuted') return report;
    const { counterexample, ...verdict } = report.verdict;
    return { ...report, verdict: { ...verdict, counterexample: { ...counterexample, problem: named(counterexample.problem, find) } } };
  });
}

function named(problem: Problem, find: (id: string) => RecordedClause | undefined): Problem {
  if (problem.problem !== 'violation' || problem.clause !== '') return problem;
  const { contract, clause, text = '' } = find(problem.id) ?? {};
  if (!contract || clause?.source === undefined) return problem;
  const message = problem.message.replace(/requires clause \S+ \(.*\)/, () => `${contract.owner} ${text.replace(/^@/, '')}`);
  return { ...problem, clause: clause.source, subject: contract.owner, message };
}
