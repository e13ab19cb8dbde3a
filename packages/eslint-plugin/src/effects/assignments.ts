/** Writes: assignments to names, members and patterns. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { memberStep } from './aliases.ts';
import { emit, escape, fork, placeOfName, readOf, unknownValue, type Builder } from './builder.ts';
import type { Branch, Value, Write } from './events.ts';
import { visitExpression, visitObject } from './expressions.ts';
import { extend, type Place } from './place.ts';
import { placesSetBy } from './setters.ts';

const { SyntaxKind } = typescript;

/** What is assigned to what. */
interface Assignment {
  readonly target: ts.Node;
  readonly node: ts.Node;
  readonly how: Write['how'];
  readonly value: ts.Expression | undefined;
  readonly from: Value;
}

const logicalAssignments: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.BarBarEqualsToken, SyntaxKind.AmpersandAmpersandEqualsToken, SyntaxKind.QuestionQuestionEqualsToken]);

/** `a = b`, `a += b`, `a ??= b`. */
export function visitAssignment(b: Builder, node: ts.BinaryExpression): Value {
  const operator = node.operatorToken.kind;
  const target = unwrapped(typescript, node.left);
  if (operator === SyntaxKind.EqualsToken) {
    const place = placeOfTarget(b, target);
    const from = visitExpression(b, node.right);
    if (place) write(b, place, { target, node, how: 'assign', value: node.right, from });
    else assignPattern(b, { target, node, how: 'assign', value: node.right, from });
    return from;
  }
  const place = placeOfTarget(b, target);
  if (!place) return { reads: [...visitExpression(b, node.left).reads, ...visitExpression(b, node.right).reads] };
  const before = readOf(b, place, target);
  if (!logicalAssignments.has(operator)) {
    const { reads } = visitExpression(b, node.right);
    const from = { reads: [...before.reads, ...reads] };
    write(b, place, { target, node, how: 'compound', value: node.right, from });
    return from;
  }
  const branch: Branch = { kind: 'branch', of: 'logical', node: node.left, inputs: before.reads };
  const way = (): void => write(b, place, { target, node, how: 'assign', value: node.right, from: visitExpression(b, node.right) });
  fork(b, branch, operator === SyntaxKind.AmpersandAmpersandEqualsToken ? { yes: way } : { yes: () => undefined, no: way });
  return { place, reads: before.reads };
}

/** The place of a name or member, its object evaluated; undefined for patterns and for objects of which nothing is known. */
function placeOfTarget(b: Builder, target: ts.Node): Place | undefined {
  if (typescript.isIdentifier(target)) return placeOfName(b, target);
  if (typescript.isPropertyAccessExpression(target) || typescript.isElementAccessExpression(target)) return visitObject(b, target).place;
  return undefined;
}

function write(b: Builder, place: Place, { target, node, how, value, from }: Assignment): void {
  if (place.steps.length > 0 || place.root.kind === 'module' || place.root.kind === 'captured') escape(b, from, { node, how: 'store' });
  emit(b, { kind: 'write', place, node, how, value, inputs: from.reads, stored: from.place });
  if (place.steps.length > 0 && (typescript.isPropertyAccessExpression(target) || typescript.isElementAccessExpression(target))) {
    for (const set of how === 'delete' ? [] : placesSetBy(target, place)) emit(b, { kind: 'write', place: set, node, how, value, inputs: from.reads, stored: from.place });
  }
}

/** Assigns to a name, a member, or everything in a pattern. */
export function assign(b: Builder, assignment: Assignment): void {
  const target = typescript.isExpression(assignment.target) ? unwrapped(typescript, assignment.target) : assignment.target;
  const place = placeOfTarget(b, target);
  if (place) write(b, place, assignment);
  else assignPattern(b, { ...assignment, target });
}

/** `[a, b] = …`, `({ a, b } = …)`, and the patterns of declarations and parameters. */
function assignPattern(b: Builder, assignment: Assignment): void {
  const { target } = assignment;
  if (typescript.isArrayBindingPattern(target) || typescript.isArrayLiteralExpression(target)) {
    target.elements.forEach((element, index) => assignPart(b, assignment, { part: element, step: `[${index}]` }));
  } else if (typescript.isObjectBindingPattern(target)) {
    for (const element of target.elements) assignPart(b, assignment, { part: element, step: stepOfName(element.propertyName ?? element.name) });
  } else if (typescript.isObjectLiteralExpression(target)) {
    for (const property of target.properties) assignPart(b, assignment, { part: property, step: stepOfName(property.name) });
  }
}

function stepOfName(name: ts.Node | undefined): string | undefined {
  if (name && typescript.isComputedPropertyName(name)) return memberStep(name.expression);
  return name && (typescript.isIdentifier(name) || typescript.isStringLiteralLike(name)) ? name.text : undefined;
}

function assignPart(b: Builder, whole: Assignment, { part, step }: { readonly part: ts.Node; readonly step: string | undefined }): void {
  if (typescript.isOmittedExpression(part)) return;
  const { target, initializer, isRest } = partOf(part);
  if (!target) return;
  const { place } = whole.from;
  const inner = place && (isRest ? place : step === undefined ? undefined : extend(place, step));
  const read = inner && inner.root.kind !== 'fresh' && inner.root.kind !== 'unknown' ? readOf(b, inner, part) : unknownValue;
  const reads = [...read.reads, ...whole.from.reads];
  if (initializer) reads.push(...visitExpression(b, initializer).reads);
  assign(b, { ...whole, target, value: undefined, from: isRest || initializer ? { reads } : { place: inner, reads } });
}

interface Part {
  readonly target: ts.Node | undefined;
  readonly initializer?: ts.Expression | undefined;
  readonly isRest: boolean;
}

function partOf(part: ts.Node): Part {
  if (typescript.isBindingElement(part)) return { target: part.name, initializer: part.initializer, isRest: part.dotDotDotToken !== undefined };
  if (typescript.isSpreadElement(part) || typescript.isSpreadAssignment(part)) return { target: part.expression, isRest: true };
  if (typescript.isShorthandPropertyAssignment(part)) return { target: part.name, initializer: part.objectAssignmentInitializer, isRest: false };
  const target = typescript.isPropertyAssignment(part) ? part.initializer : part;
  if (typescript.isBinaryExpression(target) && target.operatorToken.kind === SyntaxKind.EqualsToken) return { target: target.left, initializer: target.right, isRest: false };
  return { target, isRest: false };
}
