/** How the names of a clause are spelled in the function that checks it. */
import type ts from 'typescript';
import { addBinding, clauseNames, passedParameters } from '../1-read/resolve.ts';
import { isGenerator } from '../1-read/syntax.ts';
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

/** How the names of a clause from elsewhere are spelled; of any other clause, none. */
export function spellingsOf({ origin }: Clause): Spelling[] {
  return [...(origin?.spelled.values() ?? [])];
}

/** What names stand for in the function that checks a clause. */
export interface Locals {
  readonly snapshots: ReadonlyMap<string, string>;
  /** What the function returns or yields. */
  readonly result: string;
  readonly passed: Passed;
  /** What was taken out of the arguments on entry; see {@link takenOnEntry}. */
  readonly taken?: ReadonlyMap<string, string> | undefined;
}

/** The name of the arguments for which a function has no parameter, where it gained one for them all. */
export function furtherName(draft: PlanDraft): string {
  return made(draft, 'a');
}

/** How a function names what it was called with. */
export interface Passed {
  /** `arguments`, or the parameter that holds them while a generator checks its call: for old targets its body and that check are functions of their own. */
  readonly list: string;
  /** The rest parameter that it gained; see {@link furtherName}. */
  readonly further: string;
}

/**
 * How the function of a contract names what it was called with.
 *
 * @pure
 */
export function passedTo(draft: PlanDraft, node: ContractOwner['node']): Passed {
  return { list: isGenerator(node) ? made(draft, 'g') : 'arguments', further: furtherName(draft) };
}

/** What stands for a parameter of the declaration that a clause comes from. */
export function argumentText(spelling: Spelling, { snapshots, result, passed, taken }: Locals): string | undefined {
  if (spelling.as === 'parameter') return snapshots.get(spelling.name) ?? spelling.name;
  if (spelling.as === 'result') return result;
  if (spelling.as === 'reference') return undefined;
  return taken?.get(takingText(spelling, passed) ?? '') ?? passedText(spelling.as === 'part' ? spelling.of : spelling, passed);
}

function passedText(spelling: ArgumentSpelling, { list, further }: Passed): string {
  if (spelling.as === 'parameter') return spelling.name;
  const { as, index, isRest } = spelling;
  if (as === 'argument') return isRest ? `[...${list}].slice(${index})` : `${list}[${index}]`;
  return isRest ? (index === 0 ? further : `${further}.slice(${index})`) : `${further}[${index}]`;
}

/** Stands in a pattern for the name of its variable. */
const hole = '\0';

/**
 * The pattern that takes on entry what a name stands for: the part of an argument, `{ "width": p$t1 = 1 } = box ?? {}`, where one that is left out has no
 * parts; a rest parameter that the heir leaves out, `p$t1 = [...arguments].slice(1)`, which is one list however often clauses name it; and in a generator
 * any argument for which it has no parameter.
 */
function takingText(spelling: Spelling, passed: Passed): string | undefined {
  if (spelling.as === 'part') {
    const { properties, otherwise } = spelling.part;
    const holder = properties.slice(0, -1).reduce((object, property) => `(${object})[${JSON.stringify(property)}] ?? {}`, `${passedText(spelling.of, passed)} ?? {}`);
    return `{ ${JSON.stringify(properties.at(-1))}: ${hole}${otherwise === undefined ? '' : ` = ${otherwise}`} } = ${holder}`;
  }
  if (spelling.as !== 'argument' && spelling.as !== 'further') return undefined;
  const isTaken = spelling.as === 'argument' ? spelling.isRest || passed.list !== 'arguments' : spelling.isRest && spelling.index > 0;
  return isTaken ? `${hole} = ${passedText(spelling, passed)}` : undefined;
}

/**
 * What clauses from elsewhere have taken out of the arguments on entry, by the patterns of {@link takingText}.
 *
 * @returns the names of the variables
 * @ensures `clauses.length > 0 || result.size === 0`
 */
export function takenOnEntry(draft: PlanDraft, node: ContractOwner['node'], clauses: readonly Clause[]): ReadonlyMap<string, string> {
  const passed = passedTo(draft, node);
  const patterns = new Set(clauses.flatMap(spellingsOf).flatMap((each) => takingText(each, passed) ?? []));
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
export function secretsFor(ts: TypeScript, { clause: { origin }, owner }: { readonly clause: Clause; readonly owner: ContractOwner }, secrets: readonly Place[]): readonly Place[] {
  if (!origin) return secrets;
  const names = [...origin.spelled].flatMap(([node, spelling]) => (spelling.as === 'parameter' ? [[spelling.name, node.text] as const] : []));
  const own = secrets.flatMap((place) => names.filter(([name]) => name === place.root).map(([, root]) => ({ ...place, root })));
  const parts = [...origin.spelled].flatMap(([{ text }, spelling]) => {
    const called = namesOfArgument(ts, owner.node, spelling);
    return secrets.filter(({ root }) => called.includes(root)).map((place) => ({ ...place, root: text, path: [] }));
  });
  return [...own, ...parts, ...secrets.filter(({ root }) => root === 'this'), ...origin.secrets];
}

/** What a function itself calls an argument, or the parts of it, that a clause from elsewhere has by a way of its own. */
function namesOfArgument(ts: TypeScript, node: ContractOwner['node'], spelling: Spelling): readonly string[] {
  const of = spelling.as === 'part' ? spelling.of : spelling;
  if (of.as === 'parameter') return of === spelling ? [] : [of.name];
  const own = of.as === 'argument' && ts.isFunctionLike(node) ? passedParameters(ts, node)[of.index] : undefined;
  const names = new Set<string>();
  if (own) addBinding(ts, own.name, names);
  return [...names];
}

/** The parameters of a function that a clause from elsewhere calls secret, by the names that they have there and here. */
export function secretParametersOf(ts: TypeScript, { origin }: Clause, { node }: ContractOwner): (readonly [there: string, here: string])[] {
  const own = ts.isFunctionLike(node) ? passedParameters(ts, node) : [];
  return [...(origin?.secretParameters ?? [])].flatMap(([index, there]) => {
    const name = own[index]?.name;
    return name && ts.isIdentifier(name) ? [[there, name.text] as const] : [];
  });
}
