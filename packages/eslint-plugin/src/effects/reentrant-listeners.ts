/** Lists of functions that are gone through while their elements are called, and that a method takes elements out of in place. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { effectsOf } from './effects-of.ts';
import type { Flow, FunctionNode, Mutate } from './events.ts';
import { samePlace, type Place } from './place.ts';
import { eventsOf } from './summaries.ts';

interface Reentrant {
  readonly call: ts.CallExpression;
  readonly change: ts.Node;
}

/** `for (const listener of this.listeners) listener(event)`, where another method splices `this.listeners`: a listener that takes itself off makes the next one be skipped. */
export function reentrantChange(analysis: Analysis, fn: Flow['node'], { place, loop }: { readonly place: Place; readonly loop: ts.Node }): Reentrant | undefined {
  if ((place.root.kind !== 'this' && place.root.kind !== 'module') || !/\bsplice\b/.test(analysis.sourceFile.text)) return undefined;
  const element = elementOf(loop);
  const call = element && callOf(element.name, element.body);
  const change = call && removalElsewhere(analysis, fn, place);
  return call && change ? { call, change } : undefined;
}

/** The name of the element of a loop or callback, and what is done to it. */
function elementOf(node: ts.Node): { readonly name: string; readonly body: ts.Node } | undefined {
  if (typescript.isForOfStatement(node)) {
    const name = typescript.isVariableDeclarationList(node.initializer) ? node.initializer.declarations[0]?.name : undefined;
    return name && typescript.isIdentifier(name) ? { name: name.text, body: node.statement } : undefined;
  }
  const callback = typescript.isCallExpression(node) && node.arguments[0] ? unwrapped(typescript, node.arguments[0]) : undefined;
  if (!callback || !(typescript.isArrowFunction(callback) || typescript.isFunctionExpression(callback))) return undefined;
  const name = callback.parameters[0]?.name;
  return name && typescript.isIdentifier(name) ? { name: name.text, body: callback.body } : undefined;
}

/** A call of the element itself that the loop goes on after. */
function callOf(name: string, body: ts.Node): ts.CallExpression | undefined {
  if (/\b(?:break|return)\b/.test(body.getText())) return undefined;
  const visit = (node: ts.Node): ts.CallExpression | undefined => {
    if (typescript.isFunctionLike(node)) return undefined;
    if (typescript.isCallExpression(node) && typescript.isIdentifier(node.expression) && node.expression.text === name) return node;
    return typescript.forEachChild(node, visit);
  };
  return visit(body);
}

/** Where another function of the file takes an element out of the same place. */
function removalElsewhere(analysis: Analysis, fn: Flow['node'], place: Place): ts.Node | undefined {
  const effects = effectsOf(analysis);
  const isRemoval = (event: Mutate): boolean => event.method === 'splice' && event.node.arguments[1]?.getText() === '1' && samePlace(event.place, place);
  for (const other of effects.functions.keys()) {
    if (other === fn || !/\bsplice\b/.test(other.getText())) continue;
    const removal = eventsOf(effects, other satisfies FunctionNode).find((event): event is Mutate => event.kind === 'mutate' && isRemoval(event));
    if (removal) return removal.node;
  }
  return undefined;
}
