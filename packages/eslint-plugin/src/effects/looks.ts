/** What a function of the file looks at in order to give its value or to refuse, where it changes nothing. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { changesArgument } from '../built-ins/known-effects.ts';
import { aliasedPlace, isFresh, keyStep } from './aliases.ts';
import { calledInFile } from './callee.ts';
import { globalPath } from './calls.ts';
import { assignmentOf } from './changes.ts';
import type { FunctionNode } from './events.ts';
import { isDeferred } from './given-places.ts';
import { extend, type Place } from './place.ts';

export interface Looks {
  /** Places of `this`, of the module, of functions around it and of its own parameters, as the function sees them. */
  readonly places: readonly Place[];
  /** It may throw instead of giving a value. */
  readonly throws: boolean;
}

const nothing: Looks = { places: [], throws: false };
const looksOf = sideTable<FunctionNode, Looks | 'changes'>('looks');

/** How long the text of a function may be: a long one does more than to look. */
const maxText = 1500;

/** TABLE: methods that change what they are called on, whatever that is. */
const changing = /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|append)$/;

/** What a function looks at; nothing where it changes something outside of itself, goes on later, or is too long. */
export function lookedAtBy(fn: FunctionNode): Looks {
  const looks = looksIn(fn);
  return looks === 'changes' ? nothing : looks;
}

function looksIn(fn: FunctionNode): Looks | 'changes' {
  const known = looksOf.get(fn);
  if (known) return known;
  // A function that calls itself looks at nothing by that call.
  looksOf.set(fn, nothing);
  const { body } = fn;
  const found = !body || isDeferred(fn) || body.end - body.pos > maxText ? nothing : collect(fn, body);
  looksOf.set(fn, found);
  return found;
}

function collect(fn: FunctionNode, body: ts.Node): Looks | 'changes' {
  const places: Place[] = [];
  const seen = { node: fn, owners: new Set<ts.Node>([fn]) };
  let throws = false;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (changes || typescript.isTypeNode(node)) return;
    if (typescript.isFunctionLike(node)) seen.owners.add(node);
    if (typescript.isThrowStatement(node)) throws = true;
    if (typescript.isCallExpression(node)) changes ||= isChangingCall(node);
    const place = typescript.isExpression(node) && !isMemberName(node) ? aliasedPlace(seen, node) : undefined;
    if (!place) return typescript.forEachChild(node, visit);
    if (!isOutside(place)) return;
    changes ||= place.steps.length > 0 && (assignmentOf(node) !== undefined || isChangedBy(node));
    places.push(askedEntry(node, place) ?? place);
  };
  visit(body);
  return changes ? 'changes' : { places, throws };
}

function isChangingCall(node: ts.CallExpression): boolean {
  const [target] = node.arguments;
  if (target && changesArgument.test(globalPath(node.expression) ?? '') && !isFresh(target) && !/freeze|seal|prevent/.test(node.expression.getText())) return true;
  const callee = calledInFile({ node });
  return callee !== undefined && looksIn(callee) === 'changes';
}

function isMemberName(node: ts.Node): boolean {
  const { parent } = node;
  return (typescript.isPropertyAccessExpression(parent) || typescript.isPropertyAssignment(parent)) && parent.name === node;
}

/** Whether others may change what is there: members, parameters, and variables that are set anew. */
function isOutside({ root, steps }: Place): boolean {
  if (root.kind === 'this') return steps.length > 0;
  if (root.kind === 'parameter') return true;
  const isVariable = 'binding' in root && (root.binding.kind === 'let' || root.binding.kind === 'var');
  return (root.kind === 'module' || root.kind === 'captured') && (steps.length > 0 || isVariable);
}

/** `this.items.push`, which is called. */
function isChangedBy(node: ts.Node): boolean {
  return typescript.isPropertyAccessExpression(node) && typescript.isCallExpression(node.parent) && node.parent.expression === node && changing.test(node.name.text);
}

/** `this.items.get(key)` looks at one entry, another method at the whole. */
function askedEntry(member: ts.Node, place: Place): Place | undefined {
  const { parent } = member;
  if (!typescript.isCallExpression(parent) || parent.expression !== member || !typescript.isPropertyAccessExpression(member)) return undefined;
  const [key, ...others] = parent.arguments;
  const holder: Place = { ...place, steps: place.steps.slice(0, -1) };
  return key && others.length === 0 && /^(?:get|has)$/.test(member.name.text) ? extend(holder, keyStep(key)) : holder;
}
