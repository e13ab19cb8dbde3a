/** Calls that set members by name, as assignments do: `Object.assign(order, { state, total: sum })`, `Reflect.set(order, 'state', state)`. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { memberStep } from './aliases.ts';
import { emit, escape, type Builder } from './builder.ts';
import type { Value } from './events.ts';
import { visitExpression } from './expressions.ts';
import { extend } from './place.ts';

interface MemberSet {
  readonly step: string;
  readonly value: ts.Expression;
  readonly from: Value;
}

/** Adds the events of such a call; undefined, and nothing is added, where it does not write out what it sets. */
export function visitMembersSet(b: Builder, node: ts.CallExpression, path: string): Value | undefined {
  const [target, ...given] = node.arguments;
  if (!target || !isWrittenOut(path, given)) return undefined;
  const object = visitExpression(b, target);
  const members = path === 'Reflect.set' ? memberGiven(b, given) : given.flatMap((each) => membersIn(b, each));
  for (const { step, value, from } of members) {
    if (!object.place) continue;
    escape(b, from, { node, how: 'store' });
    emit(b, { kind: 'write', place: extend(object.place, step), node, how: 'assign', value, inputs: from.reads, stored: from.place });
  }
  return { place: path === 'Reflect.set' ? undefined : object.place, reads: [...object.reads, ...members.flatMap(({ from }) => from.reads)] };
}

function isWrittenOut(path: string, given: readonly ts.Expression[]): boolean {
  if (path === 'Reflect.set') return given.length === 2;
  return path === 'Object.assign' && given.length > 0 && given.every((each) => typescript.isObjectLiteralExpression(each) && each.properties.length > 0 && each.properties.every(isNamed));
}

function isNamed(property: ts.ObjectLiteralElementLike): boolean {
  return typescript.isShorthandPropertyAssignment(property) || (typescript.isPropertyAssignment(property) && !typescript.isNumericLiteral(property.name));
}

function memberGiven(b: Builder, [key, value]: readonly ts.Expression[]): MemberSet[] {
  if (!key || !value) return [];
  visitExpression(b, key);
  return [{ step: memberStep(key), value, from: visitExpression(b, value) }];
}

function membersIn(b: Builder, literal: ts.Expression): MemberSet[] {
  const properties = typescript.isObjectLiteralExpression(literal) ? literal.properties : [];
  return properties.flatMap((property): MemberSet[] => {
    if (typescript.isShorthandPropertyAssignment(property)) return [{ step: property.name.text, value: property.name, from: visitExpression(b, property.name) }];
    if (!typescript.isPropertyAssignment(property)) return [];
    const { name, initializer } = property;
    if (typescript.isComputedPropertyName(name)) visitExpression(b, name.expression);
    const step = typescript.isComputedPropertyName(name) ? memberStep(name.expression) : typescript.isIdentifier(name) || typescript.isStringLiteralLike(name) ? name.text : name.getText();
    return [{ step, value: unwrapped(typescript, initializer), from: visitExpression(b, initializer) }];
  });
}
