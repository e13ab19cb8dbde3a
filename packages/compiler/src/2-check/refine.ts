/** Which types carry contracts to what is annotated with them, by their texts, and which parameters and outcomes carry the invariant of an alias, by parsing alone. */
import type ts from 'typescript';
import { declarationsOf, type Lookup } from '../1-read/declarations.ts';
import { annotationOf, outcomeTypeOf, resultTypeOf, thisTypeOf } from '../1-read/jsdoc-types.ts';
import { commentsAround } from '../1-read/comments.ts';
import { readTags } from '../1-read/doc-tags.ts';
import { offsetsOfTags, tagPattern } from '../1-read/offsets.ts';
import { passedParameters } from '../1-read/resolve.ts';
import { mayBeTypeMember } from '../1-read/type-members.ts';
import { isAsync, isGenerator } from '../1-read/syntax.ts';
import { clauseKinds, inheritedTags, isInherited, type ClauseKind } from '../clause-kinds.ts';
import type { Absence, FunctionNode, OwnerRole, Spelling, TypeScript } from '../contract.ts';

/** An alias that a type is, and what the type also allows in its place: then there is nothing to hold. */
interface Refinement {
  readonly alias: ts.TypeAliasDeclaration;
  readonly absences: ReadonlySet<Absence>;
}

/** A place of a function that is annotated with a type alias. */
export interface Refined extends Refinement {
  readonly role: 'parameter' | 'result' | 'yielded';
  /** What the alias is on, for people: the name of the parameter, which may be `this`, `result`, or `value` for what is yielded. */
  readonly of: string;
  /** What `value` stands for; undefined where it has no name. */
  readonly value: Spelling | undefined;
}

const inheritedTag = tagPattern(inheritedTags);

/** What a type with a contract begins with; comments may stand between, also where a comment that begins there is longer than what is looked at. */
const typeStart = /(?:\s|\/\/[^\r\n]*|\/\*(?:[^*]|\*(?!\/)){0,4000}(?:\*\/|$)|(?:export|default|declare)\b)*(?:(?:type|interface)\b|[(<]|\/\*)/y;

/**
 * Whether a text may declare a type that carries a contract to what is annotated with it: an alias or an interface with an invariant, a function type or
 * a member of an interface or object type with a contract. One scan, so that programs without any cost next to nothing.
 *
 * @pure
 */
export function mayRefine(text: string): boolean {
  return commentsAround(text, offsetsOfTags(text, inheritedTag)).some((comment) => isBeforeType(text, comment.end) && readTags(text, comment).clauses.some(({ tag }) => inheritedTags.has(tag)));
}

function isBeforeType(text: string, offset: number): boolean {
  typeStart.lastIndex = offset;
  return typeStart.test(text) || mayBeTypeMember(text, offset);
}

/**
 * Whether a clause that a package records may be carried by what is annotated with a type of it, as `mayRefine` says of texts.
 *
 * @pure
 */
export function mayBeCarried({ kind }: { readonly kind: ClauseKind }, { role }: { readonly role: OwnerRole }): boolean {
  return clauseKinds[kind].carriedAs !== undefined || ((role === 'signature' || role === 'interface') && isInherited({ kind }));
}

/**
 * Whether a name may stand for a type alias with an invariant, itself or through the aliases that it is made of, or for a module or namespace
 * that may hold one.
 *
 * @modifies lookup
 */
export function mayNameRefinement(lookup: Lookup, name: ts.Node): boolean {
  const { ts } = lookup;
  if (declarationsOf(lookup, name).some((each) => ts.isSourceFile(each) || ts.isModuleDeclaration(each))) return true;
  return aliasesNamed(lookup, name, { absences: none, seen: new Set() }).some(({ alias }) => mayRefine(alias.getSourceFile().text));
}

/** A parameter whose annotation carries the invariant of a type alias. */
export interface RefinedParameter extends Refinement {
  readonly parameter: ts.ParameterDeclaration;
  /** Among those that calls pass. */
  readonly index: number;
}

/**
 * The parameters of a signature that carry invariants, in their order, once for each alias.
 *
 * @pure
 */
export function refinedParameters(lookup: Lookup, node: ts.SignatureDeclaration): readonly RefinedParameter[] {
  return passedParameters(lookup.ts, node).flatMap((parameter, index) => {
    const annotation = annotationOf(lookup.ts, parameter);
    return aliasesOf(lookup, annotation?.type, annotation?.isOptional === true ? leftOut : none).map((found) => ({ parameter, index, ...found }));
  });
}

/** The places of a function that carry invariants, in their order, the result last. */
export function refinedPlaces(lookup: Lookup, node: FunctionNode): Refined[] {
  const { ts } = lookup;
  const object = aliasesOf(lookup, thisTypeOf(ts, node), none).map((found): Refined => ({ ...found, role: 'parameter', of: 'this', value: { as: 'parameter', name: 'this' } }));
  const places = refinedParameters(lookup, node).map(({ parameter, index, ...refinement }): Refined => {
    const of = ts.isIdentifier(parameter.name) ? parameter.name.text : `the parameter at position ${index + 1}`;
    return { ...refinement, role: 'parameter', of, value: spelling(ts, node, { parameter, index }) };
  });
  const outcomes = outcomesOf(ts, node).flatMap(({ type, ...outcome }) => aliasesOf(lookup, type, none).map((found): Refined => ({ ...found, ...outcome, value: { as: 'result' } })));
  return [...object, ...places, ...outcomes];
}

interface Outcome extends Pick<Refined, 'role' | 'of'> {
  readonly type: ts.TypeNode | undefined;
}

/** What comes out of a function, with the types that are written beside it: what a generator yields and returns are those of what it makes. */
function outcomesOf(ts: TypeScript, node: FunctionNode): readonly Outcome[] {
  if (ts.isConstructorDeclaration(node) || ts.isSetAccessor(node)) return [];
  if (!isGenerator(node)) return [{ role: 'result', of: 'result', type: outcomeTypeOf(ts, node) }];
  const made = resultTypeOf(ts, node);
  if (!made || !ts.isTypeReferenceNode(made) || !ts.isIdentifier(made.typeName) || !madeByGenerators.test(made.typeName.text)) return [];
  const [yielded, returned] = made.typeArguments ?? [];
  return [{ role: 'yielded', of: 'value', type: yielded }, { role: 'result', of: 'result', type: returned }];
}

/** The types that a generator may be said to make, whose first argument is what it yields, and whose second is what it returns. */
const madeByGenerators = /^(?:Async)?(?:Generator|Iterator|Iterable|IterableIterator|IteratorObject)$/;

function spelling(ts: TypeScript, node: FunctionNode, { parameter, index }: { readonly parameter: ts.ParameterDeclaration; readonly index: number }): Spelling | undefined {
  if (ts.isIdentifier(parameter.name)) return { as: 'parameter', name: parameter.name.text };
  const hasArguments = !ts.isArrowFunction(node) && !isAsync(ts, node) && !isGenerator(node) && !parameter.initializer;
  return hasArguments ? { as: 'argument', index, isRest: parameter.dotDotDotToken !== undefined } : undefined;
}

interface Following {
  /** What the types around allow. */
  readonly absences: ReadonlySet<Absence>;
  readonly seen: Set<ts.Node>;
}

const none: ReadonlySet<Absence> = new Set();
const leftOut: ReadonlySet<Absence> = new Set(['undefined']);

/** The aliases that a type is or has beside `null` and `undefined`, with those that they are made of; nothing for one inside another union, an array or another type. */
function aliasesOf(lookup: Lookup, type: ts.TypeNode | undefined, absences: ReadonlySet<Absence>): Refinement[] {
  return type ? follow(lookup, type, { absences, seen: new Set() }) : [];
}

function follow(lookup: Lookup, type: ts.TypeNode, following: Following): Refinement[] {
  const { ts } = lookup;
  if (ts.isParenthesizedTypeNode(type)) return follow(lookup, type.type, following);
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((each) => follow(lookup, each, following));
  if (ts.isJSDocNullableType(type)) return follow(lookup, type.type, { ...following, absences: new Set([...following.absences, 'null']) });
  if (ts.isUnionTypeNode(type)) {
    const [present, ...others] = type.types.filter((each) => absenceOf(ts, each) === undefined);
    const absences = new Set([...following.absences, ...type.types.flatMap((each) => absenceOf(ts, each) ?? [])]);
    return present && others.length === 0 ? follow(lookup, present, { ...following, absences }) : [];
  }
  if (!ts.isTypeReferenceNode(type) && !ts.isImportTypeNode(type)) return [];
  return aliasesNamed(lookup, type, following);
}

function absenceOf(ts: TypeScript, type: ts.TypeNode): Absence | undefined {
  if (type.kind === ts.SyntaxKind.UndefinedKeyword || type.kind === ts.SyntaxKind.VoidKeyword) return 'undefined';
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword ? 'null' : undefined;
}

function aliasesNamed(lookup: Lookup, name: ts.Node, following: Following): Refinement[] {
  const { absences, seen } = following;
  return declarationsOf(lookup, name).filter((each) => lookup.ts.isTypeAliasDeclaration(each)).flatMap((alias) => {
    if (seen.has(alias)) return [];
    seen.add(alias);
    return [...follow(lookup, alias.type, following), { alias, absences }];
  });
}
