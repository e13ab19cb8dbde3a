/** What the platform takes away: buffers, ports, streams and bitmaps in transfer lists, and buffers whose memory moves. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { isBufferView, isArrayBuffer, viewedBuffer } from './buffers.ts';
import { calledInFile } from './callee.ts';
import { wrapped } from './changes.ts';
import { effectsOf } from './effects-of.ts';
import type { Event, Flow, Transfer } from './events.ts';
import { lateUses, placesOf, type Gift, type LateUse } from './gone.ts';
import { samePlace, type Place } from './place.ts';
import { summaryOfCall } from './summaries.ts';

const mayTransfer = /\b(?:postMessage|structuredClone|transferList|transfer(?:ToFixedLength|FromImageBitmap)?)\b/;

/** Uses of what a transfer took away, in all functions of a file and at its top. */
export function usesAfterTransfer(analysis: Analysis): LateUse[] {
  const { sourceFile } = analysis;
  if (!mayTransfer.test(sourceFile.text)) return [];
  const effects = effectsOf(analysis);
  return [...effects.functions.keys(), sourceFile].filter((fn) => mayTransfer.test(fn.getText())).flatMap((fn) => usesIn(analysis, effects.flowOf(fn)));
}

function usesIn(analysis: Analysis, flow: Flow): LateUse[] {
  const events = flow.blocks.flatMap((block) => block.events);
  const gifts = new Map<Event, Gift[]>();
  const placeIn = placesOf(flow);
  for (const event of events) {
    const place = event.kind === 'transfer' && isTransfer(analysis, event) ? placeIn(event.given) : undefined;
    if (place && event.kind === 'transfer') gifts.set(event, [{ place, node: event.node, given: event.given, dead: deadPlaces(analysis, { place, given: event.given, placeIn, events }) }]);
  }
  const writtenBy = (event: Event): readonly Place[] => (event.kind === 'call' && calledInFile(event) ? summaryOfCall(analysis, event).effects.flatMap(({ what, place }) => (what === 'write' ? [place] : [])) : []);
  return lateUses(flow, { gifts, writtenBy, isHarmless });
}

/** `account.transfer(sum)` moves no memory, and the file's own functions may be called as they like. */
function isTransfer({ program }: Analysis, { node, given }: Transfer): boolean {
  if (typescript.isNewExpression(node)) return true;
  const callee = unwrapped(typescript, node.expression);
  if (calledInFile({ node })) return false;
  const isOwn = typescript.isPropertyAccessExpression(callee) && /^transfer(?:ToFixedLength)?$/.test(callee.name.text);
  return !isOwn || isArrayBuffer(given, program);
}

interface Given {
  readonly place: Place;
  readonly given: ts.Expression;
  readonly placeIn: (expression: ts.Expression) => Place | undefined;
  readonly events: readonly Event[];
}

/** The place with every view of the function that shares its memory. */
function deadPlaces({ program }: Analysis, { place, given, placeIn, events }: Given): Place[] {
  const dead = [place];
  const add = (more: Place | undefined): void => {
    if (more && !dead.some((each) => samePlace(each, more))) dead.push(more);
  };
  const view = place.steps.at(-1) === 'buffer' ? holderOf(given) : undefined;
  if (view && isBufferView(view, program)) {
    add(placeIn(view));
    const buffer = viewedBuffer(view);
    if (buffer && isArrayBuffer(buffer, program)) add(placeIn(buffer));
  }
  for (const event of events) {
    const buffer = event.kind === 'write' && event.how === 'declare' && event.value ? viewedBuffer(event.value) : undefined;
    const over = buffer && placeIn(buffer);
    if (over && event.kind === 'write' && dead.some((each) => samePlace(each, over))) add(event.place);
  }
  return dead;
}

/** The `view` of `view.buffer`, also by a constant: `const { buffer } = view`. */
function holderOf(given: ts.Expression): ts.Expression | undefined {
  const node = unwrapped(typescript, given);
  if (typescript.isPropertyAccessExpression(node)) return node.expression;
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  if (binding?.kind !== 'const') return undefined;
  const { declaration } = binding;
  if (typescript.isVariableDeclaration(declaration)) return declaration.initializer && holderOf(declaration.initializer);
  const holder = typescript.isBindingElement(declaration) ? declaration.parent.parent : undefined;
  return holder && typescript.isVariableDeclaration(holder) ? holder.initializer : undefined;
}

/** Asking whether a buffer is detached, and closing what is gone. */
function isHarmless(use: ts.Node): boolean {
  const node = wrapped(use);
  const member = typescript.isPropertyAccessExpression(node.parent) && node.parent.expression === node ? node.parent : typescript.isPropertyAccessExpression(node) ? node : undefined;
  if (!member) return false;
  if (/^(?:detached|locked|close|cancel|on\w+)$/.test(member.name.text)) return true;
  const { parent } = wrapped(member);
  return /^(?:byteLength|length)$/.test(member.name.text) && typescript.isBinaryExpression(parent) && /^[=!]==?\s*0$|^>\s*0$/.test(`${parent.operatorToken.getText()} ${parent.right.getText()}`);
}
