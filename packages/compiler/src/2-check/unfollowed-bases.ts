/** What classes extend or implement in a form that parsing does not follow, while it names something with contracts. */
import type ts from 'typescript';
import { functionAsked } from '../1-read/asked-types.ts';
import { heirClasses } from '../1-read/classes.ts';
import { declarationsOf, scriptBehind } from '../1-read/declarations.ts';
import { functionTypeOfAlias, isNamedMember } from '../1-read/function-types.ts';
import { mergedWith, typesBehind } from '../1-read/heritage.ts';
import { copiesMembers, lostParts, type Part } from '../1-read/holders.ts';
import { freeNames } from '../1-read/resolve.ts';
import { spanOf } from '../1-read/syntax.ts';
import type { TypeScript } from '../contract.ts';
import { isInherited } from '../clause-kinds.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import type { KnownContracts } from './asked-members.ts';
import type { CheckedContracts } from './index.ts';

export interface UnfollowedSearch extends Pick<KnownContracts, 'host' | 'isBelieved'> {
  readonly contractsIn: (file: ts.SourceFile) => CheckedContracts | undefined;
}

/** The classes of a file that name what has contracts where it is not known what they inherit. */
export function unfollowedBases(search: UnfollowedSearch, sourceFile: ts.SourceFile): Diagnostic[] {
  const { host } = search;
  const { ts } = host;
  return heirClasses(ts, sourceFile).flatMap((node) => {
    if (search.isBelieved(node)) return [];
    const own = (node.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => ({ type, place: type })));
    const merged = mergedWith(host, node).flatMap(({ heritageClauses = [] }) => heritageClauses.flatMap(({ types }) => types.map((type) => ({ type, place: node.name ?? node }))));
    return [...own, ...merged].flatMap(({ type, place }) => {
      const found = unfollowedIn(search, type) ?? overriddenByMixin(search, node, type);
      return found ? [diagnostic('unfollowed-base', spanOf(place), node.name?.text ?? '(anonymous class)', found.type.getText(), found.name)] : [];
    });
  });
}

/** A type or an expression that parsing does not follow, and the name in it that leads to contracts which others inherit. */
interface Unfollowed {
  readonly type: ts.Node;
  readonly name: string;
}

/** The first part of a type, or of what stands behind `extends` or `implements`, that parsing does not follow and that names contracts which others inherit. */
export function unfollowedIn(search: UnfollowedSearch, type: ts.Node): Unfollowed | undefined {
  const isWhole = typesBehind(search.host, type).length === 0;
  for (const part of lostParts(search.host, type)) {
    const name = contractedIn(search, part, new Set());
    if (name !== undefined) return { type: isWhole ? type : part.node, name };
  }
  return undefined;
}

/** Types of TypeScript that have the members of what they are made of, or are what that returns. */
const made: ReadonlySet<string> = new Set(['Exclude', 'Extract', 'InstanceType', 'NonNullable', 'Omit', 'Partial', 'Pick', 'Readonly', 'Required', 'ReturnType']);

/** The first name in a part that leads to contracts which others inherit. */
export function contractedIn(search: UnfollowedSearch, part: Pick<Part, 'node' | 'given'>, seen: Set<ts.Node>): string | undefined {
  const { ts } = search.host;
  for (const name of namesIn(ts, part.node)) {
    if (typesBehind(search.host, name).some((each) => hasContracts(search, each, isTaken(ts, name)))) return name.getText();
    const declarations = declarationsOf(search.host, name);
    if (declarations.some((each) => isContractedFunction(search, each))) return name.getText();
    const script = declarations.every((each) => ts.isSourceFile(each)) ? scriptBehind(search.host, name) : undefined;
    if (script && classesWithContracts(search, script)) return (ts.isCallExpression(name.parent) ? name.parent : name).getText();
    for (const declaration of declarations) {
      const given = part.given.get(declaration);
      const sources = given ? [given] : sourcesOf(ts, declaration).map((node) => ({ node, given: part.given }));
      for (const source of sources.filter(({ node }) => !seen.has(node))) {
        seen.add(source.node);
        const found = contractedIn(search, source, seen);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

type IsTaken = (member: string) => boolean;

/** Which members a type takes of one that it names: `Pick` and `Omit` may say so. */
function isTaken(ts: TypeScript, name: ts.Node): IsTaken | undefined {
  const around = name.parent.parent;
  const reference = ts.isTypeReferenceNode(around) ? around.typeName : ts.isExpressionWithTypeArguments(around) ? around.expression : undefined;
  const form = reference?.getText();
  const [, keys] = (form === 'Pick' || form === 'Omit') && ts.isTypeNode(around) ? ((around as ts.NodeWithTypeArguments).typeArguments ?? []) : [];
  const listed = keys && (ts.isUnionTypeNode(keys) ? [...keys.types] : [keys]).map((each) => (ts.isLiteralTypeNode(each) && ts.isStringLiteral(each.literal) ? each.literal.text : undefined));
  return listed?.every((each) => each !== undefined) === true ? (member): boolean => listed.includes(member) === (form === 'Pick') : undefined;
}

/** What tells which class a variable or an alias stands for. */
function sourcesOf(ts: TypeScript, declaration: ts.Node): readonly ts.Node[] {
  if (ts.isTypeAliasDeclaration(declaration)) return [declaration.type];
  if (ts.isParameter(declaration)) return declaration.initializer ? [declaration.initializer] : [];
  if (ts.isFunctionDeclaration(declaration)) return declaration.type ? [declaration.type] : [];
  let variable = declaration;
  while (ts.isBindingElement(variable)) variable = variable.parent.parent;
  return ts.isVariableDeclaration(variable) ? [variable.initializer, variable.type].filter((each) => each !== undefined) : [];
}

function namesIn(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return typeNamesIn(ts, node);
  if (!ts.isExpressionWithTypeArguments(node)) return freeNames(ts, node);
  const [first] = node.typeArguments ?? [];
  const isMade = ts.isIdentifier(node.expression) && made.has(node.expression.text);
  return isMade && first ? typeNamesIn(ts, first) : freeNames(ts, node.expression);
}

/** The names of what has the members of a type; those of what its members hold say nothing of it, unless an index takes one out. */
function typeNamesIn(ts: TypeScript, type: ts.Node, isIndexed = false): readonly ts.Node[] {
  if (ts.isParenthesizedTypeNode(type)) return typeNamesIn(ts, type.type);
  if (ts.isIntersectionTypeNode(type) || ts.isUnionTypeNode(type)) return type.types.flatMap((each) => typeNamesIn(ts, each));
  if (ts.isConstructorTypeNode(type)) return typeNamesIn(ts, type.type);
  if (ts.isConditionalTypeNode(type)) return [type.trueType, type.falseType].flatMap((each) => typeNamesIn(ts, each));
  if (ts.isMappedTypeNode(type)) return copiesMembers(ts, type) ? typeNamesIn(ts, type.typeParameter.constraint.type) : [];
  if (ts.isIndexedAccessTypeNode(type)) return typeNamesIn(ts, type.objectType, true);
  if (ts.isTypeQueryNode(type)) return [type.exprName];
  if (!ts.isTypeReferenceNode(type)) return [];
  const [first, ...others] = type.typeArguments ?? [];
  if (first && made.has(type.typeName.getText())) return typeNamesIn(ts, first);
  return [type.typeName, ...(first && isIndexed ? [first, ...others].flatMap((each) => typeNamesIn(ts, each)) : [])];
}

/** `<B extends Class<Base>>(Parent: B) => class extends Parent { … }` has members in the place of those of `Base` that have contracts. */
function overriddenByMixin(search: UnfollowedSearch, node: ts.ClassLikeDeclaration, type: ts.Node): Unfollowed | undefined {
  const { host } = search;
  const { ts } = host;
  const types = declarationsOf(host, type).flatMap((each) => (ts.isParameter(each) && each.type ? [each.type] : []));
  const own = new Set(node.members.map(({ name }) => name?.getText()));
  const isOverridden = (holder: ts.Node): boolean => 'members' in holder && (holder.members as readonly ts.NamedDeclaration[]).some((each) => own.has(each.name?.getText()) && each.name !== undefined && hasContracts(search, each));
  const name = types.flatMap((each) => constructedNames(search, each)).find((each) => typesBehind(host, each).some(isOverridden))?.getText();
  return name === undefined ? undefined : { type, name };
}

/** The names in the type of what constructs objects that tell what these are. */
function constructedNames(search: UnfollowedSearch, type: ts.Node): readonly ts.Node[] {
  const { ts } = search.host;
  if (ts.isParenthesizedTypeNode(type) || ts.isConstructorTypeNode(type)) return constructedNames(search, type.type);
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((each) => constructedNames(search, each));
  if (!ts.isTypeReferenceNode(type)) return typeNamesIn(ts, type);
  const constraints = declarationsOf(search.host, type).flatMap((each) => (ts.isTypeParameterDeclaration(each) && each.constraint ? [each.constraint] : []));
  if (constraints.length > 0) return constraints.flatMap((each) => constructedNames(search, each));
  return [type.typeName, ...(type.typeArguments ?? []).flatMap((each) => constructedNames(search, each))];
}

/** JavaScript can export a class in ways that parsing does not follow. */
function classesWithContracts(search: UnfollowedSearch, script: ts.SourceFile): boolean {
  const { ts } = search.host;
  const classes = (search.contractsIn(script)?.file.contracts ?? []).flatMap(({ owner: { node } }) => [node, node.parent]).filter((each) => ts.isClassLike(each));
  return classes.some((each) => hasContracts(search, each));
}

/** Whether a declaration is the alias of a function type with a contract. */
function isContractedFunction(search: UnfollowedSearch, declaration: ts.Node): boolean {
  const { ts } = search.host;
  const type = ts.isTypeAliasDeclaration(declaration) ? functionTypeOfAlias(ts, declaration) : undefined;
  return type !== undefined && hasContracts(search, type);
}

/** Whether a class or interface has clauses that its heirs inherit, or those of its members that are taken of it. */
function hasContracts(search: UnfollowedSearch, holder: ts.Node, takes?: IsTaken): boolean {
  const contracts = search.contractsIn(holder.getSourceFile())?.file.contracts ?? [];
  const isIn = contracts.some(({ owner: { node, role }, clauses }) => {
    if (node.pos < holder.pos || node.end > holder.end || role === 'constructor' || !clauses.some(isInherited)) return false;
    return !takes || (node !== holder && takes(memberAround(node, holder)));
  });
  return isIn || namesContractedFunction(search, holder, takes);
}

/** Whether a property of an interface or object type has a function type with a contract that is written elsewhere. */
function namesContractedFunction(search: UnfollowedSearch, holder: ts.Node, takes: IsTaken = () => true): boolean {
  const { ts } = search.host;
  if (!ts.isInterfaceDeclaration(holder) && !ts.isTypeLiteralNode(holder)) return false;
  const types = holder.members.flatMap((each) => (isNamedMember(ts, each) && each.type && takes(memberName(each)) ? [each.type] : []));
  return types.map((type) => functionAsked(search.host, type)).some((asked) => asked && hasContracts(search, asked));
}

/** The name of the member of a type that a node is in. */
function memberAround(node: ts.Node, holder: ts.Node): string {
  let member = node;
  while (member.parent !== holder) member = member.parent;
  return memberName(member);
}

function memberName({ name }: Partial<ts.NamedDeclaration>): string {
  return name && 'text' in name ? name.text : '';
}
