/** The classes, interfaces and object types that a type, or the value of a base class, is made of, by parsing alone; and the parts that are not found so. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { declarationsOf, type Lookup } from './declarations.ts';
import { indexedMember, onlyValue } from './function-types.ts';
import { returnedBy, isWrapper } from './syntax.ts';
import { typeFinder, typeWithSameMembers } from './type-finder.ts';

/** What has members that others inherit. */
export type MemberHolder = ts.ClassLikeDeclaration | ts.InterfaceDeclaration | ts.TypeLiteralNode;

/** A part of a type or an expression, with what its parameters stand for there. */
export interface Part {
  readonly node: ts.Node;
  readonly given: Given;
  /** How the search came there. */
  readonly path: ReadonlySet<ts.Node>;
}

/** What the parameters of mixins and of generic aliases stand for, by their declarations. */
type Given = ReadonlyMap<ts.Node, Part>;

/** A search; a path that comes back to where it was ends, and so does one that is too long. */
interface Search extends Lookup, Omit<Part, 'node'> {
  /** Parts in which nothing was found. */
  readonly lost: Part[];
  readonly steps: { left: number };
}

/** Aliases may be made of others many times over. */
const most = 500;

/** The classes, interfaces and object types that a type or the value of a base class means. */
export function holdersOf(lookup: Lookup, node: ts.Node): readonly MemberHolder[] {
  return search(lookup, node).found;
}

/**
 * The parts of a type, of the value of a base class, and of what the interfaces in it extend, of which parsing does not find what they are.
 *
 * @pure
 */
export function lostParts(lookup: Lookup, node: ts.Node): readonly Part[] {
  const { ts } = lookup;
  const seen = new Set<ts.Node>();
  const lostIn = (each: ts.Node): readonly Part[] => {
    const { found, lost } = search(lookup, each);
    const interfaces = found.filter((holder) => ts.isInterfaceDeclaration(holder) && !seen.has(holder));
    for (const holder of interfaces) seen.add(holder);
    return [...lost, ...interfaces.flatMap((holder) => (holder as ts.InterfaceDeclaration).heritageClauses ?? []).flatMap(({ types }) => types.flatMap(lostIn))];
  };
  return lostIn(node);
}

function search(lookup: Lookup, node: ts.Node): { readonly found: readonly MemberHolder[]; readonly lost: readonly Part[] } {
  const lost: Part[] = [];
  const found = holders({ ...lookup, path: new Set(), given: new Map(), lost, steps: { left: most } }, node);
  return { found, lost };
}

function holders(search: Search, node: ts.Node): readonly MemberHolder[] {
  const { ts, path, given, lost, steps } = search;
  if (path.has(node)) return [];
  const lostBefore = lost.length;
  const found = steps.left-- > 0 ? holdersIn({ ...search, path: new Set([...path, node]) }, node) : [];
  const isPart = ts.isTypeNode(node) || ts.isExpression(node);
  if (isPart && found.length === 0 && lost.length === lostBefore) lost.push({ node, given, path });
  return found;
}

function holdersIn(search: Search, node: ts.Node): readonly MemberHolder[] {
  const { ts } = search;
  const inner = (each: ts.Node): readonly MemberHolder[] => holders(search, each);
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) return [node];
  if (ts.isIntersectionTypeNode(node)) return node.types.flatMap(inner);
  if (ts.isUnionTypeNode(node)) return [onlyValue(ts, node)].flatMap((type) => (type ? inner(type) : []));
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeAliasDeclaration(node)) return inner(node.type);
  if (isWrapper(ts, node)) return inner(node.expression);
  if (ts.isExpressionWithTypeArguments(node) && !isName(search, node.expression)) return inner(node.expression);
  if (ts.isCallExpression(node)) return mixedIn(search, node);
  if (ts.isIndexedAccessTypeNode(node)) return typesIndexed(search, node).flatMap(inner);
  if (ts.isMappedTypeNode(node)) return [copiedBy(ts, node)].flatMap((type) => (type ? inner(type) : []));
  if (ts.isVariableDeclaration(node)) return node.initializer ? inner(node.initializer) : [];
  if (ts.isParameter(node) || ts.isTypeParameterDeclaration(node)) return givenTo(search, node);
  return isName(search, node) ? namedBy(search, node) : [];
}

function isName({ ts }: Search, node: ts.Node): boolean {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isTypeReferenceNode(node) || ts.isImportTypeNode(node) || ts.isExpressionWithTypeArguments(node);
}

/** What a name stands for; the parameters of an alias for what is written behind its name. */
function namedBy(search: Search, name: ts.Node): readonly MemberHolder[] {
  const { ts } = search;
  const declared = declarationsOf(search, name);
  const same = declared.length === 0 ? typeWithSameMembers(ts, name) : undefined;
  if (same) return holders(search, same);
  return declared.flatMap((each) => {
    const parameters = ts.isTypeAliasDeclaration(each) ? (each.typeParameters ?? []) : [];
    const { typeArguments = [] } = name as ts.NodeWithTypeArguments;
    return holders(withGiven(search, parameters, parameters.map(({ default: other }, index) => typeArguments[index] ?? other)), each);
  });
}

function withGiven(search: Search, parameters: readonly ts.Node[], values: readonly (ts.Node | undefined)[]): Search {
  if (parameters.length === 0) return search;
  const { given, path } = search;
  return { ...search, given: new Map([...given, ...parameters.flatMap((parameter, index) => (values[index] ? [[parameter, { node: values[index], given, path }] as const] : []))]) };
}

/** What a parameter stands for, as it is meant where that is written. */
function givenTo(search: Search, parameter: ts.Node): readonly MemberHolder[] {
  const value = search.given.get(parameter);
  return value ? holders({ ...search, ...value }, value.node) : [];
}

/** The type of the member that an indexed type names. */
function typesIndexed(lookup: Lookup, type: ts.IndexedAccessTypeNode): readonly ts.TypeNode[] {
  const member = indexedMember(lookup.ts, type, typeFinder(lookup));
  return member && lookup.ts.isPropertySignature(member) && member.type ? [member.type] : [];
}

/** A mapped type over the keys of another, whose members it takes. */
interface CopyingType extends ts.MappedTypeNode {
  readonly typeParameter: ts.TypeParameterDeclaration & { readonly constraint: ts.TypeOperatorNode };
}

/** Whether a mapped type has members of the type that it is made of, in whatever form: `{ [K in keyof I as …]: I[K] | undefined }`. */
export function copiesMembers(ts: TypeScript, mapped: ts.MappedTypeNode): mapped is CopyingType {
  const { typeParameter: { name, constraint }, type } = mapped;
  if (!type || !constraint || !ts.isTypeOperatorNode(constraint) || constraint.operator !== ts.SyntaxKind.KeyOfKeyword) return false;
  const of = constraint.type.getText();
  const isCopy = (node: ts.Node): boolean => (ts.isIndexedAccessTypeNode(node) && node.indexType.getText() === name.text && node.objectType.getText() === of) || ts.forEachChild(node, (child) => isCopy(child) || undefined) === true;
  return isCopy(type);
}

/** `{ [K in keyof I]: I[K] }`: the type whose members a mapped type has as they are. */
function copiedBy(ts: TypeScript, mapped: ts.MappedTypeNode): ts.TypeNode | undefined {
  return !mapped.nameType && mapped.type && ts.isIndexedAccessTypeNode(mapped.type) && copiesMembers(ts, mapped) ? mapped.typeParameter.constraint.type : undefined;
}

/** The class that a mixin returns, and the classes that it is applied to. */
function mixedIn(search: Search, call: ts.CallExpression): readonly MemberHolder[] {
  const mixin = mixinOf(search, call);
  if (!mixin) return [];
  const inside = withGiven(search, mixin.parameters, mixin.parameters.map(({ initializer }, index) => call.arguments[index] ?? initializer));
  const classes = holders(inside, mixin.returned);
  const bases = classes.flatMap((each) => (search.ts.isClassLike(each) ? (each.heritageClauses ?? []) : [])).flatMap(({ types }) => types.flatMap((type) => appliedTo(search, type)));
  return [...classes, ...bases.filter((each) => inside.given.has(each)).flatMap((each) => givenTo(inside, each))];
}

function mixinOf(lookup: Lookup, call: ts.CallExpression): { readonly parameters: readonly ts.ParameterDeclaration[]; readonly returned: ts.Expression } | undefined {
  const { ts } = lookup;
  for (const declaration of declarationsOf(lookup, call.expression)) {
    const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    if (!value || !(ts.isFunctionDeclaration(value) || ts.isArrowFunction(value) || ts.isFunctionExpression(value))) continue;
    const returned = returnedBy(ts, value);
    return returned && { parameters: [...value.parameters], returned };
  }
  return undefined;
}

/** The parameters of mixins that the base of a class is, or that mixins in it are applied to. */
function appliedTo(lookup: Lookup, base: ts.Node): readonly ts.Node[] {
  const { ts } = lookup;
  if (ts.isExpressionWithTypeArguments(base) || isWrapper(ts, base)) return appliedTo(lookup, base.expression);
  if (!ts.isCallExpression(base)) return declarationsOf(lookup, base).filter((each) => ts.isParameter(each));
  return mixinOf(lookup, base) ? base.arguments.flatMap((each) => appliedTo(lookup, each)) : [];
}
