/** How the names of a clause are spelled in the function that checks it. */
import type ts from 'typescript';
import { clauseNames, passedParameters } from '../1-read/resolve.ts';
import type { ArgumentSpelling, Clause, ContractOwner, Place, Spelling, TypeScript } from '../contract.ts';
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
  /** What was taken out of the arguments on entry; see {@link takenOnEntry}. */
  readonly taken?: ReadonlyMap<string, string> | undefined;
}

/** The name of the arguments for which a function has no parameter, where it gained one for them all. */
export function furtherName(draft: PlanDraft): string {
  return made(draft, 'a');
}

/** What stands for a parameter of the declaration that a clause comes from. */
export function argumentText(spelling: Spelling, { snapshots, result, further, taken }: Locals): string | undefined {
  if (spelling.as === 'parameter') return snapshots.get(spelling.name) ?? spelling.name;
  if (spelling.as === 'result') return result;
  if (spelling.as === 'reference') return undefined;
  return taken?.get(takingText(spelling, further) ?? '') ?? passedText(spelling.as === 'part' ? spelling.of : spelling, further);
}

function passedText(spelling: ArgumentSpelling, further: string): string {
  if (spelling.as === 'parameter') return spelling.name;
  const { as, index, isRest } = spelling;
  if (as === 'argument') return isRest ? `[...arguments].slice(${index})` : `arguments[${index}]`;
  return isRest ? (index === 0 ? further : `${further}.slice(${index})`) : `${further}[${index}]`;
}

/** Stands in a pattern for the name of its variable. */
const hole = '\0';

/**
 * The pattern that takes on entry what a name stands for: the part of an argument, `{ "width": p$t1 = 1 } = box || {}`, where one that is left out has no
 * parts; and a rest parameter that the heir leaves out, `p$t1 = [...arguments].slice(1)`, which is one list however often clauses name it.
 */
function takingText(spelling: Spelling, further: string): string | undefined {
  if (spelling.as === 'part') {
    const { properties, otherwise } = spelling.part;
    const holder = properties.slice(0, -1).reduce((object, property) => `(${object})[${JSON.stringify(property)}] || {}`, `${passedText(spelling.of, further)} || {}`);
    return `{ ${JSON.stringify(properties.at(-1))}: ${hole}${otherwise === undefined ? '' : ` = ${otherwise}`} } = ${holder}`;
  }
  if ((spelling.as !== 'argument' && spelling.as !== 'further') || !spelling.isRest) return undefined;
  const text = passedText(spelling, further);
  return text === further ? undefined : `${hole} = ${text}`;
}

/**
 * What clauses from elsewhere have taken out of the arguments on entry, by the patterns of {@link takingText}.
 *
 * @returns the names of the variables
 * @ensures `clauses.length > 0 || result.size === 0`
 */
export function takenOnEntry(draft: PlanDraft, clauses: readonly Clause[]): ReadonlyMap<string, string> {
  const further = furtherName(draft);
  const spellings = clauses.flatMap(({ origin }) => [...(origin?.spelled.values() ?? [])]);
  const patterns = new Set(spellings.flatMap((each) => takingText(each, further) ?? []));
  return new Map([...patterns].map((pattern, index) => [pattern, made(draft, `t${index + 1}`)]));
}

/** The declarations of {@link takenOnEntry}. */
export function takingCode(taken: ReadonlyMap<string, string>): Code[] {
  return [...taken].map(([pattern, name]) => code`const ${pattern.replace(hole, () => name)};`);
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
  const parts = [...origin.spelled].flatMap(([{ text }, spelling]) => (spelling.as === 'part' ? secrets.filter(({ root }) => spelling.of.as === 'parameter' && spelling.of.name === root).map((place) => ({ ...place, root: text, path: [] })) : []));
  return [...own, ...parts, ...secrets.filter(({ root }) => root === 'this'), ...origin.secrets];
}

/** The parameters of a function that a clause from elsewhere calls secret, by the names that they have there and here. */
export function secretParametersOf(ts: TypeScript, { origin }: Clause, { node }: ContractOwner): (readonly [there: string, here: string])[] {
  const own = ts.isFunctionLike(node) ? passedParameters(ts, node) : [];
  return [...(origin?.secretParameters ?? [])].flatMap(([index, there]) => {
    const name = own[index]?.name;
    return name && ts.isIdentifier(name) ? [[there, name.text] as const] : [];
  });
}
