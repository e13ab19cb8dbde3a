/** Marks by which work finds out whether others took its turn: `const mine = (this.current = Symbol())`, later `if (this.current !== mine) return`. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, type Binding } from './bindings.ts';
import { assignmentOf, wrapped } from './changes.ts';
import type { Branch, Event, Read } from './events.ts';
import { nodesOf } from './file-nodes.ts';
import { samePlace, type Place } from './place.ts';
import { usesOf } from './shared-places.ts';

/** A name whose value was put into a place, where it says whose turn it is: `const mine = (this.current = Symbol())`, `this.current = mine`. */
interface Mark {
  readonly place: Place;
  readonly binding: Binding;
  readonly end: number;
}

/** The mark that a write makes. */
export function markOf(event: Event): Mark | undefined {
  if (event.kind !== 'write' || event.how !== 'assign' || !event.value) return undefined;
  const value = unwrapped(typescript, event.value);
  const { parent } = wrapped(event.node);
  const name = typescript.isIdentifier(value) ? value : typescript.isVariableDeclaration(parent) && typescript.isIdentifier(parent.name) ? parent.name : undefined;
  const binding = name && bindingOf(name);
  return binding && { place: event.place, binding, end: event.node.end };
}

/** `if (this.current !== mine) return;`: whoever came later has put another one there. */
export function asksForMark({ node, inputs }: Branch, { place, binding, end }: Mark): boolean {
  if (node.pos < end || !/[!=]==?/.test(node.getText())) return false;
  return inputs.some((read) => samePlace(read.place, place)) && inputs.some((read) => read.place.steps.length === 0 && 'binding' in read.place.root && read.place.root.binding === binding);
}

/** `if (mine !== this.generation) return;` where `mine` was handed over, or stands around the function, and the file moves the generation on. */
export function asksForTurn({ node, inputs }: Branch): boolean {
  if (!/[!=]==?/.test(node.getText())) return false;
  const isOwn = ({ place: { root, steps } }: Read): boolean => steps.length === 0 && (root.kind === 'parameter' || (root.kind === 'captured' && root.binding.kind === 'const'));
  return inputs.some(isOwn) && inputs.some((read) => !isOwn(read) && isMovedOn(read));
}

/** Whether a variable or member is counted up, or set to something that is like nothing else. */
function isMovedOn({ place: { root, steps }, node }: Read): boolean {
  const name = steps.at(-1) ?? ('binding' in root ? root.binding.name : '');
  const file = node.getSourceFile();
  const uses: readonly ts.MemberName[] = name.startsWith('#') ? (nodesOf(file).privateNames.get(name) ?? []) : usesOf(file, name);
  return uses.some((use) => {
    const set = assignmentOf(typescript.isPropertyAccessExpression(use.parent) && use.parent.name === use ? use.parent : use);
    if (!set || !typescript.isBinaryExpression(set)) return set !== undefined && !typescript.isDeleteExpression(set);
    if (set.operatorToken.kind === typescript.SyntaxKind.PlusEqualsToken) return set.right.getText() === '1';
    return set.operatorToken.kind === typescript.SyntaxKind.EqualsToken && /^(?:Symbol\(|new AbortController\(|(?:crypto\.)?randomUUID\()/.test(set.right.getText());
  });
}
