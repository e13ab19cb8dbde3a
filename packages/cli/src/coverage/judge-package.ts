/** What a run covered of a package: its functions and clauses, each with what became of it. */
import { relativePath } from '../project/select-subjects.ts';
import type { ClauseHint, ClauseState, CoveredClause, CoveredFunction, Shares } from './covered.ts';
import type { ListedClause, ListedFile } from './inventory.ts';
import { realPath, type Count, type Counts } from './read-counts.ts';

export interface JudgedPackage {
  readonly functions: readonly CoveredFunction[];
  readonly clauses: readonly CoveredClause[];
}

/** The run that a package is judged by. */
interface Run {
  readonly name: string;
  readonly root: string;
  readonly counts: Counts;
}

/**
 * Puts together what a package has and what was counted.
 *
 * @ensures `result.clauses.length >= 0`
 */
export function judgePackage(files: readonly ListedFile[], { name, root, counts }: Run): JudgedPackage {
  const functions: CoveredFunction[] = [];
  const clauses: CoveredClause[] = [];
  for (const { fileName, functions: listed, clauses: ofFile } of files) {
    const file = relativePath(root, fileName);
    const calls = counts.files.get(realPath(fileName))?.calls;
    for (const { key, isCounted, ...each } of listed) functions.push({ package: name, file, ...each, ...(isCounted ? { calls: calls?.get(key) ?? 0 } : {}) });
    for (const { calledAs, isAboutErrors, ...each } of ofFile) {
      const [evaluated, held] = counts.clauses.get(each.id) ?? [0, 0];
      const isCalled = calledAs === undefined || (calls?.get(calledAs) ?? 0) > 0;
      const state = stateOf({ ...each, isAboutErrors }, [evaluated, held], isCalled);
      const hint = state === 'exercised' ? hintOf({ ...each, isAboutErrors }, [evaluated, held], counts.clauses.get(`${each.id}?`)) : undefined;
      clauses.push({ package: name, file, ...each, state, ...(hint === undefined ? {} : { hint }), evaluated, held });
    }
  }
  return { functions, clauses };
}

function stateOf({ unchecked, isAboutErrors }: Pick<ListedClause, 'unchecked' | 'isAboutErrors'>, [evaluated, held]: Count, isCalled: boolean): ClauseState {
  if (evaluated > 0) return held > 0 || isAboutErrors ? 'exercised' : 'never-held';
  if (unchecked !== undefined) return 'unchecked';
  return isCalled ? 'not-reached' : 'not-called';
}

function hintOf({ isAboutErrors, part }: Pick<ListedClause, 'isAboutErrors' | 'part'>, [evaluated, held]: Count, antecedent: Count | undefined): ClauseHint | undefined {
  if (isAboutErrors) return held === 0 ? 'never-thrown' : undefined;
  if (held < evaluated && part !== 'precondition') return 'violated';
  return antecedent && antecedent[0] > 0 && antecedent[1] === 0 ? 'antecedent-never-true' : undefined;
}

/**
 * How much of something was covered.
 *
 * @ensures `result.clauses.covered <= result.clauses.total && result.contracts.covered <= result.contracts.total`
 */
export function sharesOf({ functions, clauses }: JudgedPackage): Shares {
  const exported = functions.filter((each) => each.exported);
  const asked = exported.filter(({ contract }) => contract !== 'exempt');
  const checked = clauses.filter(({ state }) => state !== 'unchecked');
  return {
    contracts: { ...shareOf(asked.filter(({ contract }) => contract === 'stated').length, asked.length), exempt: exported.length - asked.length },
    clauses: { ...shareOf(checked.filter(({ state }) => state === 'exercised').length, checked.length), unchecked: clauses.length - checked.length },
  };
}

function shareOf(covered: number, total: number): { total: number; covered: number; percent: number | null } {
  return { total, covered, percent: total === 0 ? null : Math.floor((covered * 1000) / total) / 10 };
}
