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
  /** Lists of arguments that were made on entry, by what makes them; see {@link restLists}. */
  readonly lists?: ReadonlyMap<string, string> | undefined;
}

/** The name of the arguments for which a function has no parameter, where it gained one for them all. */
export function furtherName(draft: PlanDraft): string {
  return made(draft, 'a');
}

/** What stands for a parameter of the declaration that a clause comes from. */
export function argumentText(spelling: Spelling, { snapshots, result, further, lists }: Locals): string | undefined {
  if (spelling.as === 'parameter') return snapshots.get(spelling.name) ?? spelling.name;
  if (spelling.as === 'result') return result;
  if (spelling.as === 'reference') return undefined;
  const text = argumentsText(spelling, further);
  return lists?.get(text) ?? text;
}

type SpelledArgument = Extract<Spelling, { readonly as: 'argument' | 'further' }>;

function argumentsText({ as, index, isRest }: SpelledArgument, further: string): string {
  if (as === 'argument') return isRest ? `[...arguments].slice(${index})` : `arguments[${index}]`;
  return isRest ? (index === 0 ? further : `${further}.slice(${index})`) : `${further}[${index}]`;
}

/**
 * A rest parameter of the base that the heir leaves out is one list, however often clauses name it: it is made on entry.
 *
 * @returns the names of such lists, by what makes them
 * @ensures `clauses.length > 0 || result.size === 0`
 */
export function restLists(draft: PlanDraft, clauses: readonly Clause[]): ReadonlyMap<string, string> {
  const further = furtherName(draft);
  const spellings = clauses.flatMap(({ origin }) => [...(origin?.spelled.values() ?? [])]);
  const texts = new Set(spellings.flatMap((each) => ((each.as === 'argument' || each.as === 'further') && each.isRest ? [argumentsText(each, further)] : [])));
  texts.delete(further);
  return new Map([...texts].map((text, index) => [text, made(draft, `l${index === 0 ? '' : index + 1}`)]));
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
