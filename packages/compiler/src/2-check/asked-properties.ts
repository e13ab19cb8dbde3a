/** Contracts of the types that object literals and functions are said to have, while nothing checks them there. */
import type ts from 'typescript';
import { functionAsked, propertyFor, typesAsked, typesOfObject } from '../1-read/asked-types.ts';
import { typesBehind } from '../1-read/heritage.ts';
import { saidTypes } from '../1-read/said-types.ts';
import { spanOf } from '../1-read/syntax.ts';
import type { TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import type { KnownContracts } from './asked-members.ts';
import { isInvariant } from './invariant-chain.ts';
import { contractedIn, type UnfollowedSearch } from './unfollowed-bases.ts';

interface Search extends KnownContracts, UnfollowedSearch {}

/** What the objects and functions of a file do not check of the types that they are said to have. */
export function uncheckedProperties(search: Search, sourceFile: ts.SourceFile): Diagnostic[] {
  const { ts } = search.host;
  const found: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isObjectLiteralExpression(node) && node.properties.length > 0) found.push(...uncheckedIn(search, node));
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) found.push(...uncheckedFunction(search, node));
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
    const name = property?.name && !isWritten(ts, property) ? search.contracted(asked) : undefined;
    return property?.name && name !== undefined ? [diagnostic('asked-property-not-checked', spanOf(property.name), name, property.name.getText())] : [];
  });
  return [...invariants, ...members, ...(literal.properties.some((each) => isWritten(ts, each)) ? unfollowed(search, literal) : [])];
}

/** The types of an object that parsing does not follow, though they name something with contracts. */
function unfollowed(search: Search, literal: ts.ObjectLiteralExpression): Diagnostic[] {
  const { ts } = search.host;
  const parts = typesAsked(search.host, literal).flatMap((type) => (ts.isIntersectionTypeNode(type) ? [...type.types] : [type]));
  const hidden = parts.filter((type) => type.getSourceFile() === literal.getSourceFile() && typesBehind(search.host, type).length === 0);
  return hidden.flatMap((type) => namingContracts(search, type, 'unfollowed-type'));
}

/** The types of a function that parsing does not follow, though they name something with contracts. */
function uncheckedFunction(search: Search, node: ts.ArrowFunction | ts.FunctionExpression): Diagnostic[] {
  const { host, isBelieved } = search;
  const hidden = saidTypes(host.ts, node).types.filter((type) => functionAsked(host, type) === undefined);
  return hidden.length === 0 || isBelieved(node) ? [] : hidden.flatMap((type) => namingContracts(search, type, 'unfollowed-function-type'));
}

function namingContracts(search: Search, type: ts.TypeNode, id: 'unfollowed-type' | 'unfollowed-function-type'): Diagnostic[] {
  const name = contractedIn(search, type, new Set());
  return name === undefined ? [] : [diagnostic(id, spanOf(type), type.getText(), name)];
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
