/** Names that only clauses use count as used, for the rules that look for unused imports and variables. */
import { clauseNames } from '@proviso/compiler';
import type { Analysis, Context } from './analysis.ts';

/** Marks what the clauses of a file name as used in the linter's scopes. */
export function markUsedNames({ sourceCode }: Readonly<Context>, { ts, contracts, ...source }: Analysis): void {
  for (const { owner, clauses } of contracts?.file.contracts ?? []) {
    const node = source.nodeOf(owner.node) ?? sourceCode.ast;
    for (const { text } of clauses.flatMap((clause) => clauseNames(ts, clause))) sourceCode.markVariableAsUsed(text, node);
  }
}
