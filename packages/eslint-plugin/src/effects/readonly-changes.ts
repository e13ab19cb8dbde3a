/** What is declared to be only looked at, and is changed all the same: by a cast, by a name with another type, by a function that it is handed to. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { isMutator } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { bindingOf, type Binding } from './bindings.ts';
import { constantOf } from './constants.ts';
import { effectsOf } from './effects-of.ts';
import type { FunctionNode } from './events.ts';
import type { Place } from './place.ts';
import { usesOf } from './shared-places.ts';
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
  for (const fn of effectsOf(analysis).functions.keys()) {
    const seen = new Set<Binding>();
    const possible = possibleChangesOf(analysis, fn).filter(({ place: { root }, method }) => 'binding' in root && isMutator(containerOf(typeOf(root.binding)), method));
    for (const change of [...changesOf(analysis, fn), ...possible]) {
      const { root } = change.place;
      if (!('binding' in root) || root.kind === 'local' || seen.has(root.binding)) continue;
      const type = guardOf(root.binding, change);
      if (!type || isReplaced(analysis, fn, root)) continue;
      seen.add(root.binding);
      found.push({ node: change.node, place: change.place, type, how: change.event.kind === 'call' && !('method' in change) ? 'handed' : 'changed' });
    }
    found.push(...castResults(fn));
  }
  return found.sort((a, b) => a.node.pos - b.node.pos);
}

/** The type that forbids a change of a parameter or variable; undefined where none does. */
function guardOf(binding: Binding, change: Change): ts.TypeNode | undefined {
  const { place, event, what } = change;
  const type = typeOf(binding);
  const layer = type && layerOf(type);
  if (!type || layer === undefined || constantOf(binding)) return undefined;
  const depth = place.steps.length - (what === 'write' ? 1 : 0);
  if (event.kind === 'call' && !('method' in change)) return isHanded(event.node, place) && (depth === 0 || layer === 'all') ? type : undefined;
  return depth === 0 || layer === 'all' ? type : undefined;
}

function isHanded(call: ts.Node, place: Place): boolean {
  return typescript.isCallExpression(call) && (call.arguments ?? []).some((arg) => 'binding' in place.root && unwrapped(typescript, arg).getText() === place.root.binding.name);
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
    const type = declaredType(unwrapped(typescript, cast.expression));
    const place = aliasedPlace({ node: fn, owners: new Set([fn]) }, cast.expression);
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

/** The type in the declaration of a name, or of a field for `this.x`. */
function declaredType(node: ts.Expression): ts.TypeNode | undefined {
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  if (binding) return typeOf(binding);
  if (!typescript.isPropertyAccessExpression(node) || node.expression.kind !== typescript.SyntaxKind.ThisKeyword) return undefined;
  const owner = typescript.findAncestor(node, typescript.isClassLike);
  const field = owner?.members.find((each): each is ts.PropertyDeclaration => typescript.isPropertyDeclaration(each) && each.name.getText() === node.name.text);
  return field?.type;
}

const openType = /^(?:(?:Array|Map|Set|Mutable|Writable|WritableDeep|Draft)<|(?!readonly\b)[\w.<>, ]+\[\]$)/;

/** Whether the cast only takes the protection away: the type is a container that can be changed, or the one inside of `Readonly`. */
function isOpened(from: ts.TypeNode, to: ts.TypeNode): boolean {
  const text = to.getText();
  if (typescript.isTypeReferenceNode(from) && from.typeName.getText() === 'Readonly') return from.typeArguments?.[0]?.getText() === text || openType.test(text);
  return openType.test(text);
}

