/** Finds classes that inherit a contract: inheritance is not checked yet, and says so. */
import type ts from 'typescript';
import { clauseKinds } from '../clause-kinds.ts';
import type { FileContracts, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';

/** The name of the contracted class or interface that a heritage expression means; undefined if it is none. */
export type ContractedBase = (expression: ts.Expression) => string | undefined;

/** One diagnostic for every class of a file and every contracted base that it extends or implements. */
export function heirsIn(ts: TypeScript, sourceFile: ts.SourceFile, contractedBase: ContractedBase): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) problems.push(...heritageOf(node, contractedBase));
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return problems;
}

function heritageOf(node: ts.ClassLikeDeclaration, contractedBase: ContractedBase): Diagnostic[] {
  return (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression }) => {
      const base = contractedBase(expression);
      const span = { start: expression.getStart(), end: expression.end };
      return base === undefined ? [] : [diagnostic('inherited-not-enforced', span, node.name?.text ?? '(anonymous class)', base)];
    }),
  );
}

/** The classes and interfaces of a file from which a contract is inherited. Constructors are not. */
export function contractedTypes(ts: TypeScript, file: FileContracts): ReadonlySet<ts.ClassLikeDeclaration | ts.InterfaceDeclaration> {
  const types = new Set<ts.ClassLikeDeclaration | ts.InterfaceDeclaration>();
  for (const { owner, clauses } of file.contracts) {
    if (owner.role === 'constructor' || !clauses.some(({ kind }) => clauseKinds[kind].moment !== 'never')) continue;
    const holder = ts.isClassLike(owner.node) || ts.isInterfaceDeclaration(owner.node) ? owner.node : owner.node.parent;
    if (ts.isClassLike(holder) || ts.isInterfaceDeclaration(holder)) types.add(holder);
  }
  return types;
}

/** The heirs of a file whose base is declared in the file itself. */
export function heirsInFile(ts: TypeScript, file: FileContracts): Diagnostic[] {
  const names = new Set([...contractedTypes(ts, file)].flatMap(({ name }) => (name ? [name.text] : [])));
  if (names.size === 0) return [];
  return heirsIn(ts, file.sourceFile, (expression) => (ts.isIdentifier(expression) && names.has(expression.text) ? expression.text : undefined));
}
