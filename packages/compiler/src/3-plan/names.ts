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
  /** The variables that hold parts of arguments, by {@link partText}. */
  readonly parts: ReadonlyMap<string, string>;
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
export function argumentText(spelling: Spelling, locals: Locals): string | undefined {
  switch (spelling.as) {
    case 'parameter':
      return locals.snapshots.get(spelling.name) ?? spelling.name;
    case 'argument':
    case 'further':
      return passedText(spelling, locals.further);
    case 'part':
      return locals.parts.get(partText(spelling, locals.further));
    case 'result':
      return locals.result;
    case 'reference':
      return undefined;
  }
}

function passedText(spelling: ArgumentSpelling, further: string): string {
  switch (spelling.as) {
    case 'parameter':
      return spelling.name;
    case 'argument':
      return spelling.isRest ? `[...arguments].slice(${spelling.index})` : `arguments[${spelling.index}]`;
    case 'further':
      return spelling.isRest ? `${further}.slice(${spelling.index})` : `${further}[${spelling.index}]`;
  }
}

/** The pattern that takes a part of an argument, with `*` for the name that it is to have: `{ "width": * = 1 } = box || {}`. An argument that is left out has no parts. */
export function partText({ of, part: { properties, otherwise } }: Spelling & { readonly as: 'part' }, further: string): string {
  const holder = properties.slice(0, -1).reduce((object, property) => `(${object})[${JSON.stringify(property)}] || {}`, `${passedText(of, further)} || {}`);
  return `{ ${JSON.stringify(properties.at(-1))}: *${otherwise === undefined ? '' : ` = ${otherwise}`} } = ${holder}`;
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

/** The parts of arguments that clauses from elsewhere speak of, and the variables that hold them, in the order of {@link partText}. */
export function partsNamed(draft: PlanDraft, clauses: readonly Clause[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const spelling of clauses.flatMap(({ origin }) => [...(origin?.spelled.values() ?? [])])) {
    if (spelling.as !== 'part') continue;
    const text = partText(spelling, furtherName(draft));
    if (!parts.has(text)) parts.set(text, made(draft, `part${parts.size + 1}`));
  }
  return parts;
}
