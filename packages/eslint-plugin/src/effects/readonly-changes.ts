/** What is declared to be only looked at, and is changed all the same: by a cast, by a name with another type, by a function that it is handed to. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { isMutator } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { bindingOf, type Binding } from './bindings.ts';
import { constantOf } from './constants.ts';
import { ownerOfThis } from './builder.ts';
import { assignmentOf } from './changes.ts';
import { fieldsOf, type Field } from './class-fields.ts';
import { effectsOf } from './effects-of.ts';
import type { FunctionNode } from './events.ts';
import { nodesOf } from './file-nodes.ts';
import { declarationOf, memberOf, typeAt } from './declared-types.ts';
import { mentionOf } from './mentions.ts';
import { isPrefix, printPlace, type Place } from './place.ts';
import { memberUsesOf, usesOf } from './shared-places.ts';
import { changesOf, isReplaced, possibleChangesOf, type Change } from './undeclared.ts';

export interface ReadonlyChange {
  readonly node: ts.Node;
  readonly place: Place;
  readonly type: ts.TypeNode;
  /** `changed` here, `handed` to a function that changes it, or `given` out as something that can be changed. */
  readonly how: 'changed' | 'handed' | 'given';
}

/** All of them in a file, each place of a function once. */
export function readonlyChanges(analysis: Analysis): ReadonlyChange[] {
  const found: ReadonlyChange[] = [];
  const fields = new Set<string>();
  const guarded = guardedNames(analysis.sourceFile);
  for (const fn of effectsOf(analysis).functions.keys()) {
    found.push(...castResults(fn));
    if (!guarded?.test(fn.getText())) continue;
    const seen = new Set<Binding>();
    const possible = possibleChangesOf(analysis, fn).filter(({ place, method }) => isMutator(containerOf(placeType(place)), method));
    for (const change of [...changesOf(analysis, fn, mayBeGuarded), ...possible]) {
      const { root } = change.place;
      const how = change.event.kind === 'call' && !('method' in change) ? 'handed' : 'changed';
      const field = fieldType(change, fn);
      if (field && !fields.has(printPlace(change.place))) found.push({ node: change.node, place: change.place, type: field, how });
      if (field) fields.add(printPlace(change.place));
      if (!('binding' in root) || root.kind === 'local' || seen.has(root.binding)) continue;
      const type = guardOf(root.binding, change, fn);
      if (!type || isReplaced(analysis, fn, root)) continue;
      seen.add(root.binding);
      found.push({ node: change.node, place: change.place, type, how });
    }
  }
  return found.sort((a, b) => a.node.pos - b.node.pos);
}

/** The type of a field that forbids a change of what the field holds, where that is the caller's: a parameter of the constructor that is a field itself, or that it is set to as it is, there or in a method. */
function fieldType({ place, event, what }: Change, fn: FunctionNode): ts.TypeNode | undefined {
  if (place.root.kind !== 'this' || !typescript.isClassLike(place.root.owner)) return undefined;
  const { owner } = place.root;
  const [step] = place.steps;
  if (event.kind === 'call' && !isHanded(event.node, place, fn)) return undefined;
  if (!fieldsOf(owner).some((field) => field.name.text === step && (typescript.isParameter(field) || isHandedIn(field, owner)))) return undefined;
  const type = placeType(what === 'write' ? { ...place, steps: place.steps.slice(0, -1) } : place);
  return type && layerOf(type) !== undefined ? type : undefined;
}

/** `this.rows = rows`, where `rows` is a parameter: what the field holds was not made here. */
function isHandedIn(field: Field, owner: ts.Node): boolean {
  return memberUsesOf(field, owner.getSourceFile()).some((use) => {
    const set = assignmentOf(use.parent);
    if (!set || !typescript.isBinaryExpression(set) || !typescript.isPropertyAccessExpression(use.parent) || use.parent.expression.kind !== typescript.SyntaxKind.ThisKeyword || ownerOfThis(use.parent.expression) !== owner) return false;
    const value = unwrapped(typescript, set.right);
    const given = typescript.isIdentifier(value) ? bindingOf(value) : undefined;
    return given?.kind === 'parameter' && typescript.isParameter(given.declaration);
  });
}

/** The names of parameters and variables of a file with a type that could forbid a change, those of fields among them; undefined without any. */
function guardedNames(file: ts.SourceFile): RegExp | undefined {
  const names = nodesOf(file).typed.flatMap(({ name, type }) => (typescript.isIdentifier(name) && mayForbid(type) ? [name.text] : []));
  return mentionOf(names);
}

/** Whether a place is the caller's, the module's or in a field, with a type that could forbid a change: it says so itself, or the file declares what it names. */
function mayBeGuarded({ root, steps }: Place): boolean {
  const type = 'binding' in root ? (root.kind === 'local' ? undefined : typeOf(root.binding)) : placeType({ root, steps: steps.slice(0, 1), isCut: false });
  return type !== undefined && mayForbid(type);
}

function mayForbid(type: ts.TypeNode): boolean {
  return /readonly|immutable/i.test(type.getText()) || namesDeclared(type);
}

function namesDeclared(node: ts.Node): boolean {
  const declared = typescript.isIdentifier(node) ? declarationOf(node) : undefined;
  return (declared !== undefined && /readonly|immutable/i.test(declared.getText())) || (typescript.forEachChild(node, (child) => namesDeclared(child) || undefined) ?? false);
}

/** The type that forbids a change of what a parameter or variable holds; undefined where none does. */
function guardOf(binding: Binding, change: Change, fn: FunctionNode): ts.TypeNode | undefined {
  const { place, event, what } = change;
  const type = typeOf(binding);
  if (!type || constantOf(binding)) return undefined;
  if (event.kind === 'call' && !('method' in change) && !isHanded(event.node, place, fn)) return undefined;
  const object = what === 'write' ? place.steps.slice(0, -1) : place.steps;
  for (let depth = 0; depth <= object.length; depth++) {
    const at = typeAt(type, object.slice(0, depth));
    const layer = at && layerOf(at);
    if (at && (layer === 'all' || (layer === 'first' && depth === object.length && !place.isCut))) return at;
  }
  // Of a way that went on, nobody knows which member is set.
  const member = what === 'write' && !place.isCut ? readonlyMember(type, place.steps) : undefined;
  return event.kind === 'call' && member && mayHold(member) && layerOf(member) === undefined ? undefined : member;
}

/** `@modifies context.made` may be said of what the member holds, which nothing forbids. */
function mayHold({ kind }: ts.TypeNode): boolean {
  const { SyntaxKind } = typescript;
  return ![SyntaxKind.NumberKeyword, SyntaxKind.StringKeyword, SyntaxKind.BooleanKeyword, SyntaxKind.BigIntKeyword].includes(kind);
}

/** The type of a member that is declared `readonly`. */
function readonlyMember(type: ts.TypeNode, steps: readonly string[]): ts.TypeNode | undefined {
  const holder = typeAt(type, steps.slice(0, -1));
  const member = holder && memberOf(holder, steps.at(-1) ?? '');
  return member && (typescript.getCombinedModifierFlags(member) & typescript.ModifierFlags.Readonly) !== 0 ? member.type : undefined;
}

/** Whether a call is handed what it changes, or something around it. */
function isHanded(call: ts.Node, place: Place, fn: FunctionNode): boolean {
  return typescript.isCallExpression(call) && call.arguments.some((arg) => {
    const given = aliasedPlace({ node: fn, owners: new Set([fn]) }, arg);
    return given !== undefined && ('binding' in given.root || given.steps.length > 0) && isPrefix(given, place);
  });
}

function typeOf({ declaration }: Binding): ts.TypeNode | undefined {
  return typescript.isParameter(declaration) || typescript.isVariableDeclaration(declaration) ? declaration.type : undefined;
}

/** The class of JavaScript whose read-only form a type is. */
function containerOf(type: ts.TypeNode | undefined): string {
  const name = type && typescript.isTypeReferenceNode(type) ? type.typeName.getText() : '';
  return type && typescript.isTypeOperatorNode(type) ? 'Array' : name.replace(/^Readonly/, '');
}

/** How far a type forbids changes; undefined where it does not. */
function layerOf(type: ts.TypeNode): 'first' | 'all' | undefined {
  if (typescript.isParenthesizedTypeNode(type)) return layerOf(type.type);
  if (typescript.isTypeOperatorNode(type)) return type.operator === typescript.SyntaxKind.ReadonlyKeyword ? 'first' : undefined;
  if (!typescript.isTypeReferenceNode(type) || !typescript.isIdentifier(type.typeName)) return undefined;
  if (/^(?:DeepReadonly|ReadonlyDeep|DeepImmutable|Immutable)$/.test(type.typeName.text)) return 'all';
  return /^Readonly(?:Array|Map|Set)?$/.test(type.typeName.text) && !isDeclared(type.typeName) ? 'first' : undefined;
}

/** Whether the file has a type of its own under the name. */
function isDeclared(name: ts.Identifier): boolean {
  return bindingOf(name) !== undefined || usesOf(name.getSourceFile(), name.text).some(({ parent }) => (typescript.isTypeAliasDeclaration(parent) || typescript.isInterfaceDeclaration(parent)) && parent.name.text === name.text);
}

/** `return this.items as Item[]`, where `items` is declared `readonly Item[]`: the caller may change it. */
function castResults(fn: FunctionNode): ReadonlyChange[] {
  if (!/\bas\b/.test(fn.getText())) return [];
  return castsIn(fn).flatMap((cast): ReadonlyChange[] => {
    const place = aliasedPlace({ node: fn, owners: new Set([fn]) }, cast.expression);
    const type = place && placeType(place);
    if (!type || !place || layerOf(type) === undefined || !isOpened(type, cast.type) || place.root.kind === 'local') return [];
    return [{ node: cast, place, type, how: 'given' }];
  });
}

/** The casts that are returned, or stored in a member. */
function castsIn(fn: FunctionNode): ts.AsExpression[] {
  const found: ts.AsExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (node !== fn && typescript.isFunctionLike(node)) return;
    const { parent } = node;
    if (typescript.isAsExpression(node) && !typescript.isAsExpression(parent)) {
      const isStored = typescript.isBinaryExpression(parent) && parent.right === node && parent.operatorToken.kind === typescript.SyntaxKind.EqualsToken && typescript.isPropertyAccessExpression(parent.left);
      if (typescript.isReturnStatement(parent) || (typescript.isArrowFunction(parent) && parent.body === node) || isStored) found.push(node);
    }
    typescript.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

/** The declared type of a place; of a field for `this.x`. */
function placeType({ root, steps }: Place): ts.TypeNode | undefined {
  if ('binding' in root) return typeAt(typeOf(root.binding), steps);
  const [field, ...others] = steps;
  if (root.kind !== 'this' || !typescript.isClassLike(root.owner) || field === undefined) return undefined;
  return typeAt(fieldsOf(root.owner).find(({ name }) => name.getText() === field)?.type, others);
}

const openType = /^(?:(?:Array|Map|Set|Mutable|Writable|WritableDeep|Draft)<|(?!readonly\b)[\w.<>, ]+\[\]$)/;

/** Whether the cast only takes the protection away: the type is a container that can be changed, or the one inside of `Readonly`. */
function isOpened(from: ts.TypeNode, to: ts.TypeNode): boolean {
  const text = to.getText();
  if (typescript.isTypeReferenceNode(from) && from.typeName.getText() === 'Readonly') return from.typeArguments?.[0]?.getText() === text || openType.test(text);
  return openType.test(text);
}

