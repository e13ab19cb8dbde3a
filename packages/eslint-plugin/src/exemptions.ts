/** How many declarations of a package are deliberately without a contract: counted over all files that the process has seen. */
import { clauseKinds, packageFinder, type Clause, type Contract } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';
import { contractFiles } from './contract-files.ts';
import { textFact } from './text-fact.ts';

/** The clauses of a file's contracts that state a reason instead of a condition; once, where a tag stands above several functions. */
export function exemptionsIn(contracts: readonly Contract[]): readonly Clause[] {
  const reasons = contracts.flatMap(({ clauses }) => clauses.filter(({ kind }) => clauseKinds[kind].content === 'reason'));
  return [...new Map(reasons.map((clause) => [clause.span.start, clause])).values()];
}

/** The count of each file with such clauses, by package and in the order in which the files were first seen. */
const counts = new Map<string, Map<string, number>>();

/** Notes what a file has. Those of a program are all seen with its first file, so that the order of linting does not matter. */
export function countExemptions(analysis: Analysis, own: number): { readonly before: number; readonly all: number } {
  const root = analysis.pkg?.root ?? '';
  const ofPackage = counts.get(root) ?? new Map<string, number>();
  counts.set(root, ofPackage);
  for (const [fileName, count] of programCounts(analysis, root)) ofPackage.set(fileName, count);
  ofPackage.set(analysis.sourceFile.fileName, own);
  const files = [...ofPackage.keys()];
  const sum = (names: readonly string[]): number => names.reduce((total, name) => total + (ofPackage.get(name) ?? 0), 0);
  return { before: sum(files.slice(0, files.indexOf(analysis.sourceFile.fileName))), all: sum(files) };
}

const countsOfPrograms = new WeakMap<ts.Program, Map<string, ReadonlyMap<string, number>>>();

/** The counts of the files of a program that belong to a package, in the order of their names. */
function programCounts({ ts, program, pkg, contractsOf }: Analysis, root: string): ReadonlyMap<string, number> {
  if (!program || pkg?.optedIn !== true) return new Map();
  const byPackage = countsOfPrograms.get(program) ?? new Map<string, ReadonlyMap<string, number>>();
  countsOfPrograms.set(program, byPackage);
  const known = byPackage.get(root);
  if (known) return known;
  const packageOf = packageFinder(ts);
  const files = contractFiles(program).filter((file) => !file.isDeclarationFile && givesReason(file) && packageOf(file.fileName)?.root === root);
  const found = files.map((file) => [file.fileName, exemptionsIn(contractsOf(file)).length] as const);
  const ordered = new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  byPackage.set(root, ordered);
  return ordered;
}

const reasonTag = new RegExp(`@(?:${Object.values(clauseKinds).flatMap(({ tag, content }) => (tag !== undefined && content === 'reason' ? [tag] : [])).join('|')})\\b`);
const givesReason = textFact('reasons', (text) => reasonTag.test(text));
