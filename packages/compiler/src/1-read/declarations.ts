/** What a name means, by parsing alone: the declaration that it leads to, through scopes, imports and re-exports, also in other files. */
import type ts from 'typescript';
import type { ResolveModule, TypeScript } from '../contract.ts';
import { ensureParents } from '../ts-internals.ts';
import { exportedStatements, namesDeclaredIn, parametersNamed } from './scopes.ts';
import { isWrapper } from './syntax.ts';

/** What names are looked up with. */
export interface Lookup {
  readonly ts: TypeScript;
  readonly resolveModule?: ResolveModule | undefined;
}

/**
 * The declarations that a name means: of a class, an interface, a type alias, a function, a variable, an enum, a namespace or a
 * parameter; several where declarations merge. A name that stands for a whole module gives its file. Empty for what is global, and for
 * what parsing does not find.
 *
 * @pure
 */
export function declarationsOf(lookup: Lookup, name: ts.Node): readonly ts.Node[] {
  return declared(lookup, follow({ ...lookup, seen: new Set() }, name));
}

/**
 * The declarations that a name would mean at a place.
 *
 * @pure
 */
export function declarationsAt(lookup: Lookup, place: ts.Node, name: string): readonly ts.Node[] {
  return declared(lookup, inScope({ ...lookup, seen: new Set() }, place, name));
}

/** An object that a module exports is a step on the way to its members, and nothing that a name declares. */
function declared({ ts }: Lookup, found: readonly ts.Node[]): readonly ts.Node[] {
  return found.filter((each) => !ts.isObjectLiteralExpression(each));
}

/** A search; what it has asked already is not asked again, so that cycles of re-exports end. */
interface Search extends Lookup {
  readonly seen: Set<string>;
}

function follow(search: Search, name: ts.Node): readonly ts.Node[] {
  const { ts } = search;
  if (ts.isIdentifier(name)) return inScope(search, name, name.text);
  if (ts.isQualifiedName(name)) return membersNamed(search, follow(search, name.left), name.right.text);
  if (ts.isPropertyAccessExpression(name)) return membersNamed(search, follow(search, name.expression), name.name.text);
  if (ts.isExpressionWithTypeArguments(name) || isWrapper(ts, name)) return follow(search, name.expression);
  if (ts.isTypeReferenceNode(name)) return follow(search, name.typeName);
  if (ts.isImportTypeNode(name)) return followImportType(search, name);
  if (ts.isCallExpression(name)) return wholeModule(search, requiredIn(ts, name));
  return ts.isClassExpression(name) || ts.isFunctionExpression(name) || ts.isArrowFunction(name) ? [name] : [];
}

function followImportType(search: Search, { argument, qualifier }: ts.ImportTypeNode): readonly ts.Node[] {
  const { ts } = search;
  const specifier = ts.isLiteralTypeNode(argument) && ts.isStringLiteral(argument.literal) ? argument.literal : undefined;
  const file = specifier && moduleOf(search, specifier);
  if (!file) return [];
  const path = (name: ts.EntityName): string[] => (ts.isIdentifier(name) ? [name.text] : [...path(name.left), name.right.text]);
  return (qualifier ? path(qualifier) : []).reduce<readonly ts.Node[]>((found, name) => membersNamed(search, found, name), [file]);
}

/** Climbs the scopes around a place to the first that declares the name. */
function inScope(search: Search, place: ts.Node, name: string): readonly ts.Node[] {
  const { ts } = search;
  for (let scope: ts.Node | undefined = place; scope; scope = scope.parent as ts.Node | undefined) {
    const found = [...parametersNamed(ts, scope, name), ...(namesDeclaredIn(ts, scope).get(name) ?? [])];
    if (found.length > 0) return found.flatMap((each) => target(search, each));
  }
  return [];
}

function fileOf(ts: TypeScript, node: ts.Node): ts.SourceFile {
  let at = node;
  while (!ts.isSourceFile(at)) at = at.parent;
  return at;
}

/** What a declaration stands for: itself, unless it is an import or another name for something. */
function target(search: Search, node: ts.Node): readonly ts.Node[] {
  const { ts, seen } = search;
  if (ts.isImportSpecifier(node)) return exported(search, specifierOf(node.parent.parent.parent), (node.propertyName ?? node.name).text);
  if (ts.isImportClause(node)) return exported(search, specifierOf(node.parent), 'default');
  if (ts.isNamespaceImport(node)) return wholeModule(search, specifierOf(node.parent.parent));
  if (ts.isImportEqualsDeclaration(node)) {
    const { moduleReference } = node;
    const key = `${fileOf(ts, node).fileName}:${node.pos}`;
    if (seen.has(key)) return [];
    seen.add(key);
    if (!ts.isExternalModuleReference(moduleReference)) return follow(search, moduleReference);
    return wholeModule(search, moduleReference.expression);
  }
  if (ts.isExportSpecifier(node)) {
    const { moduleSpecifier } = node.parent.parent;
    const original = node.propertyName ?? node.name;
    return moduleSpecifier ? exported(search, moduleSpecifier, original.text) : inScope(search, fileOf(ts, node), original.text);
  }
  if (ts.isNamespaceExport(node)) return wholeModule(search, node.parent.moduleSpecifier);
  if (ts.isExportAssignment(node)) return exportedValue(search, node.expression);
  if (ts.isBinaryExpression(node)) return exportedValue(search, node.right);
  const required = requiredBy(ts, node);
  if (!required) return [node];
  return required.member === undefined ? wholeModule(search, required.specifier) : exported(search, required.specifier, required.member);
}

/** What a module assigns to what it exports. */
function exportedValue(search: Search, value: ts.Expression): readonly ts.Node[] {
  const { ts } = search;
  if (isWrapper(ts, value)) return exportedValue(search, value.expression);
  if (ts.isObjectLiteralExpression(value)) return [value];
  // `const all = { A, B }; module.exports = all;`
  return follow(search, value).map((each) => {
    const literal = ts.isVariableDeclaration(each) && each.initializer && ts.isObjectLiteralExpression(each.initializer) ? each.initializer : undefined;
    return literal ?? each;
  });
}

function specifierOf(node: ts.Node): ts.Node {
  return (node as ts.ImportDeclaration).moduleSpecifier;
}

/** `const m = require('m')` and `const { A } = require('m')`. */
function requiredBy(ts: TypeScript, node: ts.Node): { readonly specifier: ts.Node; readonly member?: string } | undefined {
  const declaration = ts.isBindingElement(node) ? node.parent.parent : node;
  const specifier = ts.isVariableDeclaration(declaration) && declaration.initializer ? requiredIn(ts, declaration.initializer) : undefined;
  if (!specifier) return undefined;
  if (!ts.isBindingElement(node)) return { specifier };
  const member = node.propertyName ?? node.name;
  return ts.isIdentifier(member) ? { specifier, member: member.text } : undefined;
}

/** The module that `require('m')` names. */
function requiredIn(ts: TypeScript, call: ts.Expression): ts.Expression | undefined {
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 'require' ? call.arguments[0] : undefined;
}

function moduleOf({ ts, resolveModule }: Search, specifier: ts.Node | undefined): ts.SourceFile | undefined {
  if (!specifier || !ts.isStringLiteralLike(specifier)) return undefined;
  const file = resolveModule?.(specifier, fileOf(ts, specifier));
  if (file) ensureParents(ts, file);
  return file;
}

/** A module as one thing: what it assigns to `export =`, else its file. */
function wholeModule(search: Search, specifier: ts.Node | undefined): readonly ts.Node[] {
  const file = moduleOf(search, specifier);
  if (!file) return [];
  const whole = exportedStatements(search.ts, file).get('export=') ?? [];
  return whole.length > 0 ? whole.flatMap((each) => target(search, each)) : [file];
}

function exported(search: Search, specifier: ts.Node | undefined, name: string): readonly ts.Node[] {
  const file = moduleOf(search, specifier);
  return file ? exportsNamed(search, file, name) : [];
}

/** What a file exports under a name, itself or through `export *`. */
function exportsNamed(search: Search, file: ts.SourceFile, name: string): readonly ts.Node[] {
  const key = `${file.fileName} ${name}`;
  if (search.seen.has(key)) return [];
  search.seen.add(key);
  const all = exportedStatements(search.ts, file);
  const own = all.get(name);
  if (own) return own.flatMap((each) => target(search, each));
  const whole = all.get('export=');
  if (whole) {
    const values = whole.flatMap((each) => target(search, each));
    return name === 'default' ? values : membersNamed(search, values, name);
  }
  if (name === 'default') return [];
  for (const star of all.get('*') ?? []) {
    const found = exported(search, specifierOf(star), name);
    if (found.length > 0) return found;
  }
  return [];
}

/** The members of modules and namespaces. */
function membersNamed(search: Search, holders: readonly ts.Node[], name: string): readonly ts.Node[] {
  const { ts } = search;
  return holders.flatMap((holder) => {
    if (ts.isSourceFile(holder)) return exportsNamed({ ...search, seen: new Set() }, holder, name);
    if (ts.isObjectLiteralExpression(holder)) return propertyNamed(search, holder, name);
    if (ts.isClassLike(holder) || ts.isFunctionLike(holder)) return assignedTo(search, holder, name);
    const body = ts.isModuleDeclaration(holder) ? holder.body : undefined;
    if (!body) return [];
    if (ts.isModuleDeclaration(body)) return body.name.text === name ? [body] : [];
    return (namesDeclaredIn(ts, body).get(name) ?? []).flatMap((each) => target(search, each));
  });
}

/** What a property of an exported object stands for. */
function propertyNamed(search: Search, object: ts.ObjectLiteralExpression, name: string): readonly ts.Node[] {
  const { ts } = search;
  const property = object.properties.findLast((each) => each.name !== undefined && !ts.isComputedPropertyName(each.name) && each.name.text === name);
  if (!property) return [];
  if (ts.isShorthandPropertyAssignment(property)) return inScope(search, object, name);
  return ts.isPropertyAssignment(property) ? exportedValue(search, property.initializer) : [];
}

/** `module.exports = A; module.exports.B = B`: what a module adds to the class or function that it exports as a whole. */
function assignedTo(search: Search, holder: ts.Node, name: string): readonly ts.Node[] {
  const { ts } = search;
  return (exportedStatements(ts, fileOf(ts, holder)).get(name) ?? []).filter((each) => ts.isBinaryExpression(each)).flatMap((each) => target(search, each));
}
