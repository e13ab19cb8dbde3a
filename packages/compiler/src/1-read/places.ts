/** From the bare list of `@modifies`, `@consume`, `@borrow` or `@secret` to places; tells a list that misses from prose. */
import { clauseKinds, type ClauseKind } from '../clause-kinds.ts';
import type { Place, Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { misspeltMember, type Misspelt } from './class-places.ts';
import type { TagClause } from './doc-tags.ts';
import type { Draft } from './drafts.ts';
import { nearest } from './nearest.ts';
import { namesAround, parameterNames } from './resolve.ts';

/** A tag whose whole text has the form of a list of places. */
export interface PlaceList {
  readonly tag: TagClause;
  readonly places: readonly Span[];
  readonly kind: ClauseKind;
}

interface PlaceContext {
  readonly ts: TypeScript;
  readonly text: string;
}

/** The places of a list; a problem where one of them is unknown and the list is no prose; nothing for prose. */
export function readPlaces({ ts, text }: PlaceContext, draft: Draft, list: PlaceList): { places: readonly Place[] } | { problem: Diagnostic } | undefined {
  const places = list.places.map((span) => placeIn(text, span));
  const known = rootsFor(ts, draft, list.kind);
  const isNothing = places.length === 1 && places[0]?.root === 'nothing';
  if (list.tag.isAlmostList === true) return isNothing || places.every(({ root }) => known.has(root)) ? { problem: almostList(list, places) } : undefined;
  if (isNothing) return { places: [] };
  const unknown = places.filter(({ root }) => !known.has(root) && !(takesVariables(list.kind) && hostGlobals.has(root)));
  const [first] = unknown;
  const misspelt = first ? undefined : misspeltMember(ts, draft.owner.node, places);
  if (misspelt) return { problem: unknownMember(list, misspelt) };
  if (!first) return { places };
  const isList = clauseKinds[list.kind].hidesValues === true || unknown.length < places.length || draft.calls.length > 0 || draft.tags.some(({ expression }) => expression);
  const suggestionFor = ({ root }: Place): string | undefined => nearest(root, known) ?? (takesVariables(list.kind) && isField(ts, draft, root) ? `this.${root}` : undefined);
  // No sentence is `this` alone: who writes it means the object of the method.
  const place = unknown.find((each) => each.path.length > 0 || each.root === 'this' || suggestionFor(each) !== undefined) ?? (isList ? first : undefined);
  return place && { problem: unknownPlace(draft, list, { place, suggestion: suggestionFor(place) }) };
}

function almostList({ tag }: PlaceList, places: readonly Place[]): Diagnostic {
  return diagnostic('almost-a-list', tag.span, `${tag.tag} ${places.map(({ root, path }) => [root, ...path].join('.')).join(', ')}`);
}

function placeIn(text: string, span: Span): Place {
  const [root = '', ...path] = text.slice(span.start, span.end).split('.');
  return { root, path, span };
}

/** Whether places may begin with variables and `this`, not with parameters alone. */
function takesVariables(kind: ClauseKind): boolean {
  return clauseKinds[kind].content === 'places';
}

function rootsFor(ts: TypeScript, { owner: { node } }: Draft, kind: ClauseKind): ReadonlySet<string> {
  if (takesVariables(kind)) return new Set(['this', 'nothing', ...namesAround(ts, node)]);
  return ts.isFunctionLike(node) ? parameterNames(ts, node) : new Set();
}

/** Whether the class of a member has a member of that name, which has to be written with `this`. */
function isField(ts: TypeScript, { owner: { node } }: Draft, name: string): boolean {
  return ts.isClassLike(node.parent) && node.parent.members.some((member) => member.name?.getText() === name);
}

/** TABLE: names that hosts and JavaScript itself provide, and no file declares. */
export const hostGlobals: ReadonlySet<string> = new Set(
  'globalThis window self document localStorage sessionStorage navigator location history process console module exports require __dirname __filename global performance crypto setTimeout Array BigInt Boolean Buffer Date Error Function Intl JSON Map Math Number Object Promise Reflect RegExp Set String Symbol'.split(' '),
);

function unknownMember({ tag }: PlaceList, { place, className, suggestion }: Misspelt): Diagnostic {
  return diagnostic('unknown-place', place.span, ['this', ...place.path].join('.'), `no member of \`${className}\``, tag.tag, membersToo, ` Did you mean \`${suggestion}\`?`);
}

const membersToo = '`this`, parameters and variables, members of them, or `nothing`';

function unknownPlace({ owner }: Draft, { tag, kind }: PlaceList, { place, suggestion }: { readonly place: Place; readonly suggestion: string | undefined }): Diagnostic {
  const what = takesVariables(kind) ? `neither a parameter of \`${owner.name}\` nor declared around it` : `not a parameter of \`${owner.name}\``;
  const wanted = takesVariables(kind) ? membersToo : 'parameters, or members of them';
  const prose = clauseKinds[kind].hidesValues === true ? '' : ' If this is prose, write it as a sentence.';
  return diagnostic('unknown-place', place.span, place.root, what, tag.tag, wanted, `${suggestion === undefined ? '' : ` Did you mean \`${suggestion}\`?`}${prose}`);
}
