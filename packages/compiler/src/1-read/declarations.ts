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
  return follow({ ...lookup, seen: new Set() }, name);
}

/**
 * The declarations that a name would mean at a place.
 *
 * @pure
 */
export function declarationsAt(lookup: Lookup, place: ts.Node, name: string): readonly ts.Node[] {
  return inScope({ ...lookup, seen: new Set() }, place, name);
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
  if (ts.isExportAssignment(node)) return follow(search, node.expression);
  if (ts.isBinaryExpression(node)) return follow(search, node.right);
  const required = requiredBy(ts, node);
  if (!required) return [node];
  return required.member === undefined ? wholeModule(search, required.specifier) : exported(search, required.specifier, required.member);
}

function specifierOf(node: ts.Node): ts.Node {
  return (node as ts.ImportDeclaration).moduleSpecifier;
}

/** `const m = require('m')` and `const { A } = require('m')`. */
function requiredBy(ts: TypeScript, node: ts.Node): { readonly specifier: ts.Node; readonly member?: string } | undefined {
  const declaration = ts.isBindingElement(node) ? node.parent.parent : node;
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  if (!initializer || !ts.isCallExpression(initializer) || !ts.isIdentifier(initializer.expression) || initializer.expression.text !== 'require') return undefined;
  const [specifier] = initializer.arguments;
  if (!specifier) return undefined;
  if (!ts.isBindingElement(node)) return { specifier };
  const member = node.propertyName ?? node.name;
  return ts.isIdentifier(member) ? { specifier, member: member.text } : undefined;
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
    const body = ts.isModuleDeclaration(holder) ? holder.body : undefined;
    if (!body) return [];
    if (ts.isModuleDeclaration(body)) return body.name.text === name ? [body] : [];
    return (namesDeclaredIn(ts, body).get(name) ?? []).flatMap((each) => target(search, each));
  });
}
