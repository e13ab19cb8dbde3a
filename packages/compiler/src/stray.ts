/** Clauses in packages that did not opt in: documentation, unless one cannot be meant as prose. */
import type ts from 'typescript';
import { read } from './1-read/index.ts';
import { clauseKinds } from './clause-kinds.ts';
import type { Clause, Host, TypeScript } from './contract.ts';

/**
 * The first clause of a file whose package did not opt in, where it cannot be meant as prose: a call of what the file imports from the runtime never is.
 *
 * @param onlyCalls leaves out what stands in doc comments, which in the sources of another package may be documentation all the same
 * @ensures `result === undefined || result.predicate !== undefined`
 */
export function strayClause(host: Host, file: ts.SourceFile, { onlyCalls = false }: { readonly onlyCalls?: boolean } = {}): Clause | undefined {
  const pkg = host.packageOf(file.fileName) ?? { name: '', root: '', optedIn: false };
  if (pkg.optedIn) return undefined;
  const contracts = read({ ts: host.ts, packageOf: () => ({ ...pkg, optedIn: true }) }, file);
  const clauses = [...(contracts?.contracts ?? []).flatMap((contract) => contract.clauses), ...(contracts?.looseClauses ?? [])];
  return clauses.find(({ kind, statement, predicate }) => predicate && (statement !== undefined || (!onlyCalls && clauseKinds[kind].alwaysFormal && isCondition(host.ts, predicate.expression))));
}

/** An expression that only a contract would put between backticks: a comparison, a call or a connective. */
function isCondition(ts: TypeScript, expression: ts.Expression): boolean {
  return ts.isBinaryExpression(expression) || ts.isPrefixUnaryExpression(expression) || ts.isCallExpression(expression) || ts.isArrowFunction(expression);
}
