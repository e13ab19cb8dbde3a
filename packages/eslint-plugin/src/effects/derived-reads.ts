/** What a call of a function, or a getter, looks at whose body is a single result: `isFull()` that gives `this.queue.length >= max`. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace, keyStep } from './aliases.ts';
import { ownerOfThis } from './builder.ts';
import { calledInFile } from './callee.ts';
import type { FunctionNode } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { getterOnObject, methodOnObject } from './object-methods.ts';
import { extend, rebase, type Place } from './place.ts';

/** How far calls of such functions in each other are followed. */
const maxDepth = 3;

/** The places of `this`, of the module and of functions around it that the value of a call is made from. */
export function placesReadBy(call: ts.CallExpression, depth = 0): Place[] {
  const fn = depth > maxDepth ? undefined : calledInFile({ node: call });
  const result = fn && onlyResult(fn);
  return fn && result ? placesIn(result, fn, depth).map((place) => ({ ...place, steps: place.steps.map((step) => argumentStep(step, fn, call.arguments)) })) : [];
}

/** The same for a member that is a getter of its class. */
export function placesReadByGetter(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Place[] {
  if (!typescript.isPropertyAccessExpression(node) || node.expression.kind !== typescript.SyntaxKind.ThisKeyword) return [];
  const owner = ownerOfThis(node.expression);
  if (!typescript.isClassLike(owner)) return [];
  const getter = owner.members.find((each): each is ts.GetAccessorDeclaration => typescript.isGetAccessor(each) && each.name.getText() === node.name.text);
  const result = getter && isFunctionWithBody(getter) ? onlyResult(getter) : undefined;
  return getter && result ? placesIn(result, getter, 0) : [];
}

/** What the value of a call on an object of another class of the file is made from, seen from the caller; all of the object where the method does more than that. */
export function placesReadOn(call: ts.CallExpression, object: Place): Place[] {
  const fn = methodOnObject({ node: call });
  if (!fn) return [];
  const result = onlyResult(fn);
  return result ? onObject(placesIn(result, fn, 0), object).map((place) => ({ ...place, steps: place.steps.map((step) => argumentStep(step, fn, call.arguments)) })) : [object];
}

/** The same for a getter of such an object. */
export function placesReadByGetterOn(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, member: Place): Place[] {
  const getter = member.isCut ? undefined : getterOnObject(node);
  const result = getter && onlyResult(getter);
  return getter && result ? onObject(placesIn(result, getter, 0), { ...member, steps: member.steps.slice(0, -1) }) : [];
}

function onObject(places: readonly Place[], object: Place): Place[] {
  return places.flatMap((place) => (place.root.kind === 'this' ? [rebase(place, object)] : place.root.kind === 'module' ? [place] : []));
}

function onlyResult({ body, modifiers }: FunctionNode): ts.Expression | undefined {
  if (!body || modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword)) return undefined;
  if (!typescript.isBlock(body)) return body;
  const [statement, ...others] = body.statements;
  return statement && others.length === 0 && typescript.isReturnStatement(statement) ? statement.expression : undefined;
}

function placesIn(expression: ts.Expression, fn: FunctionNode, depth: number): Place[] {
  const found: Place[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node)) return;
    if (typescript.isCallExpression(node)) found.push(...placesReadBy(node, depth + 1));
    const place = typescript.isExpression(node) ? aliasedPlace({ node: fn, owners: new Set([fn]) }, node) : undefined;
    if (!place) return typescript.forEachChild(node, visit);
    const { root } = place;
    const isOfFile = root.kind === 'module' || root.kind === 'captured';
    const isVariable = isOfFile && (root.binding.kind === 'let' || root.binding.kind === 'var');
    if ((root.kind === 'this' || isOfFile) && (place.steps.length > 0 || isVariable)) found.push(askedEntry(node, place) ?? place);
  };
  visit(expression);
  return found;
}

/** `this.items.get(key)` looks at one entry, another method at the whole. */
function askedEntry(member: ts.Node, place: Place): Place | undefined {
  const { parent } = member;
  if (!typescript.isCallExpression(parent) || parent.expression !== member || !typescript.isPropertyAccessExpression(member)) return undefined;
  const [key, ...others] = parent.arguments;
  const holder: Place = { ...place, steps: place.steps.slice(0, -1) };
  return key && others.length === 0 && /^(?:get|has)$/.test(member.name.text) ? extend(holder, keyStep(key)) : holder;
}

/** A key that is a parameter, or a member of one, is what the call gives for it. */
export function argumentStep(step: string, { parameters }: ts.SignatureDeclaration, given: readonly ts.Expression[]): string {
  const [, name, member] = /^\[([\w$]+)(?:\.([\w$]+))?\]$/.exec(step) ?? [];
  const arg = name === undefined ? undefined : given[parameters.findIndex((each) => each.name.getText() === name)];
  if (!arg) return step;
  return member === undefined ? keyStep(arg) : (memberKey(unwrapped(typescript, arg), member) ?? step);
}

/** The key that a member of an argument is: of a name `[name.id]`, of an object that is written out what it has there. */
function memberKey(arg: ts.Expression, member: string): string | undefined {
  if (typescript.isIdentifier(arg)) return `[${arg.text}.${member}]`;
  if (!typescript.isObjectLiteralExpression(arg) || arg.properties.some((each) => typescript.isSpreadAssignment(each))) return undefined;
  const property = arg.properties.find((each) => each.name?.getText() === member);
  if (!property) return undefined;
  if (typescript.isShorthandPropertyAssignment(property)) return keyStep(property.name);
  return typescript.isPropertyAssignment(property) ? keyStep(property.initializer) : undefined;
}
