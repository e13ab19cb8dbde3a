/**
 * Checks the clauses of a file after TypeScript has checked everything else. It prints the parts of a union in the order in which it first met
 * them, so what clauses mean has to be met last: declarations are then those of the file without contracts.
 */
import type ts from 'typescript';
import { isReference } from '../1-read/resolve.ts';
import type { Clause, FileContracts, TypeScript } from '../contract.ts';
import { asUnchecked, bind, deferredDiagnostics, isBound, markDeclared, markUse } from '../ts-internals.ts';
import { adoptInherited, attachInherited } from './adopt.ts';
import { adopt, attachable, bindClauses, conditionType, isInside, putOff, type Attached, type TypedHost } from './in-place.ts';
import { clausesFromElsewhere, type CheckedContracts } from './index.ts';
import { unknownNames } from './unknown-names.ts';

/** The clauses of a file that were bound into their owners' scopes, and what TypeScript says of them. */
export interface LateChecked {
  readonly attached: readonly Attached[];
  readonly errors: readonly ts.Diagnostic[];
}

/**
 * Attaches the doc clauses that `wanted` selects and what is inherited, and has TypeScript check them.
 *
 * @ensures `result.attached.length > 0 || result.errors.length === 0`
 * @modifies checked
 */
export function checkLate(host: TypedHost, checked: CheckedContracts, wanted: (clause: Clause) => boolean): LateChecked {
  attachInherited(host, checked);
  const { sourceFile } = checked.file;
  const attached = bindClauses(host, checked.file, wanted);
  if (attached.length === 0) return { attached, errors: [] };
  if (host.program.getCompilerOptions().noCheck === true) useImports(host, attached);
  const found = asUnchecked(sourceFile, () => {
    putOff(host, attached);
    return deferredDiagnostics(host.program, sourceFile);
  });
  return { attached, errors: [...found.filter(isInside(host.ts, attached)), ...unknownNames(host, sourceFile, attached)] };
}

/** Under `noCheck` TypeScript checks no clause, and would leave out the imports that only clauses need. */
function useImports({ ts, program }: TypedHost, attached: readonly Attached[]): void {
  const checker = program.getTypeChecker();
  for (const { clause } of attached) if (clause.predicate) conditionType(ts, checker, clause.predicate.expression);
}

/** The clauses of a file that are checked after it. */
interface LateClauses {
  /** Which of those in doc comments. */
  readonly wanted: (clause: Clause) => boolean;
  readonly calls: readonly ts.ExpressionStatement[];
}

/**
 * Marks what the clauses of a file name as used, before TypeScript looks for what is not: imports, parameters and private members.
 *
 * @noContract its effect is in TypeScript's checker
 */
export function markUses({ ts, program }: TypedHost, checked: CheckedContracts, { wanted, calls }: LateClauses): void {
  const { file, inheritedFiles = [] } = checked;
  const options = program.getCompilerOptions();
  if (options.noUnusedLocals !== true && options.noUnusedParameters !== true) return;
  for (const each of [file.clauseFile, ...inheritedFiles]) if (each && !isBound(each)) bind(ts, each, options);
  const checker = program.getTypeChecker();
  for (const each of clausesIn(file, wanted)) {
    adopt(ts, each);
    markNames(ts, checker, { node: each.arrow, place: each.owner.node });
  }
  for (const call of calls) markNames(ts, checker, { node: call, place: call });
  for (const { owner, clauses } of clausesFromElsewhere(checked)) {
    for (const clause of clauses) for (const name of adoptInherited(ts, owner, clause)) markUse(ts, checker, name);
  }
}

function clausesIn({ contracts }: FileContracts, wanted: (clause: Clause) => boolean): Attached[] {
  return contracts.flatMap((contract) => attachable(contract, wanted));
}

function markNames(ts: TypeScript, checker: ts.TypeChecker, { node: named, place }: { readonly node: ts.Node; readonly place: ts.Node }): void {
  const members = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) members.add(node.name.text);
    if (ts.isIdentifier(node) && isReference(ts, node)) markUse(ts, checker, node);
    ts.forEachChild(node, visit);
  };
  visit(named);
  for (let at: ts.Node | undefined = members.size > 0 ? place : undefined; at; at = at.parent as ts.Node | undefined) {
    if (ts.isClassLike(at)) for (const member of declaredIn(ts, at)) if (members.has(nameOf(ts, member))) markDeclared(ts, member);
  }
}

/** The members of a class, and the parameters of its constructor, which may be members too. */
function declaredIn(ts: TypeScript, node: ts.ClassLikeDeclaration): ts.NamedDeclaration[] {
  return node.members.flatMap((member): readonly ts.NamedDeclaration[] => (ts.isConstructorDeclaration(member) ? member.parameters : [member]));
}

function nameOf(ts: TypeScript, { name }: ts.NamedDeclaration): string {
  return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name.text : '';
}
