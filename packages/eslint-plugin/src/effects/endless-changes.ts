/** Changes that give a loop something more to go through in each round, so that it never ends. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { calledInFile } from './callee.ts';
import { effectsOf } from './effects-of.ts';
import type { Call, Event, FunctionNode, Write } from './events.ts';
import { mentionOf } from './mentions.ts';
import { extend, samePlace, type Place } from './place.ts';
import { eventsOf, placeAtCall } from './summaries.ts';

interface Round {
  readonly place: Place;
  readonly loop: ts.Node;
}

/** In each round something is added at the end (`xs.push(...found)` may add nothing, and a list of what is still to be done ends), or an entry is taken out and one put in, which stands at the end then: undefined where the loop can be left. */
export function endlessChange(analysis: Analysis, events: readonly Event[], { place, loop }: Round): ts.Node | undefined {
  if (!typescript.isForOfStatement(loop) || /\b(?:break|return|throw)\b/.test(loop.statement.getText())) return undefined;
  const always = events.filter((event) => isInEachRound(event.node, loop.statement));
  const pushed = always.find((event) => event.kind === 'mutate' && event.method === 'push' && samePlace(event.place, place) && event.node.arguments.some((arg) => !typescript.isSpreadElement(arg)));
  if (pushed) return pushed.node;
  const current = keyOf(loop.initializer);
  const written = always.filter((event) => event.kind === 'write');
  const moved = entryMoved(written, place, current) ?? written.find((write) => addsEntry(write, place, current));
  return moved?.node ?? always.find((event) => event.kind === 'call' && current !== undefined && movesEntry(analysis, event, { place, current }))?.node;
}

/** A statement of the body itself that no `continue` stands before. */
function isInEachRound({ parent, pos }: ts.Node, body: ts.Statement): boolean {
  if (!typescript.isExpressionStatement(parent)) return false;
  return parent === body || (typescript.isBlock(body) && parent.parent === body && !/\bcontinue\b/.test(body.getSourceFile().text.slice(body.pos, pos)));
}

/** The key that a loop over a map or set is at: `key` of `const [key, value] of map`, `const key of set`. */
function keyOf(initializer: ts.ForInitializer): string | undefined {
  const name = typescript.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const first = name && typescript.isArrayBindingPattern(name) ? name.elements[0] : undefined;
  const key = first && typescript.isBindingElement(first) ? first.name : name;
  return key && typescript.isIdentifier(key) ? `[${key.text}]` : undefined;
}

/** `map.set(`${key}/`, value)`: an entry whose key is made from the one that the loop is at, and so stands behind it. */
function addsEntry({ place: { steps, root, isCut }, how, node }: Write, place: Place, current: string | undefined): boolean {
  const [key] = how === 'method' && typescript.isCallExpression(node) ? node.arguments : [];
  if (!key || current === undefined || steps.length !== place.steps.length + 1 || !samePlace({ root, isCut, steps: steps.slice(0, -1) }, place)) return false;
  const made = unwrapped(typescript, key);
  const isMade = typescript.isTemplateExpression(made) || (typescript.isBinaryExpression(made) && made.operatorToken.kind === typescript.SyntaxKind.PlusToken);
  return isMade && mentionOf([current.slice(1, -1)])?.test(made.getText()) === true;
}

/** The write that puts an entry in after one was taken out: the same, or any where it was the one that the loop is at. */
function entryMoved(writes: readonly Write[], place: Place, current: string | undefined): Write | undefined {
  const entries = writes.filter(({ place: { steps, root, isCut } }) => steps.length === place.steps.length + 1 && samePlace({ root, isCut, steps: steps.slice(0, -1) }, place));
  const gone = entries.find(({ how }) => how === 'delete');
  const isCurrent = gone?.place.steps.at(-1) === current;
  return gone && entries.find((each) => each.how === 'method' && each.node.pos > gone.node.pos && (isCurrent || samePlace(each.place, gone.place)));
}

/** Whether a function of the file takes the entry out that it is called for, and puts one in: `this.rename(id, name)`. It may ask before whether the entry is there. */
function movesEntry(analysis: Analysis, call: Call, { place, current }: { readonly place: Place; readonly current: string }): boolean {
  const fn = calledInFile(call);
  const { body } = fn ?? {};
  if (!fn || !body || !typescript.isBlock(body)) return false;
  const writes = eventsOf(effectsOf(analysis), fn).filter((event): event is Write => event.kind === 'write' && event.node.parent.parent === body);
  const seen = writes.flatMap((write): Write[] => {
    const there = placeAtCall(write.place, fn, call);
    return there ? [{ ...write, place: there }] : [];
  });
  const back = entryMoved(seen, place, current);
  const gone = back && writes.find(({ how, node, place: entry }) => how === 'delete' && placeAtCall(entry, fn, call)?.steps.at(-1) === current && node.pos < back.node.pos);
  if (!back || !gone) return false;
  return body.statements.every((statement) => statement.pos > back.node.pos || !/\b(?:return|throw)\b/.test(statement.getText()) || asksForEntry(statement, fn, gone.place));
}

/** `if (!map.has(key)) return;`, also by the name of what was found. */
function asksForEntry(statement: ts.Statement, fn: FunctionNode, entry: Place): boolean {
  if (!typescript.isIfStatement(statement)) return false;
  const condition = unwrapped(typescript, statement.expression);
  const isNot = typescript.isPrefixUnaryExpression(condition);
  const isAbsent = typescript.isBinaryExpression(condition) && /^===?$/.test(condition.operatorToken.getText()) && condition.right.getText() === 'undefined';
  const asked = isNot ? unwrapped(typescript, condition.operand) : isAbsent ? condition.left : undefined;
  if (!asked) return false;
  const seen = { node: fn, owners: new Set<ts.Node>([fn]) };
  const isHas = typescript.isCallExpression(asked) && typescript.isPropertyAccessExpression(asked.expression) && asked.expression.name.text === 'has';
  const holder = isHas ? aliasedPlace(seen, asked.expression.expression) : undefined;
  const [key] = isHas ? asked.arguments : [];
  const place = holder && key ? extend(holder, `[${key.getText()}]`) : aliasedPlace(seen, asked);
  return place !== undefined && samePlace(place, entry);
}
