/** What is used after it was given away, on the ways that lead from the gift to the use: the core of the rules about ownership. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace, stepOf } from './aliases.ts';
import { ownerOfThis, placeOfName } from './builder.ts';
import type { Closure, Event, Flow, Write } from './events.ts';
import { areCorrelated, isInFinallyOf, isInHandlerOf, isMereLook, isTriedAgain, meansBinding } from './gone-uses.ts';
import { extend, isPrefix, placeOf, type Place } from './place.ts';
import { usesOf } from './shared-places.ts';
import { eachEvent, solve, type Execution } from './solve.ts';

/** A place that is given away for good. */
export interface Gift {
  readonly place: Place;
  /** What cannot be used any more: the place, and what shares its memory. */
  readonly dead: readonly Place[];
  /** The call that gives it away, and the expression that names it. */
  readonly node: ts.Node;
  readonly given: ts.Expression;
}

export interface LateUse {
  readonly gift: Gift;
  readonly use: ts.Node;
}

export interface GoneQuestion {
  /** What an event gives away. */
  readonly gifts: ReadonlyMap<Event, readonly Gift[]>;
  /** What a call of the file's own functions writes. */
  readonly writtenBy: (event: Event) => readonly Place[];
  /** Whether a use does no harm, though the place is gone. */
  readonly isHarmless: (use: ts.Node) => boolean;
}

/** What is gone, and whether it is on every way that leads here. */
type State = ReadonlyMap<Gift, boolean>;

/** The first use of each gift after it is gone, in the order of the text. */
export function lateUses(flow: Flow, question: GoneQuestion): LateUse[] {
  if (question.gifts.size === 0) return [];
  const reassigned = reassignedIn(flow);
  const execution = executionOf(question, reassigned);
  const heads = solve(flow, execution);
  if (!heads) return [];
  const placeIn = placesOf(flow);
  const found = new Map<Gift, ts.Node>();
  const add = (gift: Gift, use: ts.Node): void => {
    const known = found.get(gift);
    if (!known || isEarlier(gift, use, known)) found.set(gift, use);
  };
  eachEvent(heads, execution, (event, state) => {
    if (state.size === 0) return;
    for (const [gift, isCertain] of state) {
      const use = event.kind === 'closure' ? useInClosure(gift, event, question) : useAt(gift, event, placeIn);
      if (use && isLate({ gift, use }, isCertain, question)) add(gift, use);
    }
  });
  return [...found].map(([gift, use]) => ({ gift, use })).sort((a, b) => a.use.pos - b.use.pos);
}

/** Uses behind the gift in the text come first; one before it is met in the next round of a loop. */
function isEarlier({ node }: Gift, a: ts.Node, b: ts.Node): boolean {
  const rank = (use: ts.Node): number => (use.pos >= node.end ? 0 : 1);
  return rank(a) - rank(b) < 0 || (rank(a) === rank(b) && a.pos < b.pos);
}

function isLate({ gift, use }: LateUse, isCertain: boolean, { isHarmless }: GoneQuestion): boolean {
  if (isMereLook(use) || isHarmless(use) || isInHandlerOf(gift.node, use)) return false;
  // The parameter of a callback that runs at once is another one in each round.
  const { root } = gift.place;
  if ('binding' in root && root.binding.kind === 'parameter' && root.kind !== 'parameter' && use.pos < gift.node.end) return false;
  return (isCertain && !isInFinallyOf(gift.node, use)) || !(areCorrelated(gift.node, use) || isTriedAgain(gift.node, use));
}

function executionOf({ gifts, writtenBy }: GoneQuestion, reassigned: (gift: Gift) => boolean): Execution<State> {
  const without = (state: State, isBack: (gift: Gift) => boolean): State => {
    const kept = [...state].filter(([gift]) => !isBack(gift));
    return kept.length === state.size ? state : new Map(kept);
  };
  const after = (state: State, event: Event): State => {
    const given = gifts.get(event);
    if (event.kind === 'write') return without(state, (gift) => revives(event, gift));
    if (event.kind === 'mutate') return without(state, ({ place }) => place.steps.length > event.place.steps.length && isPrefix(event.place, place));
    if (event.kind === 'suspend') return without(state, (gift) => isSeenByOthers(gift) && reassigned(gift));
    const isCall = event.kind === 'call' && state.size > 0;
    const written = isCall ? writtenBy(event) : [];
    const left = isCall ? without(state, (gift) => (mayReassign(event, gift) && reassigned(gift)) || written.some((place) => isPrefix(place, gift.place))) : state;
    return given ? new Map([...left, ...given.map((gift) => [gift, true] as const)]) : left;
  };
  return { start: new Map(), after, join, same };
}

function join(a: State, b: State): State {
  const joined = new Map([...a].map(([gift, isCertain]) => [gift, isCertain && b.get(gift) === true]));
  for (const [gift] of b) if (!a.has(gift)) joined.set(gift, false);
  return joined;
}

function same(a: State, b: State): boolean {
  return a.size === b.size && [...a].every(([gift, isCertain]) => b.get(gift) === isCertain);
}

/** Something else is put there, or the key of the element is another one. */
function revives({ place, node, how }: Write, gift: Gift): boolean {
  if (isPrefix(place, gift.place)) return true;
  const { root, steps } = place;
  if (how === 'declare' && 'binding' in root && nameOf(gift.given) === root.binding.name && node !== gift.node) return true;
  return steps.length === 0 && 'binding' in root && gift.place.steps.some((step) => step.startsWith('[') && new RegExp(`(?<![\\w$.])${root.binding.name.replace(/\$/g, '\\$')}(?![\\w$])`).test(step));
}

function nameOf(node: ts.Expression): string | undefined {
  return typescript.isIdentifier(node) ? node.text : undefined;
}

/** A method of what holds the place may put something else there. */
function mayReassign(event: Event, { place }: Gift): boolean {
  if (event.kind !== 'call' || place.steps.length === 0) return false;
  const isHolder = (each: Place | undefined): boolean => each !== undefined && each.steps.length < place.steps.length && isPrefix(each, place);
  return isHolder(event.object) || event.args.some((arg) => isHolder(arg.place));
}

function isSeenByOthers({ place: { root, steps } }: Gift): boolean {
  if (root.kind === 'this' || root.kind === 'global') return true;
  return steps.length > 0 || ((root.kind === 'module' || root.kind === 'captured') && root.binding.kind !== 'const');
}

/** Whether the file sets the last step of a place anywhere but where the object is made; variables that are not constant may be set. */
function reassignedIn(flow: Flow): (gift: Gift) => boolean {
  const file = flow.node.getSourceFile();
  return ({ place: { root, steps } }) => {
    const last = steps.at(-1);
    if (last === undefined) return 'binding' in root && root.binding.kind !== 'const' && root.binding.kind !== 'parameter';
    if (last.startsWith('[')) return true;
    const pattern = new RegExp(String.raw`\.${last.replace(/\$/g, String.raw`\$`)}\s*(?:[-+*/%&|^?]{0,3}=(?!=)|\+\+|--)`, 'g');
    return [...file.text.matchAll(pattern)].some(({ index }) => !isInConstructor(file, index));
  };
}

function isInConstructor(file: ts.SourceFile, position: number): boolean {
  let isIn = false;
  const visit = (node: ts.Node): void => {
    if (position < node.pos || position >= node.end) return;
    if (typescript.isConstructorDeclaration(node)) isIn = true;
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return isIn;
}

/** The place of a name or chain of members as the function means it: an alias of what is set anew in the function stands for itself. */
export function placesOf(flow: Flow): (expression: ts.Expression) => Place | undefined {
  const seen = { node: flow.node, owners: new Set<ts.Node>([flow.node]) };
  const set = flow.blocks.flatMap(({ events }) => events.flatMap((event) => (event.kind === 'write' && event.how !== 'declare' ? [event.place] : [])));
  const plain = (expression: ts.Expression): Place | undefined => {
    const node = unwrapped(typescript, expression);
    if (typescript.isIdentifier(node)) return placeOfName(seen, node);
    if (node.kind === typescript.SyntaxKind.ThisKeyword) return placeOf({ kind: 'this', owner: ownerOfThis(node) });
    const step = stepOf(node);
    const object = step === undefined ? undefined : plain((node as ts.PropertyAccessExpression).expression);
    return object && step !== undefined ? extend(object, step) : undefined;
  };
  return (expression) => {
    const place = aliasedPlace(seen, expression);
    return place && set.some((each) => isPrefix(each, place)) ? plain(expression) : place;
  };
}

/** What an event uses of a gift. A write of the whole place is none. */
function useAt(gift: Gift, event: Event, placeIn: (expression: ts.Expression) => Place | undefined): ts.Node | undefined {
  if (event.kind !== 'read' && event.kind !== 'mutate' && event.kind !== 'write') return undefined;
  const isNamed = typescript.isIdentifier(event.node) || typescript.isPropertyAccessExpression(event.node) || typescript.isElementAccessExpression(event.node);
  const place = event.kind === 'read' && isNamed ? (placeIn(event.node) ?? event.place) : event.place;
  const name = firstName(event.node);
  const begin = name && placeIn(name);
  // A constant that was taken out of it before is a value of its own.
  const isTaken = (dead: Place): boolean => begin !== undefined && begin.steps.length > dead.steps.length && isPrefix(dead, begin);
  const isInside = (dead: Place): boolean => isPrefix(dead, place) && !isTaken(dead) && (event.kind !== 'write' || place.steps.length > dead.steps.length);
  return gift.dead.some(isInside) ? event.node : undefined;
}

/** The name that what is read, written or changed begins with. */
function firstName(node: ts.Node): ts.Identifier | undefined {
  if (typescript.isIdentifier(node)) return node;
  if (typescript.isBinaryExpression(node)) return firstName(node.left);
  if (typescript.isPrefixUnaryExpression(node) || typescript.isPostfixUnaryExpression(node)) return firstName(node.operand);
  if (typescript.isPropertyAccessExpression(node) || typescript.isElementAccessExpression(node) || typescript.isCallExpression(node) || typescript.isNonNullExpression(node) || typescript.isParenthesizedExpression(node) || typescript.isAsExpression(node)) return firstName(node.expression);
  return undefined;
}

/** Where a function that is made later, and runs later still, names what is gone for good. */
function useInClosure({ dead }: Gift, { node }: Closure, { isHarmless }: GoneQuestion): ts.Node | undefined {
  if (typescript.isFunctionDeclaration(node)) return undefined;
  for (const { root, steps } of dead) {
    if (steps.length > 0 || !('binding' in root) || (root.binding.kind !== 'const' && root.binding.kind !== 'parameter')) continue;
    const { binding } = root;
    const use = usesOf(node.getSourceFile(), binding.name).find((each) => each.pos >= node.pos && each.end <= node.end && meansBinding(each, binding) && !isMereLook(each) && !isHarmless(each));
    if (use) return use;
  }
  return undefined;
}
