/** How the names of a clause are spelled in the function that checks it. */
import type ts from 'typescript';
import { clauseNames } from '../1-read/resolve.ts';
import type { Clause, Place, Spelling, TypeScript } from '../contract.ts';
import { code, reference, type Code } from './plan.ts';

/** The names that the check of a clause uses, as they are spelled there. */
export function namesUsed(ts: TypeScript, clause: Clause): string[] {
  return clauseNames(ts, clause).flatMap((node) => {
    const spelling = clause.origin?.spelled.get(node);
    return spelling?.as === 'parameter' ? [spelling.name] : spelling === undefined || spelling.as === 'reference' ? [node.text] : [];
  });
}

/** What stands for a parameter of the declaration that a clause comes from. */
export function argumentText(spelling: Spelling, snapshots: ReadonlyMap<string, string>, result: string): string | undefined {
  switch (spelling.as) {
    case 'parameter':
      return snapshots.get(spelling.name) ?? spelling.name;
    case 'argument':
      return spelling.isRest ? `[...arguments].slice(${spelling.index})` : `arguments[${spelling.index}]`;
    case 'result':
      return result;
    case 'reference':
      return undefined;
  }
}

/** A name of the module as the file calls it. */
export function referenceCode(node: ts.Identifier, spelling: Spelling): Code | undefined {
  if (spelling.as !== 'reference') return undefined;
  return spelling.member === undefined ? [reference(node)] : code`${reference(node)}.${spelling.member}`;
}

/** What must not be shown, by the names that the clause has for it. */
export function secretsFor({ origin }: Clause, secrets: readonly Place[]): readonly Place[] {
  if (!origin) return secrets;
  const names = [...origin.spelled].flatMap(([node, spelling]) => (spelling.as === 'parameter' ? [[spelling.name, node.text] as const] : []));
  const own = secrets.flatMap((place) => names.filter(([name]) => name === place.root).map(([, root]) => ({ ...place, root })));
  return [...own, ...secrets.filter(({ root }) => root === 'this'), ...origin.secrets];
}
