/** What of a written value is as old as a name in it, although the rest is looked at again: `this.state = { ...this.state, lines }`. */
import type ts from 'typescript';
import { contains } from '../positions.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { bindingOf } from './bindings.ts';
import type { Flow, Mutate, Read, Write } from './events.ts';
import { extend, isPrefix, type Place } from './place.ts';

type Part = Pick<Write, 'place' | 'inputs'>;

/** What is written at once, and the members of an object literal in it: what the literal says of one is not what a spread found there. `Object.assign(target, { … })` writes members alone. */
export function partsOf(event: Write | Mutate): Part[] {
  const { place, inputs } = event;
  if (event.kind === 'write') return [event, ...(event.value ? membersOf(event.value, event) : [])];
  if (event.method !== 'Object.assign') return [];
  return event.node.arguments.slice(1).flatMap((source): Part[] => {
    const literal = unwrapped(typescript, source);
    // An object that was kept by a name is most often put back.
    if (!typescript.isObjectLiteralExpression(literal)) return [];
    const spreads = literal.properties.filter(typescript.isSpreadAssignment);
    return [...membersOf(literal, event), ...spreads.map((spread): Part => ({ place, inputs: inputs.filter(({ node }) => contains(spread, node)) }))];
  });
}

function membersOf(value: ts.Expression, { place, inputs }: Part): Part[] {
  const literal = unwrapped(typescript, value);
  if (!typescript.isObjectLiteralExpression(literal)) return [];
  return literal.properties.flatMap((property) => {
    if (!typescript.isPropertyAssignment(property) && !typescript.isShorthandPropertyAssignment(property)) return [];
    const { name } = property;
    if (!typescript.isIdentifier(name) && !typescript.isStringLiteralLike(name)) return [];
    const member = extend(place, name.text);
    return member.isCut ? [] : [{ place: member, inputs: inputs.filter(({ node }) => contains(property, node)) }];
  });
}

/** `s.count` after `const s = this.state` shows the object that the name was set to, and not what stands in `this.state` when that is written anew. */
export function isByOldName({ node }: Read, written: Place, flow: Flow): boolean {
  const base = baseOf(node);
  if (!typescript.isIdentifier(base)) return false;
  const named = aliasedPlace({ node: flow.node, owners: new Set([flow.node]) }, base);
  return named !== undefined && !('binding' in named.root && named.root.binding === bindingOf(base)) && isPrefix(written, named);
}

/** What a chain of members and calls begins with. */
export function baseOf(node: ts.Node): ts.Node {
  const isStep = typescript.isPropertyAccessExpression(node) || typescript.isElementAccessExpression(node) || typescript.isCallExpression(node) || typescript.isNonNullExpression(node);
  return isStep ? baseOf(node.expression) : node;
}
