/** Binds what functions inherit into their scopes, so that TypeScript resolves, keeps and renames the imports that the clauses name. */
import type ts from 'typescript';
import { clauseNames } from '../1-read/resolve.ts';
import type { Clause, ContractOwner, TypeScript } from '../contract.ts';
import { addFileFlags, bind, forgetFlow, isBound, setParent } from '../ts-internals.ts';
import { adopt, type TypedHost } from './in-place.ts';
import { clausesFromElsewhere, type CheckedContracts } from './index.ts';

/**
 * Attaches the inherited clauses of a file. Their types were checked where they were declared, so only names of the file are looked up,
 * which marks an import as used.
 *
 * @noContract its effect is in TypeScript's checker
 */
export function attachInherited({ ts, program }: TypedHost, checked: CheckedContracts): void {
  const { file, inheritedFiles = [] } = checked;
  for (const each of inheritedFiles) {
    if (!isBound(each)) bind(ts, each, program.getCompilerOptions());
    addFileFlags(ts, file.sourceFile, each);
  }
  if (inheritedFiles.length === 0) return;
  const checker = program.getTypeChecker();
  for (const { owner, clauses } of clausesFromElsewhere(checked)) {
    for (const clause of clauses.filter((each) => checked.sound.has(each))) {
      for (const name of adoptInherited(ts, owner, clause)) lookUp(ts, checker, name);
    }
  }
}

/**
 * Looks a name up as an operand of its own: where a member of it is named, as in `limits.low`, TypeScript marks it as used only when it checks the
 * type of the member.
 */
function lookUp(ts: TypeScript, checker: ts.TypeChecker, name: ts.Identifier): void {
  const { parent } = name;
  const operation = ts.factory.createVoidExpression(name);
  setParent(operation, parent);
  setParent(name, operation);
  forgetFlow(name);
  checker.getTypeAtLocation(name);
  setParent(name, parent);
}

/** Puts an inherited clause into the scope of a function that has to keep it, and gives the names that mean something of the function's file. */
export function adoptInherited(ts: TypeScript, owner: ContractOwner, clause: Clause): ts.Identifier[] {
  const arrow = clause.predicate?.arrow;
  if (!clause.origin || !arrow) return [];
  adopt(ts, { clause, owner, arrow });
  return clauseNames(ts, clause).filter((each) => clause.origin?.spelled.get(each)?.as === 'reference');
}
