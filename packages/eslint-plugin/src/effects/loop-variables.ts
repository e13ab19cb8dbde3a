/** What loops and callbacks call the elements of what they go through. */
import type ts from 'typescript';
import { runsAtOnce } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import type { Binding } from './bindings.ts';
import type { FunctionNode } from './events.ts';
import { extend, rebase, type Place } from './place.ts';

/** How far elements of elements are followed. */
const maxDepth = 4;

/** A place in the element of something, seen as a place in that something: in `for (const user of users)`, `user.name` is `users[user].name`. */
export function inHolder(fn: FunctionNode | ts.SourceFile, place: Place, depth = 0): Place {
  const { root } = place;
  if (root.kind !== 'local' || depth > maxDepth) return place;
  const gone = goneThrough(root.binding);
  const holder = gone && elementsOf(fn, gone);
  return holder ? inHolder(fn, rebase(place, extend(holder, `[${root.binding.name}]`)), depth + 1) : place;
}

/** What a name is an element of: `for (const x of xs)`, `xs.forEach((x) => …)`. */
function goneThrough({ declaration, kind }: Binding): ts.Expression | undefined {
  if (typescript.isVariableDeclaration(declaration) && kind === 'const') {
    const loop = declaration.parent.parent;
    return typescript.isForOfStatement(loop) ? loop.expression : undefined;
  }
  if (!typescript.isParameter(declaration) || !typescript.isIdentifier(declaration.name)) return undefined;
  const callback = declaration.parent;
  const call = callback.parent;
  if (!typescript.isCallExpression(call) || call.arguments[0] !== callback || !typescript.isPropertyAccessExpression(call.expression)) return undefined;
  const method = call.expression.name.text;
  if (!runsAtOnce.test(method) || /^(?:sort|toSorted|replace|replaceAll)$/.test(method)) return undefined;
  return callback.parameters.indexOf(declaration) === (/^reduce/.test(method) ? 1 : 0) ? call.expression.expression : undefined;
}

const keepsElements = /^(?:filter|slice|reverse|sort|toSorted|toReversed|values)$/;

/** The place whose elements an expression has: its own, or those of what it is a selection from. */
function elementsOf(fn: FunctionNode | ts.SourceFile, expression: ts.Expression): Place | undefined {
  const node = unwrapped(typescript, expression);
  if (typescript.isCallExpression(node) && typescript.isPropertyAccessExpression(node.expression) && keepsElements.test(node.expression.name.text)) return elementsOf(fn, node.expression.expression);
  const [only, ...others] = typescript.isArrayLiteralExpression(node) ? node.elements : [];
  if (only && typescript.isSpreadElement(only) && others.length === 0) return elementsOf(fn, only.expression);
  return aliasedPlace({ node: fn, owners: new Set([fn]) }, node);
}
