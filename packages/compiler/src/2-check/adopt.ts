/** Binds what functions inherit into their scopes, so that TypeScript resolves, keeps and renames the imports that the clauses name. */
import { clauseNames } from '../1-read/resolve.ts';
import { addFileFlags, bind, forgetFlow, isBound } from '../ts-internals.ts';
import { adopt, type TypedHost } from './in-place.ts';
import { clausesFromElsewhere, type CheckedContracts } from './index.ts';

/**
 * Attaches the inherited clauses of a file. Their types were checked where they were declared, so only names of the file are looked up,
 * which marks an import as used.
 *
 * @noContract its effect is in TypeScript's checker
 */
export function attachInherited({ ts, program }: TypedHost, checked: CheckedContracts): void {
  const { file, inheritedFiles = [], sound } = checked;
  for (const each of inheritedFiles) {
    if (!isBound(each)) bind(ts, each, program.getCompilerOptions());
    addFileFlags(ts, file.sourceFile, each);
  }
  if (inheritedFiles.length === 0) return;
  const checker = program.getTypeChecker();
  for (const { owner, clauses } of clausesFromElsewhere(checked)) {
    for (const clause of clauses) {
      const arrow = clause.predicate?.arrow;
      if (!clause.origin || !arrow || !sound.has(clause)) continue;
      adopt(ts, { clause, owner, arrow });
      for (const node of clauseNames(ts, clause).filter((each) => clause.origin?.spelled.get(each)?.as === 'reference')) {
        forgetFlow(node);
        checker.getTypeAtLocation(node);
      }
    }
  }
}
