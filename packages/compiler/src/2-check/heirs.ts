/** Finds classes that inherit a contract: inheritance is not checked yet, and says so. */
import type ts from 'typescript';
import { spanOf } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { FileContracts, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { baseOf, invariantHeirs } from './invariant-chain.ts';
import { keepsInherited } from './support.ts';

/** The contracted class or interface that a heritage expression means; undefined if it is none. */
type BaseOf = (expression: ts.Expression) => ContractedType | undefined;

/** A class or interface that its heirs inherit a contract from. */
export type ContractedType = ts.ClassLikeDeclaration | ts.InterfaceDeclaration;

/** What heirs inherit: contracts of members, or only an invariant, which an heir with one of its own checks too. */
type ContractedTypes = ReadonlyMap<ts.Node, { readonly onlyInvariant: boolean }>;

/**
 * One diagnostic for every class of a file and every contracted base whose contract it does not check.
 *
 * @pure
 */
export function heirsIn(ts: TypeScript, sourceFile: ts.SourceFile, { contracted, baseOf }: { contracted: ContractedTypes; baseOf: BaseOf }): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) {
      for (const expression of (node.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.expression))) {
        const base = baseOf(expression);
        if (!base || (contracted.get(base)?.onlyInvariant === true && (contracted.has(node) || isKept(ts, node, base)))) continue;
        problems.push(diagnostic('inherited-not-enforced', spanOf(expression), node.name?.text ?? '(anonymous class)', expression.getText()));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return problems;
}

/** An invariant of the same file is checked in the heir as well; {@link unkeptIn} says where it cannot be. */
function isKept(ts: TypeScript, node: ts.ClassLikeDeclaration, base: ContractedType): boolean {
  return ts.isClassLike(base) && base.getSourceFile() === node.getSourceFile();
}

/** The classes that inherit an invariant of their own file and are written in a way in which it cannot be checked. */
function unkeptIn(ts: TypeScript, { sourceFile, contracts }: FileContracts): Diagnostic[] {
  const stating = new Set<ts.Node>(contracts.filter(({ clauses }) => clauses.some(({ kind }) => clauseKinds[kind].moment === 'visible')).map(({ owner }) => owner.node));
  if (stating.size === 0) return [];
  const heirs = invariantHeirs(ts, sourceFile, { hasInvariant: (node) => stating.has(node) });
  return heirs.filter((node) => !keepsInherited(ts, node)).flatMap((node) => {
    const base = baseOf(ts, node);
    return base ? [diagnostic('inherited-not-enforced', spanOf(base), node.name?.text ?? '(anonymous class)', base.getText())] : [];
  });
}

/**
 * The classes and interfaces of some files from which a contract is inherited. Contracts of constructors are not.
 *
 * @pure
 */
export function contractedTypes(ts: TypeScript, files: readonly FileContracts[]): ContractedTypes {
  const types = new Map<ts.Node, { onlyInvariant: boolean }>();
  for (const { owner, clauses } of files.flatMap(({ contracts }) => contracts)) {
    if (owner.role === 'constructor' || !clauses.some(({ kind }) => clauseKinds[kind].moment !== 'never')) continue;
    const isType = ts.isClassLike(owner.node) || ts.isInterfaceDeclaration(owner.node);
    const holder: ts.Node = isType ? owner.node : owner.node.parent;
    if (!ts.isClassLike(holder) && !ts.isInterfaceDeclaration(holder)) continue;
    types.set(holder, { onlyInvariant: isType && types.get(holder)?.onlyInvariant !== false });
  }
  return types;
}

/** The heirs of a file whose base is declared in the file itself. */
export function heirsInFile(ts: TypeScript, file: FileContracts): Diagnostic[] {
  if (!/\b(?:extends|implements)\b/.test(file.sourceFile.text)) return [];
  const unkept = unkeptIn(ts, file);
  const contracted = contractedTypes(ts, [file]);
  const byName = new Map([...contracted.keys()].flatMap((node) => nameOf(node as ContractedType)));
  if (byName.size === 0) return unkept;
  const found = heirsIn(ts, file.sourceFile, { contracted, baseOf: (expression) => (ts.isIdentifier(expression) ? byName.get(expression.text) : undefined) });
  return [...unkept, ...found];
}

function nameOf(node: ContractedType): [string, ContractedType][] {
  return node.name ? [[node.name.text, node]] : [];
}
