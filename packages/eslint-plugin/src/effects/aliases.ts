/** Names that stand for a place: `const state = this.state`, `const { items } = this`. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, type Binding } from './bindings.ts';
import { assignmentOf } from './changes.ts';
import { containerOfCall } from './container-of.ts';
import { placeGivenBy } from './given-places.ts';
import { roundOf } from './loop-variables.ts';
import { mentionOf } from './mentions.ts';
import { usesOf } from './shared-places.ts';
import { ownerOfThis, rootOfBinding, type Builder } from './builder.ts';
import { extend, placeOf, type Place } from './place.ts';
import { isNothing } from './said-of.ts';
import { uncopied } from './uncopied.ts';

const { SyntaxKind } = typescript;

type Seen = Pick<Builder, 'node' | 'owners'> & Partial<Pick<Builder, 'given'>>;

/** How far aliases of aliases are followed. */
const maxDepth = 8;

/** The place of an expression that is a name, `this`, or a chain of members; names that are set once stand for what they were set to. Undefined for other expressions. */
export function aliasedPlace(seen: Seen, expression: ts.Expression, depth = 0): Place | undefined {
  const node = unwrapped(typescript, expression);
  if (node.kind === SyntaxKind.ThisKeyword) return placeOf({ kind: 'this', owner: ownerOfThis(node) });
  if (typescript.isIdentifier(node)) {
    const binding = bindingOf(node);
    if (!binding) return placeOf({ kind: 'global', name: node.text });
    return aliasOf(seen, binding, depth) ?? placeOf(rootOfBinding(seen, binding));
  }
  const given = withoutDefault(node);
  if (given) return aliasedPlace(seen, given, depth);
  const entry = entryOf(node);
  if (entry) {
    const container = aliasedPlace(seen, entry.container, depth);
    return container && extend(container, keyStep(entry.key));
  }
  if (typescript.isCallExpression(node)) return depth > maxDepth ? undefined : placeGivenBy(seen, node, depth);
  const step = stepOf(node);
  const object = step === undefined ? undefined : aliasedPlace(seen, (node as ts.PropertyAccessExpression).expression, depth);
  return object && step !== undefined ? extend(object, step) : undefined;
}

/** The `a` of `a ?? {}` and `a || []`: where there is one, that is meant. `a ??= {}` is what `a` is then. So is the `a` of `whole ? a : a.filter(…)`: what one way copies, the other does not. */
function withoutDefault(node: ts.Node): ts.Expression | undefined {
  if (typescript.isConditionalExpression(node)) return uncopied(node) ?? (isNothing(node.whenFalse) ? node.whenTrue : isNothing(node.whenTrue) ? node.whenFalse : undefined);
  if (!typescript.isBinaryExpression(node)) return undefined;
  return /^(?:\?\?|\|\|)=?$/.test(node.operatorToken.getText()) && (isFresh(node.right) || isNothing(node.right)) ? node.left : undefined;
}

/** Something that is made right there. */
export function isFresh(expression: ts.Expression): boolean {
  const node = unwrapped(typescript, expression);
  return typescript.isObjectLiteralExpression(node) || typescript.isArrayLiteralExpression(node) || typescript.isNewExpression(node);
}

/** TABLE: methods that give one of the things that are in their object, and the containers that have them; `find` tells by its callback. */
const givesEntry: ReadonlyMap<string, (callee: ts.PropertyAccessExpression, key: ts.Expression) => boolean> = new Map([
  ['get', (callee) => /^(?:Weak)?Map$/.test(containerOfCall(undefined, callee) ?? '')],
  ['at', (callee) => containerOfCall(undefined, callee) === 'Array'],
  ['find', (_, key) => isCallback(key)],
  ['findLast', (_, key) => isCallback(key)],
]);

function isCallback(node: ts.Expression): boolean {
  return typescript.isArrowFunction(node) || typescript.isFunctionExpression(node);
}

/** `map.get(key)`, `xs.find(callback)`: the container and the key of an entry. */
export function entryOf(node: ts.Node): { readonly container: ts.Expression; readonly key: ts.Expression } | undefined {
  if (!typescript.isCallExpression(node) || !typescript.isPropertyAccessExpression(node.expression)) return undefined;
  const [key, ...others] = node.arguments;
  return key && others.length === 0 && givesEntry.get(node.expression.name.text)?.(node.expression, key) === true ? { container: node.expression.expression, key } : undefined;
}

/** The step that a member or element access goes. */
export function stepOf(node: ts.Node): string | undefined {
  if (typescript.isPropertyAccessExpression(node)) return node.name.text;
  return typescript.isElementAccessExpression(node) ? memberStep(node.argumentExpression) : undefined;
}

/** The step to the member that a key names: `o['name']` is `o.name`. */
export function memberStep(expression: ts.Expression): string {
  const key = unwrapped(typescript, expression);
  return typescript.isStringLiteralLike(key) && /^[\w$]+$/.test(key.text) ? key.text : keyStep(key);
}

/** The step to an element with a key. */
export function keyStep(key: ts.Expression): string {
  return `[${key.getText().replace(/\s+/g, ' ')}]`;
}

/** What a local name stands for that is set once, or else only to something new; undefined where it was set to something that is no place. */
function aliasOf(seen: Seen, binding: Binding, depth = 0): Place | undefined {
  const { kind, declaration } = binding;
  if (depth > maxDepth) return undefined;
  if (typescript.isBindingElement(declaration)) return kind === 'const' ? (elementPlace(seen, declaration, depth) ?? placeInRound(seen, binding, depth)) : undefined;
  if (!typescript.isVariableDeclaration(declaration)) return kind === 'parameter' ? seen.given?.get(declaration) : undefined;
  if (declaration.initializer) {
    if (kind !== 'const' && !(kind === 'let' && isOnlyFilledIn(declaration))) return undefined;
    const place = objectPlace(seen, declaration.initializer, depth);
    return kind === 'let' && place?.steps.length === 0 ? undefined : place;
  }
  return kind === 'const' ? placeInRound(seen, binding, depth) : undefined;
}

/** `for (const x of xs)`: the element that `x` is in each round, or the part of it that a pattern takes. */
function placeInRound(seen: Seen, binding: Binding, depth: number): Place | undefined {
  const round = roundOf(binding);
  const holder = round && objectPlace(seen, round.of, depth);
  return holder && round.steps.reduce(extend, holder);
}

const filledIn = sideTable<ts.VariableDeclaration, boolean>('filled in');

/** `let found = map.get(key); if (!found) { found = {}; map.set(key, found); }`: what is there, or something new in its place. */
function isOnlyFilledIn(declaration: ts.VariableDeclaration): boolean {
  const known = filledIn.get(declaration);
  if (known !== undefined) return known;
  const { name } = declaration;
  const found = typescript.isIdentifier(name) && usesOf(name.getSourceFile(), name.text).every((use) => {
    const assignment = bindingOf(use)?.declaration === declaration ? assignmentOf(use) : undefined;
    return !assignment || fillsIn(assignment, name.text, declaration);
  });
  filledIn.set(declaration, found);
  return found;
}

/** `found ??= {}`, or `found = {}` under a condition that asks for it. */
function fillsIn(assignment: ts.Expression, name: string, declaration: ts.VariableDeclaration): boolean {
  const mentions = mentionOf([name]);
  if (!typescript.isBinaryExpression(assignment) || !mentions || !isFresh(assignment.right) || mentions.test(assignment.right.getText())) return false;
  const operator = assignment.operatorToken.kind;
  if (operator === SyntaxKind.QuestionQuestionEqualsToken || operator === SyntaxKind.BarBarEqualsToken) return true;
  const scope = declaration.parent.parent.parent;
  const condition = typescript.findAncestor(assignment, (each) => (each === scope ? 'quit' : typescript.isIfStatement(each) && mentions.test(each.expression.getText())));
  return operator === SyntaxKind.EqualsToken && condition !== undefined;
}

function objectPlace(seen: Seen, initializer: ts.Expression, depth: number): Place | undefined {
  const place = aliasedPlace(seen, initializer, depth + 1);
  if (!place || place.root.kind === 'global') return undefined;
  // What a variable held before it is set anew is another object than what it holds then.
  return place.steps.length === 0 && 'binding' in place.root && isSetAnew(place.root.binding) ? undefined : place;
}

/** Whether a variable or parameter is assigned after its declaration. */
function isSetAnew({ kind, declaration, name }: Binding): boolean {
  if (kind !== 'let' && kind !== 'var' && kind !== 'parameter') return false;
  return assignedNames(declaration.getSourceFile(), name).some((use) => bindingOf(use)?.declaration === declaration);
}

const assignedByFile = sideTable<ts.SourceFile, Map<string, readonly ts.Identifier[]>>('assigned names');

/** Where a name is assigned in a file: many functions may have a parameter of one name, and few set it. */
function assignedNames(file: ts.SourceFile, name: string): readonly ts.Identifier[] {
  const byName = assignedByFile.get(file) ?? new Map<string, readonly ts.Identifier[]>();
  assignedByFile.set(file, byName);
  const known = byName.get(name) ?? usesOf(file, name).filter((use) => assignmentOf(use) !== undefined);
  byName.set(name, known);
  return known;
}

/** The place of one name of `const { a: { b } } = object`. */
function elementPlace(seen: Seen, element: ts.BindingElement, depth: number): Place | undefined {
  const step = stepInPattern(element);
  if (step === undefined) return undefined;
  const holder = element.parent.parent;
  const object = typescript.isBindingElement(holder)
    ? elementPlace(seen, holder, depth)
    : typescript.isVariableDeclaration(holder) && holder.initializer && (typescript.getCombinedNodeFlags(holder) & typescript.NodeFlags.Const) !== 0
      ? objectPlace(seen, holder.initializer, depth)
      : undefined;
  return object && extend(object, step);
}

/** The step that one name of a pattern goes; undefined for what is left over, and where there may be something else than what is there. */
export function stepInPattern(element: ts.BindingElement): string | undefined {
  if (element.dotDotDotToken || (element.initializer && !isFresh(element.initializer))) return undefined;
  const pattern = element.parent;
  return typescript.isArrayBindingPattern(pattern) ? `[${pattern.elements.indexOf(element)}]` : nameOf(element);
}

function nameOf({ propertyName, name }: ts.BindingElement): string | undefined {
  const key = propertyName ?? name;
  if (typescript.isComputedPropertyName(key)) return memberStep(key.expression);
  return typescript.isIdentifier(key) || typescript.isStringLiteralLike(key) ? key.text : undefined;
}
