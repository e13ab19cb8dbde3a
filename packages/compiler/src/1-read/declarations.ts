/** What a name means, by parsing alone: the declaration that it leads to, through scopes, imports and re-exports, also in other files. */
import type ts from 'typescript';
import type { ResolveModule, TypeScript } from '../contract.ts';
import { ensureParents } from '../ts-internals.ts';
import { exportedStatements, isExports, methodOfObject, namesDeclaredIn, parametersNamed } from './scopes.ts';
import { hasModifier, isWrapper, returnedBy } from './syntax.ts';

/** What names are looked up with. */
export interface Lookup {
  readonly ts: TypeScript;
  readonly resolveModule?: ResolveModule | undefined;
  /** What classes and interfaces were found to extend, for one to whom all files stay what they are. */
  readonly bases?: Map<ts.Node, readonly ts.Node[]> | undefined;
}

/**
 * The declarations that a name means: of a class, an interface, a type alias, a function, a variable, an enum, a namespace or a
 * parameter; several where declarations merge. A name that stands for a whole module gives its file. Empty for what is global, and for
 * what parsing does not find.
 *
 * @modifies lookup
 */
export function declarationsOf(lookup: Lookup, name: ts.Node): readonly ts.Node[] {
  const { ts, bases } = lookup;
  // Other names, those of clauses, may be called otherwise later.
  const isBase = bases !== undefined && (ts.isExpressionWithTypeArguments(name) || ts.isExpressionWithTypeArguments(name.parent));
  const known = isBase ? bases.get(name) : undefined;
  const found = known ?? declared(lookup, follow({ ...lookup, seen: new Set() }, name));
  if (isBase) bases.set(name, found);
  return found;
}

/**
 * The declarations that a name would mean at a place.
 *
 * @pure
 */
export function declarationsAt(lookup: Lookup, place: ts.Node, name: string): readonly ts.Node[] {
  return declared(lookup, inScope({ ...lookup, seen: new Set() }, place, name));
}

/**
 * The module of JavaScript that a name comes from, or that `require` loads: its exports may be made in ways that parsing does not follow.
 *
 * @pure
 */
export function scriptBehind(lookup: Lookup, name: ts.Node): ts.SourceFile | undefined {
  const { ts } = lookup;
  const call = name.parent;
  const required = ts.isCallExpression(call) && call.expression === name ? requiredIn(ts, call) : undefined;
  const specifiers = required ? [required] : ts.isIdentifier(name) ? bindingsOf(ts, name, name.text).flatMap((each) => importedFrom(ts, each) ?? []) : [];
  const files = specifiers.flatMap((each) => moduleOf({ ...lookup, seen: new Set() }, each) ?? []);
  return files.find((each) => (each.flags & ts.NodeFlags.JavaScriptFile) !== 0);
}

function importedFrom(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (ts.isImportSpecifier(node)) return specifierOf(node.parent.parent.parent);
  if (ts.isImportClause(node)) return specifierOf(node.parent);
  if (ts.isNamespaceImport(node)) return specifierOf(node.parent.parent);
  return requiredBy(ts, node)?.specifier;
}

/** An object that a module exports is a step on the way to its members, and nothing that a name declares. */
function declared(lookup: Lookup, found: readonly ts.Node[]): readonly ts.Node[] {
  const { ts } = lookup;
  return found.flatMap((each) => {
    const [first] = ts.isCallExpression(each) ? each.arguments : [];
    if (first) return declared(lookup, exportedValue({ ...lookup, seen: new Set() }, first));
    return ts.isObjectLiteralExpression(each) ? [] : [each];
  });
}

/** A search; what it has asked already is not asked again, so that cycles of re-exports end. */
interface Search extends Lookup {
  readonly seen: Set<string>;
}

function follow(search: Search, name: ts.Node): readonly ts.Node[] {
  const { ts } = search;
  if (ts.isIdentifier(name)) return inScope(search, name, name.text);
  if (ts.isQualifiedName(name)) return memberOf(search, name.left, name.right.text);
  if (ts.isPropertyAccessExpression(name) && isExports(ts, name.expression) && bindingsOf(ts, name, 'exports').length === 0) return exportsNamed(search, fileOf(ts, name), name.name.text);
  if (ts.isPropertyAccessExpression(name)) return memberOf(search, name.expression, name.name.text);
  if (ts.isElementAccessExpression(name) && ts.isStringLiteralLike(name.argumentExpression)) return memberOf(search, name.expression, name.argumentExpression.text);
  if (ts.isExpressionWithTypeArguments(name) || isWrapper(ts, name)) return follow(search, name.expression);
  if (ts.isTypeReferenceNode(name)) return follow(search, name.typeName);
  if (ts.isImportTypeNode(name)) return followImportType(search, name);
  if (ts.isCallExpression(name) || ts.isAwaitExpression(name)) return wholeModule(search, requiredIn(ts, name));
  return ts.isClassExpression(name) || ts.isFunctionExpression(name) || ts.isArrowFunction(name) ? [name] : [];
}

/** A member of what a name means. An ES module has all that a CommonJS one exports as members of its default import. */
function memberOf(search: Search, holder: ts.Node, name: string): readonly ts.Node[] {
  const { ts } = search;
  const found = membersNamed(search, follow(search, holder), name);
  if (found.length > 0 || !ts.isIdentifier(holder)) return found;
  return bindingsOf(ts, holder, holder.text).flatMap((each) => (ts.isImportClause(each) ? exported({ ...search, seen: new Set() }, specifierOf(each.parent), name) : []));
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
  return bindingsOf(search.ts, place, name).flatMap((each) => target(search, each));
}

function bindingsOf(ts: TypeScript, place: ts.Node, name: string): readonly ts.Node[] {
  for (let scope: ts.Node | undefined = place; scope; scope = scope.parent as ts.Node | undefined) {
    const [named, declaredHere] = [parametersNamed(ts, scope, name), namesDeclaredIn(ts, scope).get(name) ?? []];
    if (named.length + declaredHere.length > 0) return [...named, ...declaredHere];
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
  const { ts } = search;
  if (ts.isImportSpecifier(node)) return exported(search, specifierOf(node.parent.parent.parent), (node.propertyName ?? node.name).text);
  if (ts.isImportClause(node)) return exported(search, specifierOf(node.parent), 'default');
  if (ts.isNamespaceImport(node)) return wholeModule(search, specifierOf(node.parent.parent));
  if (ts.isImportEqualsDeclaration(node)) {
    const { moduleReference } = node;
    if (!once(search, node)) return [];
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
  if (ts.isCallExpression(node)) return described(search, node);
  const required = requiredBy(ts, node);
  if (!required) return takenFrom(search, node);
  return required.member === undefined ? wholeModule(search, required.specifier) : exported(search, required.specifier, required.member);
}

/** `const { A } = all`: what `all` has under that name, or else the element itself. */
function takenFrom(search: Search, node: ts.Node): readonly ts.Node[] {
  const { ts } = search;
  const from = ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && ts.isVariableDeclaration(node.parent.parent) ? node.parent.parent.initializer : undefined;
  const member = ts.isBindingElement(node) ? (node.propertyName ?? node.name) : undefined;
  if (!from || !member || !ts.isIdentifier(member) || !once(search, node)) return [node];
  const found = membersNamed(search, exportedValue(search, from), member.text);
  return found.length > 0 ? found : [node];
}

/** What a module assigns to what it exports. */
function exportedValue(search: Search, value: ts.Expression): readonly ts.Node[] {
  const { ts } = search;
  if (isWrapper(ts, value)) return exportedValue(search, value.expression);
  const method = ts.isCallExpression(value) ? methodOfObject(ts, value) : undefined;
  const [first] = ts.isCallExpression(value) ? value.arguments : [];
  if (first && (method === 'freeze' || method === 'seal')) return exportedValue(search, first);
  if (ts.isObjectLiteralExpression(value) || (first && method === 'assign')) return [value];
  // `const all = { A, B }; module.exports = all;`
  return follow(search, value).flatMap((each) => {
    const object = ts.isVariableDeclaration(each) && each.initializer && isObject(ts, each.initializer) && once(search, each) ? each.initializer : undefined;
    return object ? exportedValue(search, object) : [each];
  });
}

function isObject(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(node) || (ts.isCallExpression(node) && methodOfObject(ts, node) !== undefined);
}

/** Whether a declaration, or a member of it, is asked for the first time in a search. */
function once({ seen, ts }: Search, node: ts.Node, name = ''): boolean {
  const key = `${fileOf(ts, node).fileName}:${node.pos} ${name}`;
  const isFirst = !seen.has(key);
  seen.add(key);
  return isFirst;
}

/** `Object.defineProperty(exports, 'A', { value: A })`, `{ get: () => A }`, `{ get() { return A; } }`. */
function described(search: Search, { arguments: [, , descriptor] }: ts.CallExpression): readonly ts.Node[] {
  const { ts } = search;
  if (!descriptor || !ts.isObjectLiteralExpression(descriptor)) return [];
  const value = propertyNamed(search, descriptor, 'value');
  if (value.length > 0) return value;
  const getter = descriptor.properties.find((each) => each.name && ts.isIdentifier(each.name) && each.name.text === 'get');
  const functions = getter && ts.isMethodDeclaration(getter) ? [getter] : propertyNamed(search, descriptor, 'get');
  return functions.flatMap((each) => returnedValue(search, each));
}

function returnedValue(search: Search, getter: ts.Node): readonly ts.Node[] {
  const { ts } = search;
  const value = ts.isFunctionLike(getter) && 'body' in getter ? returnedBy(ts, getter) : undefined;
  return value ? exportedValue(search, value) : [];
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

/** The module that `require('m')` or `await import('m')` names. */
function requiredIn(ts: TypeScript, call: ts.Expression): ts.Expression | undefined {
  if (ts.isAwaitExpression(call)) return ts.isCallExpression(call.expression) && call.expression.expression.kind === ts.SyntaxKind.ImportKeyword ? call.expression.arguments[0] : undefined;
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
    const found = search.ts.isExportDeclaration(star) ? exported(search, specifierOf(star), name) : copiedNamed(search, star as ts.Expression, name);
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
    if (ts.isCallExpression(holder)) return assignedNamed(search, holder, name);
    if (ts.isClassLike(holder) || ts.isFunctionLike(holder)) return [...staticOf(search, holder, name), ...assignedTo(search, holder, name)];
    const body = ts.isModuleDeclaration(holder) ? holder.body : undefined;
    if (!body) return [];
    if (ts.isModuleDeclaration(body)) return body.name.text === name ? [body] : [];
    return (namesDeclaredIn(ts, body).get(name) ?? []).flatMap((each) => target(search, each));
  });
}

/** What a property of an exported object stands for: of several, and of objects spread into it, the last. */
function propertyNamed(search: Search, object: ts.ObjectLiteralExpression, name: string): readonly ts.Node[] {
  const { ts } = search;
  for (const property of object.properties.toReversed()) {
    if (ts.isSpreadAssignment(property)) {
      const found = once(search, property, name) ? copiedNamed(search, property.expression, name) : [];
      if (found.length > 0) return found;
    } else if (!ts.isComputedPropertyName(property.name) && property.name.text === name) {
      if (ts.isShorthandPropertyAssignment(property)) return inScope(search, object, name);
      if (ts.isGetAccessor(property)) return returnedValue(search, property);
      if (!ts.isSetAccessor(property)) return ts.isPropertyAssignment(property) ? exportedValue(search, property.initializer) : [];
    }
  }
  return [];
}

/** `Object.assign(a, b)` has the members of `b`, and those that only `a` has. */
function assignedNamed(search: Search, call: ts.CallExpression, name: string): readonly ts.Node[] {
  if (!once(search, call, name)) return [];
  for (const each of call.arguments.toReversed()) {
    const found = copiedNamed(search, each, name);
    if (found.length > 0) return found;
  }
  return [];
}

/** A member of an object or module that is copied; two modules can copy each other. */
function copiedNamed(search: Search, from: ts.Expression, name: string): readonly ts.Node[] {
  return exportedValue(search, from).flatMap((each) => (search.ts.isSourceFile(each) ? exportsNamed(search, each, name) : membersNamed(search, [each], name)));
}

/** `class A { static B = B; }`, `class A { static get B() { return B; } }` */
function staticOf(search: Search, holder: ts.Node, name: string): readonly ts.Node[] {
  const { ts } = search;
  const members = ts.isClassLike(holder) ? holder.members.filter((each) => ts.isPropertyDeclaration(each) || ts.isGetAccessor(each)) : [];
  const found = members.find((each) => hasModifier(ts, each, ts.SyntaxKind.StaticKeyword) && ts.isIdentifier(each.name) && each.name.text === name);
  if (!found || !once(search, found, name)) return [];
  if (ts.isGetAccessor(found)) return returnedValue(search, found);
  return found.initializer ? exportedValue(search, found.initializer) : [];
}

/** `module.exports = A; module.exports.B = B`: what a module adds to the class or function that it exports as a whole. */
function assignedTo(search: Search, holder: ts.Node, name: string): readonly ts.Node[] {
  const { ts } = search;
  return (exportedStatements(ts, fileOf(ts, holder)).get(name) ?? []).filter((each) => ts.isBinaryExpression(each) || ts.isCallExpression(each)).flatMap((each) => target(search, each));
}
