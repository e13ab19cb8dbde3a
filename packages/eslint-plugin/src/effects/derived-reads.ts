/** What the value of a call, or of a getter, is made from: `isFull()` that gives `this.queue.length >= max`, `isFresh(entry)` that looks at `entry.until`. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { keyStep } from './aliases.ts';
import { ownerOfThis, readOf, type Builder } from './builder.ts';
import { calledInFile } from './callee.ts';
import type { FunctionNode, Read, Value } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { lookedAtBy } from './looks.ts';
import { getterOnObject, methodOnObject } from './object-methods.ts';
import { rebase, type Place } from './place.ts';

/** The reads that a call of a function of the file does for its caller: of `this`, of the module, of functions around it, and of what it is handed. */
export function readsByCall(b: Builder, call: ts.CallExpression, { args, object }: { readonly args: readonly Value[]; readonly object: Place | undefined }): Read[] {
  const fn = calledInFile({ node: call });
  const own = fn ? readsBy(b, call, { fn, args }) : isAskedFor(call) ? args.flatMap(({ reads }) => reads) : [];
  return [...own, ...(object ? placesReadOn(call, object) : []).flatMap((place) => readOf(b, place, call).reads)];
}

function readsBy(b: Builder, call: ts.CallExpression, { fn, args }: { readonly fn: FunctionNode; readonly args: readonly Value[] }): readonly Read[] {
  return lookedAtBy(fn).places.flatMap((place): readonly Read[] => {
    const { root } = place;
    const there: Place = { ...place, steps: place.steps.map((step) => argumentStep(step, fn, call.arguments)) };
    if (root.kind !== 'parameter') return readOf(b, there, call).reads;
    const index = fn.parameters.findIndex((each) => each === root.binding.declaration);
    const [arg, node] = [args[index], call.arguments[index]];
    if (!arg || !node) return [];
    return arg.place && place.steps.length > 0 ? [...arg.reads, ...readOf(b, rebase(there, arg.place), node).reads] : arg.reads;
  });
}

/** Whether a call stands in a condition: what a function that is not known says of its arguments depends on them. */
function isAskedFor(call: ts.CallExpression): boolean {
  let node: ts.Node = call;
  for (let { parent } = node; isPartOfCondition(parent); { parent } = parent) node = parent;
  const { parent } = node;
  // `assert(isOpen(order));` is one by itself.
  if (typescript.isExpressionStatement(parent)) return true;
  if (typescript.isIfStatement(parent) || typescript.isWhileStatement(parent) || typescript.isSwitchStatement(parent)) return parent.expression === node;
  return typescript.isConditionalExpression(parent) && parent.condition === node;
}

function isPartOfCondition(node: ts.Node): boolean {
  return typescript.isParenthesizedExpression(node) || typescript.isPrefixUnaryExpression(node) || (typescript.isBinaryExpression(node) && /^(?:&&|\|\||[!=]==?|[<>]=?)$/.test(node.operatorToken.getText()));
}

/** The same for a member that is a getter of its class. */
export function placesReadByGetter(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): readonly Place[] {
  if (!typescript.isPropertyAccessExpression(node) || node.expression.kind !== typescript.SyntaxKind.ThisKeyword) return [];
  const owner = ownerOfThis(node.expression);
  if (!typescript.isClassLike(owner)) return [];
  const getter = owner.members.find((each): each is ts.GetAccessorDeclaration => typescript.isGetAccessor(each) && each.name.getText() === node.name.text);
  return getter && isFunctionWithBody(getter) ? lookedAtBy(getter).places : [];
}

/** What the value of a call on an object of another class of the file is made from, seen from the caller; all of the object where the method does more than that. */
function placesReadOn(call: ts.CallExpression, object: Place): Place[] {
  const fn = methodOnObject({ node: call });
  if (!fn) return [];
  const { places } = lookedAtBy(fn);
  return places.length > 0 ? onObject(places, object).map((place) => ({ ...place, steps: place.steps.map((step) => argumentStep(step, fn, call.arguments)) })) : [object];
}

/** The same for a getter of such an object. */
export function placesReadByGetterOn(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, member: Place): Place[] {
  const getter = member.isCut ? undefined : getterOnObject(node);
  return getter ? onObject(lookedAtBy(getter).places, { ...member, steps: member.steps.slice(0, -1) }) : [];
}

function onObject(places: readonly Place[], object: Place): Place[] {
  return places.flatMap((place) => (place.root.kind === 'this' ? [rebase(place, object)] : place.root.kind === 'module' ? [place] : []));
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
