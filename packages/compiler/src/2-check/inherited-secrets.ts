/** What classes and objects must not show since what they extend, implement or are said to be calls it secret. */
import type ts from 'typescript';
import { heirClasses } from '../1-read/classes.ts';
import { calledAs } from '../1-read/function-types.ts';
import { baseClasses } from '../1-read/heritage.ts';
import { functionOfMember } from '../1-read/owners.ts';
import { addBinding, passedParameters } from '../1-read/resolve.ts';
import { baseOf } from '../1-read/syntax.ts';
import { typeFinder } from '../1-read/type-finder.ts';
import type { Place, TypeScript } from '../contract.ts';
import type { CheckedContracts } from './index.ts';
import type { InheritHost } from './inherit.ts';
import type { OverrideSearch } from './overrides.ts';
import { nameAtPath, partOfName } from './pattern-path.ts';
import { secretFields, secretsOf } from './secrets.ts';

interface Inheriting extends OverrideSearch, Pick<InheritHost, 'host' | 'contractsIn'> {}

/**
 * The secrets of base classes, interfaces and function types, by the functions and classes of a file that can name them.
 *
 * @ensures `[...result.values()].every((places) => places.length > 0)`
 */
export function inheritedSecrets(inheriting: Inheriting, { file, inherited }: Pick<CheckedContracts, 'file' | 'inherited'>): ReadonlyMap<ts.Node, readonly Place[]> {
  const { ts } = inheriting;
  const heirs = heirClasses(ts, file.sourceFile);
  const methods = heirs.flatMap(({ members }) => members.flatMap((member) => functionOfMember(ts, member) ?? []));
  const stated = [...file.contracts.map(({ owner }) => owner.node), ...file.looseClauses.flatMap(({ statement }) => statement ?? [])];
  const functions = new Set<ts.Node>([...methods, ...stated.flatMap((node) => functionsAround(ts, node)), ...inherited.keys()]);
  const found = [...heirs.map((heir) => [heir, fieldsBehind(inheriting, heir)] as const), ...[...functions].map((node) => [node, secretsBehind(inheriting, node, new Set())] as const)];
  return new Map(found.filter(([, places]) => places.length > 0));
}

/** A node and the functions around it. */
function functionsAround(ts: TypeScript, node: ts.Node): ts.Node[] {
  const found = [node];
  for (let at = node.parent as ts.Node | undefined; at; at = at.parent as ts.Node | undefined) if (ts.isFunctionLike(at)) found.push(at);
  return found;
}

/** The fields of base classes that hold a secret. */
function fieldsBehind(inheriting: Inheriting, heir: ts.ClassLikeDeclaration): readonly Place[] {
  const base = baseOf(inheriting.ts, heir);
  return base ? baseClasses(inheriting.host, base).flatMap((node) => secretFields(inheriting.ts, node, inheriting.contractsIn(node.getSourceFile())?.file.contracts ?? [])) : [];
}

/** What the members that a member overrides call secret, in its own names. */
function secretsBehind(inheriting: Inheriting, member: ts.Node, seen: ReadonlySet<ts.Node>): readonly Place[] {
  return inheriting.overridden(member).filter((base) => !seen.has(base)).flatMap((base) => {
    const own = inheriting.contractOf(base);
    const places = [...(own ? secretsOf(own) : []), ...secretsBehind(inheriting, base, new Set([...seen, member]))];
    if (places.length === 0) return [];
    const ours = passedTo(inheriting, member);
    return passedTo(inheriting, base).flatMap((parameter, index) => takenBy(ours, { parameter, index }).flatMap((heir) => places.flatMap((place) => placesIn(inheriting.ts, { place, parameter, heir }))));
  });
}

function passedTo({ ts, host }: Inheriting, member: ts.Node): readonly ts.ParameterDeclaration[] {
  const signature = calledAs(ts, member, typeFinder(host));
  return signature ? passedParameters(ts, signature) : [];
}

/** The parameters by which an heir has what a parameter of its base is given. */
function takenBy(ours: readonly ts.ParameterDeclaration[], { parameter, index }: { readonly parameter: ts.ParameterDeclaration; readonly index: number }): readonly ts.ParameterDeclaration[] {
  const rest = ours.findIndex(({ dotDotDotToken }) => dotDotDotToken);
  const first = rest === -1 ? index : Math.min(index, rest);
  return ours.slice(first, parameter.dotDotDotToken ? undefined : first + 1);
}

interface Handed {
  readonly place: Place;
  /** What may hold the place, and what an heir has of it. */
  readonly parameter: ts.ParameterDeclaration;
  readonly heir: ts.ParameterDeclaration;
}

/** What an heir calls a place of a parameter; the whole of its own, or all parts, where it takes that in another way. */
function placesIn(ts: TypeScript, { place, parameter, heir }: Handed): readonly Place[] {
  if (!namesIn(ts, parameter).has(place.root)) return [];
  const part = heir.dotDotDotToken ? undefined : partOfName(ts, parameter, { wanted: place.root, isList: true });
  const path = part && [...part.properties, ...place.path];
  if (ts.isIdentifier(heir.name)) return [{ ...place, root: heir.name.text, path: path ?? [] }];
  const taken = path && nameAtPath(ts, heir.name, path.map((property) => `.${property}`));
  return [...(taken === undefined ? namesIn(ts, heir) : [taken])].map((root) => ({ ...place, root, path: [] }));
}

function namesIn(ts: TypeScript, { name }: ts.ParameterDeclaration): ReadonlySet<string> {
  const names = new Set<string>();
  addBinding(ts, name, names);
  return names;
}
