/** The events of expressions, in the order of evaluation. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { aliasedPlace, memberStep, stepOf } from './aliases.ts';
import { assign, visitAssignment } from './assignments.ts';
import { emit, escape, fork, ownerOfThis, placeOfName, readOf, unknownValue, type Builder } from './builder.ts';
import { visitCall, visitNew } from './calls.ts';
import { placesReadByGetter, placesReadByGetterOn } from './derived-reads.ts';
import type { Branch, FunctionNode, Read, Value } from './events.ts';
import { extend, placeOf } from './place.ts';

const { SyntaxKind } = typescript;

type Visit = (b: Builder, node: never) => Value;

/** TABLE: what each kind of expression does. Those that are not here evaluate their parts and depend on them. */
const visitors: ReadonlyMap<ts.SyntaxKind, Visit> = new Map<ts.SyntaxKind, Visit>([
  [SyntaxKind.Identifier, visitName],
  [SyntaxKind.ThisKeyword, (_, node: ts.Expression) => ({ place: placeOf({ kind: 'this', owner: ownerOfThis(node) }), reads: [] })],
  [SyntaxKind.PropertyAccessExpression, visitMember],
  [SyntaxKind.ElementAccessExpression, visitMember],
  [SyntaxKind.CallExpression, visitCall],
  [SyntaxKind.NewExpression, visitNew],
  [SyntaxKind.TaggedTemplateExpression, visitTagged],
  [SyntaxKind.AwaitExpression, visitAwait],
  [SyntaxKind.YieldExpression, visitYield],
  [SyntaxKind.BinaryExpression, visitBinary],
  [SyntaxKind.ConditionalExpression, visitConditional],
  [SyntaxKind.PrefixUnaryExpression, visitUnary],
  [SyntaxKind.PostfixUnaryExpression, visitUnary],
  [SyntaxKind.DeleteExpression, visitDelete],
  [SyntaxKind.TypeOfExpression, (b, { expression }: ts.TypeOfExpression) => ({ reads: visitExpression(b, expression).reads })],
  [SyntaxKind.ArrowFunction, visitClosure],
  [SyntaxKind.FunctionExpression, visitClosure],
  [SyntaxKind.ClassExpression, (b, node: ts.ClassExpression) => visitClass(b, node)],
  [SyntaxKind.ArrayLiteralExpression, visitLiteral],
  [SyntaxKind.ObjectLiteralExpression, visitLiteral],
  [SyntaxKind.ParenthesizedExpression, visitInner],
  [SyntaxKind.AsExpression, visitInner],
  [SyntaxKind.SatisfiesExpression, visitInner],
  [SyntaxKind.NonNullExpression, visitInner],
  [SyntaxKind.TypeAssertionExpression, visitInner],
]);

/** Adds the events of an expression, and says what is known of its value. */
export function visitExpression(b: Builder, node: ts.Expression): Value {
  const visit = visitors.get(node.kind) as ((b: Builder, node: ts.Expression) => Value) | undefined;
  return visit ? visit(b, node) : { reads: visitParts(b, node) };
}

/** The events of everything in a node, and the reads that any of it depends on. */
function visitParts(b: Builder, node: ts.Node): Read[] {
  const reads: Read[] = [];
  typescript.forEachChild(node, (child) => {
    if (typescript.isExpression(child)) reads.push(...visitExpression(b, child).reads);
    else if (!typescript.isTypeNode(child) && !typescript.isToken(child)) reads.push(...visitParts(b, child));
  });
  return reads;
}

function visitInner(b: Builder, node: ts.ParenthesizedExpression): Value {
  return visitExpression(b, node.expression);
}

function visitName(b: Builder, node: ts.Identifier): Value {
  if (node.text === 'undefined') return unknownValue;
  const { reads } = readOf(b, placeOfName(b, node), node);
  return { place: aliasedPlace(b, node), reads };
}

/** `object.name`, `object[key]`: one read of the whole way. What a local name was made from flows on. */
function visitMember(b: Builder, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Value {
  const isOptional = node.questionDotToken !== undefined;
  const { place, reads: before } = visitObject(b, node);
  if (!place) return { reads: before };
  const derived = place.root.kind === 'this' && place.steps.length === 1 ? placesReadByGetter(node) : placesReadByGetterOn(node, place);
  const reads = [...before, ...derived.flatMap((each) => readOf(b, each, node).reads)];
  if (isOptional) return { place, reads: [...reads, ...readOf(b, place, node).reads] };
  return { place, reads: [...readOf(b, place, node).reads, ...reads] };
}

/** Evaluates what a member is of, and gives the member's place without reading it. */
export function visitObject(b: Builder, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Value {
  const object = visitHolder(b, node.expression);
  const key = typescript.isElementAccessExpression(node) ? visitExpression(b, node.argumentExpression) : undefined;
  const step = stepOf(node);
  return { place: object.place && step !== undefined ? extend(object.place, step) : undefined, reads: key ? [...object.reads, ...key.reads] : object.reads };
}

/** The object of a member: a name is read for what flows through it, a chain of members is no read of its own. */
export function visitHolder(b: Builder, expression: ts.Expression): Value {
  let node = expression;
  while (typescript.isParenthesizedExpression(node) || typescript.isNonNullExpression(node) || typescript.isAsExpression(node)) node = node.expression;
  if (typescript.isPropertyAccessExpression(node) || typescript.isElementAccessExpression(node)) return visitObject(b, node);
  const value = visitExpression(b, node);
  return value.place || !(typescript.isBinaryExpression(node) || typescript.isConditionalExpression(node)) ? value : { ...value, place: aliasedPlace(b, node) };
}

function visitAwait(b: Builder, node: ts.AwaitExpression): Value {
  visitExpression(b, node.expression);
  emit(b, { kind: 'suspend', how: 'await', node, operand: node.expression });
  return { place: placeOf({ kind: 'unknown', node }), reads: [] };
}

function visitYield(b: Builder, node: ts.YieldExpression): Value {
  const value = node.expression && visitExpression(b, node.expression);
  escape(b, value, { node, how: 'yield' });
  emit(b, { kind: 'suspend', how: 'yield', node, operand: node.expression });
  return unknownValue;
}

function visitTagged(b: Builder, node: ts.TaggedTemplateExpression): Value {
  visitExpression(b, node.tag);
  const reads = visitParts(b, node.template);
  emit(b, { kind: 'call', node, object: undefined, args: [{ reads }] });
  return unknownValue;
}

const logical: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken]);

function visitBinary(b: Builder, node: ts.BinaryExpression): Value {
  const operator = node.operatorToken.kind;
  if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment) return visitAssignment(b, node);
  if (operator === SyntaxKind.CommaToken) {
    visitExpression(b, node.left);
    return visitExpression(b, node.right);
  }
  if (operator === SyntaxKind.InKeyword && !typescript.isPrivateIdentifier(node.left)) return visitLook(b, { key: node.left, of: node.right });
  if (!logical.has(operator)) return { reads: [...visitExpression(b, node.left).reads, ...visitExpression(b, node.right).reads] };
  const left = visitExpression(b, node.left);
  let right = unknownValue;
  const way = (): void => void (right = visitExpression(b, node.right));
  const branch: Branch = { kind: 'branch', of: 'logical', node: node.left, inputs: left.reads };
  fork(b, branch, operator === SyntaxKind.AmpersandAmpersandToken ? { yes: way } : { yes: () => undefined, no: way });
  return { reads: [...left.reads, ...right.reads] };
}

/** `key in object`, `Object.hasOwn(object, key)`: a look at one entry. */
export function visitLook(b: Builder, { key, of }: { readonly key: ts.Expression; readonly of: ts.Expression }): Value {
  const { reads } = visitExpression(b, key);
  const object = visitExpression(b, of);
  const found = object.place ? readOf(b, extend(object.place, memberStep(key)), of).reads : [];
  return { reads: [...found, ...reads, ...object.reads] };
}

function visitConditional(b: Builder, node: ts.ConditionalExpression): Value {
  const { reads } = visitExpression(b, node.condition);
  const parts: Value[] = [];
  const branch: Branch = { kind: 'branch', of: 'conditional', node: node.condition, inputs: reads };
  fork(b, branch, { yes: () => parts.push(visitExpression(b, node.whenTrue)), no: () => parts.push(visitExpression(b, node.whenFalse)) });
  return { reads: [...reads, ...parts.flatMap((part) => part.reads)] };
}

/** `!x`, `-x`, and `x++`, which reads and writes. */
function visitUnary(b: Builder, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Value {
  if (node.operator !== SyntaxKind.PlusPlusToken && node.operator !== SyntaxKind.MinusMinusToken) return { reads: visitExpression(b, node.operand).reads };
  const { reads } = visitExpression(b, node.operand);
  assign(b, { target: node.operand, node, how: 'compound', value: undefined, from: { reads } });
  return { reads };
}

function visitDelete(b: Builder, node: ts.DeleteExpression): Value {
  assign(b, { target: node.expression, node, how: 'delete', value: undefined, from: unknownValue });
  return unknownValue;
}

/** Literals of arrays and objects: new objects, in which other objects are stored. */
function visitLiteral(b: Builder, node: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression): Value {
  const reads: Read[] = [];
  for (const part of typescript.isArrayLiteralExpression(node) ? node.elements : node.properties) reads.push(...visitLiteralPart(b, part));
  return { place: placeOf({ kind: 'fresh', node }), reads };
}

function visitLiteralPart(b: Builder, part: ts.Expression | ts.ObjectLiteralElementLike): readonly Read[] {
  if (typescript.isSpreadElement(part) || typescript.isSpreadAssignment(part)) return visitExpression(b, part.expression).reads;
  if (typescript.isMethodDeclaration(part) || typescript.isAccessor(part)) return visitClosure(b, part).reads;
  if (typescript.isPropertyAssignment(part) && typescript.isComputedPropertyName(part.name)) visitExpression(b, part.name.expression);
  const held = typescript.isPropertyAssignment(part) ? part.initializer : typescript.isShorthandPropertyAssignment(part) ? part.name : part;
  const value = visitExpression(b, held);
  escape(b, value, { node: held, how: 'store' });
  return value.reads;
}

/** A function that is kept. */
function visitClosure(b: Builder, node: FunctionNode): Value {
  emit(b, { kind: 'closure', node });
  return { place: placeOf({ kind: 'fresh', node }), reads: [] };
}

/** What a class does when it is declared: its heritage, computed names, statics; its methods are kept. */
export function visitClass(b: Builder, node: ts.ClassLikeDeclaration): Value {
  for (const { types } of node.heritageClauses ?? []) for (const { expression } of types) if (!typescript.isInterfaceDeclaration(node)) visitExpression(b, expression);
  for (const member of node.members) {
    if ('body' in member && member.body && !typescript.isClassStaticBlockDeclaration(member)) emit(b, { kind: 'closure', node: member as FunctionNode });
    const isStatic = typescript.isPropertyDeclaration(member) && typescript.getCombinedModifierFlags(member) & typescript.ModifierFlags.Static;
    if (isStatic && member.initializer) visitExpression(b, member.initializer);
  }
  return { place: placeOf({ kind: 'fresh', node }), reads: [] };
}
