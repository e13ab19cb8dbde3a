/** Finds classes that inherit a contract from a class or interface of the same file: inheritance is not checked yet. */
import type ts from 'typescript';
import { clauseKinds } from '../clause-kinds.ts';
import type { FileContracts, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';

/** One diagnostic per heir and contracted base. */
export function unsupportedHeirs(ts: TypeScript, file: FileContracts): Diagnostic[] {
  const bases = contractedTypes(ts, file);
  if (bases.size === 0) return [];
  const problems: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) {
      for (const { types } of node.heritageClauses ?? []) {
        for (const { expression } of types) {
          if (!ts.isIdentifier(expression) || !bases.has(expression.text)) continue;
          const span = { start: expression.getStart(), end: expression.end };
          problems.push(diagnostic('inherited-not-enforced', span, node.name?.text ?? '(anonymous class)', expression.text));
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file.sourceFile);
  return problems;
}

function contractedTypes(ts: TypeScript, file: FileContracts): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { owner, clauses } of file.contracts) {
    if (!clauses.some((clause) => clauseKinds[clause.kind].moment !== 'never')) continue;
    const holder = ts.isClassLike(owner.node) || ts.isInterfaceDeclaration(owner.node) ? owner.node : owner.node.parent;
    if ((ts.isClassLike(holder) || ts.isInterfaceDeclaration(holder)) && holder.name && owner.role !== 'constructor') names.add(holder.name.text);
  }
  return names;
}
