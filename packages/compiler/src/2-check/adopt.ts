/** Binds what functions inherit into their scopes, so that TypeScript resolves, keeps and renames the imports that the clauses name. */
import { clauseNames } from '../1-read/resolve.ts';
import { addFileFlags, bind, forgetFlow, isBound } from '../ts-internals.ts';
import { adopt, type TypedHost } from './in-place.ts';
import { clausesOf, type CheckedContracts } from './index.ts';

/**
 * Attaches the inherited clauses of a file. Their types were checked where they were declared, so only names of the file are looked up,
 * which marks an import as used.
 *
 * @noContract its effect is in TypeScript's checker
 */
export function attachInherited({ ts, program }: TypedHost, { file, inherited, inheritedFile, sound }: CheckedContracts): void {
  if (!inheritedFile || inherited.size === 0) return;
  if (!isBound(inheritedFile)) bind(ts, inheritedFile, program.getCompilerOptions());
  addFileFlags(ts, file.sourceFile, inheritedFile);
  const checker = program.getTypeChecker();
  for (const heir of inherited.values()) {
    for (const clause of clausesOf(heir)) {
      const arrow = clause.predicate?.arrow;
      if (!clause.origin || !arrow || !sound.has(clause)) continue;
      adopt(ts, { clause, owner: heir.owner, arrow });
      for (const node of clauseNames(ts, clause).filter((each) => clause.origin?.spelled.get(each)?.as === 'reference')) {
        forgetFlow(node);
        checker.getTypeAtLocation(node);
      }
    }
  }
}
