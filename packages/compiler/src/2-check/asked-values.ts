/** Contracts of the types that values are said to have, while nothing checks them there: object literals, functions, and names of functions. */
import type ts from 'typescript';
import { functionAsked, propertyFor, typesAsked, typesOfObject } from '../1-read/asked-types.ts';
import { declarationsOf } from '../1-read/declarations.ts';
import { isType } from '../1-read/resolve.ts';
import { saidTypes, typesOfFunction } from '../1-read/said-types.ts';
import { spanOf } from '../1-read/syntax.ts';
import type { FunctionNode, Host, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import type { KnownContracts } from './asked-members.ts';
import { isInvariant } from './invariant-chain.ts';
import { contractedIn, unfollowedIn, type UnfollowedSearch } from './unfollowed-bases.ts';

interface Search extends KnownContracts, UnfollowedSearch {}

/** What the values of a file do not check of the types that they are said to have. */
export function uncheckedValues(search: Search, sourceFile: ts.SourceFile): Diagnostic[] {
  const { ts } = search.host;
  const found: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (isType(ts, node)) return;
    if (ts.isObjectLiteralExpression(node) && node.properties.length > 0) found.push(...uncheckedIn(search, node));
    if (ts.isFunctionLike(node)) found.push(...uncheckedFunction(search, node));
    if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) found.push(...uncheckedName(search, node));
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

function uncheckedIn(search: Search, literal: ts.ObjectLiteralExpression): Diagnostic[] {
  const { host } = search;
  const { ts } = host;
  const types = typesOfObject(host, literal);
  const invariants = types.filter((type) => hasInvariant(search, type)).map((type) => diagnostic('object-without-invariant', { start: literal.getStart(), end: literal.getStart() + 1 }, nameOf(ts, type)));
  const members = types.flatMap((type) => [...type.members]).flatMap((asked) => {
    const property = propertyFor(ts, literal, asked);
    const name = property?.name && !isWritten(ts, property) && !isKept(search, property, asked) ? search.contracted(asked) : undefined;
    return property?.name && name !== undefined ? [diagnostic('asked-property-not-checked', spanOf(property.name), name, property.name.getText())] : [];
  });
  return [...invariants, ...members, ...(literal.properties.some((each) => isWritten(ts, each)) ? unfollowed(search, literal) : [])];
}

/** The types of an object that parsing does not follow, though they name something with contracts. */
function unfollowed(search: Search, literal: ts.ObjectLiteralExpression): Diagnostic[] {
  const { ts } = search.host;
  const parts = typesAsked(search.host, literal).flatMap((type) => (ts.isIntersectionTypeNode(type) ? [...type.types] : [type]));
  return parts.filter((type) => type.getSourceFile() === literal.getSourceFile()).flatMap((type) => {
    const found = unfollowedIn(search, type);
    return found ? [diagnostic('unfollowed-type', spanOf(type), found.type.getText(), found.name)] : [];
  });
}

/** The types of a function that parsing does not follow, though they name something with contracts. */
function uncheckedFunction(search: Search, node: ts.SignatureDeclaration): Diagnostic[] {
  const { host, isBelieved } = search;
  const hidden = typesOfFunction(host.ts, node).filter((type) => functionAsked(host, type) === undefined);
  return hidden.length === 0 || isBelieved(node) ? [] : hidden.flatMap((type) => {
    const name = contractedIn(search, { node: type, given: new Map() }, new Set());
    return name === undefined ? [] : [diagnostic('unfollowed-function-type', spanOf(type), type.getText(), name)];
  });
}

/** A function that another type asks something of than that by which it is written: `const half: Halve = other`. */
function uncheckedName(search: Search, { type, initializer }: ts.VariableDeclaration | ts.PropertyDeclaration): Diagnostic[] {
  const { host } = search;
  const named = type && initializer && functionNamed(host, initializer);
  const asked = named && functionAsked(host, type);
  const isWrittenThere = type && asked && host.ts.findAncestor(asked, (each) => each === type); // which is reported already
  const name = asked && !isWrittenThere && !search.keeps(named, asked) ? search.contracted(asked) : undefined;
  return name === undefined || !initializer ? [] : [diagnostic('asked-value-not-checked', spanOf(initializer), name, initializer.getText())];
}

/** Whether a property names a function that keeps the contract by what it is written with. */
function isKept(search: Search, property: ts.ObjectLiteralElementLike, asked: ts.Node): boolean {
  const { host } = search;
  const value = host.ts.isPropertyAssignment(property) ? property.initializer : host.ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
  const named = value && functionNamed(host, value);
  return named !== undefined && search.keeps(named, asked);
}

/** The function that a name stands for: one that is declared, or that a constant holds. */
function functionNamed(host: Host, value: ts.Expression): FunctionNode | undefined {
  const { ts } = host;
  const [only, other] = ts.isIdentifier(value) ? declarationsOf(host, value).filter((each) => !ts.isFunctionDeclaration(each) || each.body) : [];
  if (!only || other) return undefined;
  const held = ts.isVariableDeclaration(only) && (only.parent.flags & ts.NodeFlags.Const) !== 0 ? only.initializer : only;
  return held && (ts.isFunctionDeclaration(held) || ts.isArrowFunction(held) || ts.isFunctionExpression(held)) ? held : undefined;
}

function hasInvariant({ contractsIn }: Search, type: ts.Node): boolean {
  return contractsIn(type.getSourceFile())?.file.contracts.some(({ owner, clauses }) => owner.node === type && clauses.some(isInvariant)) === true;
}

function nameOf(ts: TypeScript, type: ts.InterfaceDeclaration | ts.TypeLiteralNode): string {
  return ts.isInterfaceDeclaration(type) ? type.name.text : 'type';
}

/** Whether a property is a function that is written there, or one of several. */
function isWritten(ts: TypeScript, property: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isPropertyAssignment(property)) return ts.isMethodDeclaration(property) || ts.isAccessor(property);
  const written = (node: ts.Node): boolean => {
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return saidTypes(ts, node).placed.parent === property;
    return ts.isExpression(node) && ts.forEachChild(node, (child) => written(child) || undefined) === true;
  };
  return written(property.initializer);
}
