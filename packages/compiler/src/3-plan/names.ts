/** How the names of a clause are spelled in the function that checks it. */
import type ts from 'typescript';
import { clauseNames, passedParameters } from '../1-read/resolve.ts';
import type { Clause, ContractOwner, Place, Spelling, TypeScript } from '../contract.ts';
import { made, type PlanDraft } from './draft.ts';
import { code, reference, type Code } from './plan.ts';

/** The names that the check of a clause uses, as they are spelled there; `counts` selects the places where it uses them. */
export function namesUsed(ts: TypeScript, clause: Clause, counts: (name: ts.Identifier) => boolean = () => true): string[] {
  return clauseNames(ts, clause).filter(counts).flatMap((node) => {
    const spelling = clause.origin?.spelled.get(node);
    return spelling?.as === 'parameter' ? [spelling.name] : spelling === undefined || spelling.as === 'reference' ? [node.text] : [];
  });
}

/** What names stand for in the function that checks a clause. */
export interface Locals {
  readonly snapshots: ReadonlyMap<string, string>;
  /** What the function returns or yields. */
  readonly result: string;
  /** The rest parameter that it gained; see {@link furtherName}. */
  readonly further: string;
}

/** The name of the arguments for which a function has no parameter, where it gained one for them all. */
export function furtherName(draft: PlanDraft): string {
  return made(draft, 'a');
}

/** What stands for a parameter of the declaration that a clause comes from. */
export function argumentText(spelling: Spelling, { snapshots, result, further }: Locals): string | undefined {
  switch (spelling.as) {
    case 'parameter':
      return snapshots.get(spelling.name) ?? spelling.name;
    case 'argument':
      return spelling.isRest ? `[...arguments].slice(${spelling.index})` : `arguments[${spelling.index}]`;
    case 'further':
      return spelling.isRest ? `${further}.slice(${spelling.index})` : `${further}[${spelling.index}]`;
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

/** The parameters of a function that a clause from elsewhere calls secret, by the names that they have there and here. */
export function secretParametersOf(ts: TypeScript, { origin }: Clause, { node }: ContractOwner): (readonly [there: string, here: string])[] {
  const own = ts.isFunctionLike(node) ? passedParameters(ts, node) : [];
  return [...(origin?.secretParameters ?? [])].flatMap(([index, there]) => {
    const name = own[index]?.name;
    return name && ts.isIdentifier(name) ? [[there, name.text] as const] : [];
  });
}
