/** Plain reads and writes of one element of memory that several threads have, where another thread may come in between. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { viewClass } from './buffers.ts';
import { bindingOf, constantValue } from './bindings.ts';
import { functionNamed } from './callee.ts';
import { globalPath } from './calls.ts';
import { declarationOf } from './said-of.ts';
import { firstValueOf } from './field-values.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import type { FunctionNode } from './events.ts';
import { locksNamed, runsUnderLock } from './locks.ts';
import { resultsAt } from './results-at.ts';
import { usesOf } from './shared-places.ts';
import { resultsOf } from './written-in-place.ts';

const { SyntaxKind } = typescript;

export interface PlainUpdate {
  /** The write. */
  readonly node: ts.Expression;
  readonly target: Element;
  /** `update` writes what was made from what is there, `claim` writes where a condition looked at what is there. */
  readonly how: 'update' | 'claim';
}

/** An element of a view. */
interface Element {
  readonly view: ts.Expression;
  readonly index: ts.Expression;
}

export interface SharedMemoryOptions {
  /** Names of functions and objects that let one thread in at a time, beside those that are known. */
  readonly locks: readonly string[];
  /** Index expressions by which each thread has elements of its own, as patterns. */
  readonly ownIndices: readonly string[];
}

/** Every update of a file that another thread may get in between of. */
export function plainUpdates({ sourceFile, program }: Analysis, options: SharedMemoryOptions): PlainUpdate[] {
  if (!/SharedArrayBuffer|\bshared:\s*true\b/.test(sourceFile.text)) return [];
  const own = new RegExp(options.ownIndices.map((each) => `(?:${each})`).join('|') || '(?!)', 'i');
  const locks = new RegExp([...options.locks.map((each) => each.replace(/[^\w$]/g, '')), String.raw`lock`, 'mutex', 'acquire', String.raw`critical`, 'enter'].join('|'), 'i');
  const found: PlainUpdate[] = [];
  const visit = (node: ts.Node): void => {
    const update = updateAt(node);
    if (update && isConcurrent(update, { program, own, locks, options })) found.push(update);
    if (!typescript.isTypeNode(node)) typescript.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

interface Judge {
  readonly program: ts.Program | undefined;
  readonly own: RegExp;
  readonly locks: RegExp;
  readonly options: SharedMemoryOptions;
}

function isConcurrent({ target, node }: PlainUpdate, judge: Judge): boolean {
  const index = unwrapped(typescript, target.index);
  const fn = typescript.findAncestor(node, isFunctionWithBody);
  if (fn && isAlone(fn, node, judge)) return false;
  if (isShared(target.view, node, judge.program)) return !isOwn(index, fn, judge);
  return fn !== undefined && callsOf(fn).some((call) => {
    const view = argumentFor(unwrapped(typescript, target.view), fn, call);
    const caller = typescript.findAncestor(call, isFunctionWithBody);
    return view !== undefined && !(caller && isAlone(caller, call, judge)) && !isOwn(argumentFor(index, fn, call) ?? index, caller, judge) && isShared(view, call, judge.program);
  });
}

/** Whether each thread has an element of its own by this index. */
function isOwn(index: ts.Expression, fn: FunctionNode | undefined, { own }: Judge): boolean {
  return !isConstant(index) && own.test(index.getText()) && !(fn && isComputed(index, fn));
}

/** Whether no other thread comes in between: the function sets things up, or has a lock. */
function isAlone(fn: FunctionNode, node: ts.Node, { locks, options }: Judge): boolean {
  return isPreparing(fn) || runsUnderLock(fn, locksNamed(options.locks)) || isLockedIn(fn, node, locks);
}

/** Where the file calls a function by its name. */
function callsOf(fn: FunctionNode): ts.CallExpression[] {
  const name = typescript.isFunctionDeclaration(fn) ? fn.name : undefined;
  if (!name) return [];
  return usesOf(fn.getSourceFile(), name.text).flatMap((use) => (use !== name && typescript.isCallExpression(use.parent) && use.parent.expression === use && functionNamed(use) === fn ? [use.parent] : []));
}

/** What a call hands over for a parameter of the function. */
function argumentFor(node: ts.Expression, fn: FunctionNode, call: ts.CallExpression): ts.Expression | undefined {
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  return binding?.kind === 'parameter' ? call.arguments[fn.parameters.findIndex((each) => each === binding.declaration)] : undefined;
}

const claims = /worker|thread|claim|acquire|reserve|alloc|next|\b(?:own|mine|my|self|rank|tid)|Atomics\./i;

/** `const slot = hash(word, size)`, `const slot = key % size`, `const slot = isHit ? 0 : 1`: an index that is made from what the function is handed can be that of any thread, whatever it is called. */
function isComputed(index: ts.Expression, fn: FunctionNode): boolean {
  const initializer = typescript.isIdentifier(index) ? constantValue(bindingOf(index)) : undefined;
  const value = initializer && unwrapped(typescript, initializer);
  if (!value || claims.test(value.getText())) return false;
  if (typescript.isConditionalExpression(value)) return isConstant(unwrapped(typescript, value.whenTrue)) && isConstant(unwrapped(typescript, value.whenFalse));
  const operands = typescript.isCallExpression(value) ? value.arguments : typescript.isBinaryExpression(value) && value.operatorToken.kind === SyntaxKind.PercentToken ? [value.left] : [];
  return operands.some((operand) => isHanded(operand, fn));
}

/** Whether an expression is made from a parameter of the function. */
function isHanded(node: ts.Node, fn: FunctionNode): boolean {
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  return (binding?.kind === 'parameter' && binding.owner === fn) || (typescript.forEachChild(node, (child) => isHanded(child, fn) || undefined) ?? false);
}

/** A literal, or a constant that is one. */
function isConstant(node: ts.Expression): boolean {
  if (typescript.isLiteralExpression(node)) return true;
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  const initializer = binding?.kind === 'const' && typescript.isVariableDeclaration(binding.declaration) ? binding.declaration.initializer : undefined;
  return initializer !== undefined && typescript.isLiteralExpression(initializer);
}

/** Constructors and functions that set things up run before anybody else has the memory. */
function isPreparing(fn: FunctionNode): boolean {
  const name = fn.name?.getText() ?? (typescript.isVariableDeclaration(fn.parent) ? fn.parent.name.getText() : '');
  return typescript.isConstructorDeclaration(fn) || /^#?_?(?:init|setup|prepare|create|make|reset|alloc|fill|seed)/i.test(name);
}

/** Something before the write in the function takes a lock, or waits for one. */
function isLockedIn(fn: FunctionNode, write: ts.Node, locks: RegExp): boolean {
  let isTaken = false;
  const visit = (node: ts.Node): void => {
    if (isTaken || node.pos >= write.pos) return;
    if (typescript.isCallExpression(node)) {
      const callee = node.expression.getText();
      isTaken ||= /^Atomics\.(?:compareExchange|exchange|wait|waitAsync)$/.test(callee) || locks.test(callee);
    }
    typescript.forEachChild(node, visit);
  };
  if (fn.body) visit(fn.body);
  return isTaken;
}

/** `view[i]++`, `view[i] += 1`, `view[i] = view[i] + 1`, also by a constant or with `Atomics.load` and `store`; and `if (view[i] === 0) view[i] = 1`. */
function updateAt(node: ts.Node): PlainUpdate | undefined {
  if (typescript.isCallExpression(node)) return storeAt(node);
  if (typescript.isPrefixUnaryExpression(node) || typescript.isPostfixUnaryExpression(node)) {
    const target = elementAt(unwrapped(typescript, node.operand));
    const isStep = node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken;
    return isStep && target ? { node, target, how: 'update' } : undefined;
  }
  if (!typescript.isBinaryExpression(node) || node.operatorToken.kind < SyntaxKind.FirstAssignment || node.operatorToken.kind > SyntaxKind.LastAssignment) return undefined;
  const target = elementAt(unwrapped(typescript, node.left));
  if (!target) return undefined;
  if (node.operatorToken.kind !== SyntaxKind.EqualsToken || readsElement(node.right, target)) return { node, target, how: 'update' };
  return isClaim(node, target) ? { node, target, how: 'claim' } : undefined;
}

/** `Atomics.store(view, i, Atomics.load(view, i) + 1)`: each is one step, both are two. Where other elements are loaded too, as the ends of a ring, there may be one writer for each. */
function storeAt(node: ts.CallExpression): PlainUpdate | undefined {
  const [view, index, value] = node.arguments;
  if (globalPath(node.expression) !== 'Atomics.store' || !view || !index || !value) return undefined;
  const target = { view, index };
  const fn = typescript.findAncestor(node, isFunctionWithBody);
  return fn && readsElement(value, target) && loadsIn(fn).every((each) => isSameElement(each, target)) ? { node, target, how: 'update' } : undefined;
}

function loadsIn(fn: FunctionNode): Element[] {
  const found: Element[] = [];
  const visit = (node: ts.Node): void => {
    const loaded = loadedBy(node);
    if (loaded) found.push(loaded);
    typescript.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

function elementAt(node: ts.Node): Element | undefined {
  return typescript.isElementAccessExpression(node) ? { view: node.expression, index: node.argumentExpression } : undefined;
}

/** `Atomics.load(view, i)` */
function loadedBy(node: ts.Node): Element | undefined {
  const [view, index] = typescript.isCallExpression(node) && globalPath(node.expression) === 'Atomics.load' ? node.arguments : [];
  return view && index && { view, index };
}

function isSameElement(a: Element, b: Element): boolean {
  return a.view.getText() === b.view.getText() && a.index.getText() === b.index.getText();
}

/** Whether a value is made from the element: it stands there, or in the constant that does. */
function readsElement(value: ts.Expression, target: Element, depth = 0): boolean {
  let isRead = false;
  const visit = (node: ts.Node): void => {
    const element = elementAt(node) ?? loadedBy(node);
    if (element && isSameElement(element, target)) isRead = true;
    const binding = typescript.isIdentifier(node) && depth < 3 ? bindingOf(node) : undefined;
    const initializer = binding && (binding.kind === 'const' || binding.kind === 'let') && typescript.isVariableDeclaration(binding.declaration) && typescript.isIdentifier(binding.declaration.name) ? binding.declaration.initializer : undefined;
    if (initializer && initializer.pos < value.pos && initializer !== value && !typescript.isNewExpression(initializer)) isRead ||= readsElement(initializer, target, depth + 1);
    typescript.forEachChild(node, visit);
  };
  visit(value);
  return isRead;
}

/** The write stands under a condition that looks at the element. */
function isClaim(write: ts.Node, target: Element): boolean {
  for (let node = write; !typescript.isFunctionLike(node.parent) && !typescript.isSourceFile(node.parent); node = node.parent) {
    const { parent } = node;
    if (typescript.isIfStatement(parent) && parent.expression !== node && readsElement(parent.expression, target)) return true;
  }
  return false;
}

/** Whether an expression is a view of memory that other threads have at this point. */
function isShared(view: ts.Expression, at: ts.Node, program: ts.Program | undefined): boolean {
  const node = namedByAlias(view);
  const declared = declarationOf(node);
  const initializer = firstValueOf(declared);
  if (declared?.type) return saysShared(declared.type) && !typescript.isVariableDeclaration(declared) ? true : sharesBy(made(initializer), at, program);
  if (initializer) return sharesBy(made(initializer), at, program) || isGivenShared(initializer, declared, at);
  return program !== undefined && isSharedType(program, node);
}

/** `const counters = makeCounters()`, where that function gives a view of memory that it makes: shared once the view itself is handed out. */
function isGivenShared(initializer: ts.Expression, declared: ts.Node | undefined, at: ts.Node): boolean {
  const call = unwrapped(typescript, initializer);
  const fn = typescript.isCallExpression(call) && typescript.isIdentifier(call.expression) ? functionNamed(call.expression) : undefined;
  const [result, ...others] = fn ? resultsOf(fn) : [];
  const buffer = result && others.length === 0 ? made(result)?.arguments?.[0] : undefined;
  const memory = buffer && unwrapped(typescript, buffer);
  return declared !== undefined && memory !== undefined && typescript.isNewExpression(memory) && globalPath(memory.expression) === 'SharedArrayBuffer' && isHandedOut(declared, at);
}

/** How many names of names are followed. */
const maxAliases = 4;

/** What a local name stands for: `this.view` after `const view = this.view` or `const { view } = this`. */
function namedByAlias(view: ts.Expression, depth = 0): ts.Expression {
  const node = unwrapped(typescript, view);
  const value = depth < maxAliases && typescript.isIdentifier(node) ? constantValue(bindingOf(node)) : undefined;
  const inner = value && unwrapped(typescript, value);
  return inner && (typescript.isIdentifier(inner) || typescript.isPropertyAccessExpression(inner)) ? namedByAlias(inner, depth + 1) : node;
}

function made(value: ts.Expression | undefined): ts.NewExpression | undefined {
  const node = value && unwrapped(typescript, value);
  return node && typescript.isNewExpression(node) && viewClass.test(globalPath(node.expression) ?? '') ? node : undefined;
}

function saysShared(type: ts.TypeNode): boolean {
  return /^(?:(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array\s*<\s*)?SharedArrayBuffer\b/.test(type.getText());
}

/** Whether the buffer of a view is shared memory, and others have it already. */
function sharesBy(view: ts.NewExpression | undefined, at: ts.Node, program: ts.Program | undefined): boolean {
  const buffer = view?.arguments?.[0] && unwrapped(typescript, view.arguments[0]);
  if (!view || !buffer) return false;
  if (isOfSharedMemory(buffer)) return true;
  if (typescript.isNewExpression(buffer)) return globalPath(buffer.expression) === 'SharedArrayBuffer' && isHandedOut(view.parent, at);
  const declared = declarationOf(buffer);
  // A default of what was given: others have what they gave.
  if (declared?.type && typescript.isParameter(declared)) return saysShared(declared.type);
  const initializer = declared?.initializer && unwrapped(typescript, declared.initializer);
  const isMade = initializer && typescript.isNewExpression(initializer) && globalPath(initializer.expression) === 'SharedArrayBuffer';
  if (isMade) return isHandedOut(declared, at) || isHandedOut(view.parent, at);
  if (initializer && isGivenOrMade(initializer)) return true;
  // What came from elsewhere is shared already.
  if (declared?.type) return saysShared(declared.type);
  if (typescript.isAsExpression(view.arguments[0] as ts.Expression)) return saysShared((view.arguments[0] as ts.AsExpression).type);
  if (declared?.initializer && typescript.isAsExpression(declared.initializer)) return saysShared(declared.initializer.type);
  return program !== undefined && program.getTypeChecker().getTypeAtLocation(buffer).getSymbol()?.name === 'SharedArrayBuffer';
}

/** `memory.buffer` of a `new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })`, which is made to be shared. */
function isOfSharedMemory(buffer: ts.Expression): boolean {
  if (!typescript.isPropertyAccessExpression(buffer) || buffer.name.text !== 'buffer') return false;
  const value = firstValueOf(declarationOf(unwrapped(typescript, buffer.expression)));
  const memory = value && unwrapped(typescript, value);
  return memory !== undefined && typescript.isNewExpression(memory) && globalPath(memory.expression) === 'WebAssembly.Memory' && /\bshared:\s*true\b/.test(memory.arguments?.[0]?.getText() ?? '');
}

/** `existing ?? new SharedArrayBuffer(8)`: what was given comes from those who have it too. */
function isGivenOrMade(initializer: ts.Expression): boolean {
  return resultsAt(initializer).some(({ value }) => {
    const type = typescript.isIdentifier(value) ? declarationOf(value)?.type : undefined;
    return type !== undefined && saysShared(type);
  });
}

function isSharedType(program: ts.Program, view: ts.Expression): boolean {
  const checker = program.getTypeChecker();
  const type = checker.getTypeAtLocation(view);
  if (!viewClass.test(type.getSymbol()?.name ?? '')) return false;
  const [buffer] = checker.getTypeArguments(type as ts.TypeReference);
  return buffer?.getSymbol()?.name === 'SharedArrayBuffer';
}

/** Whether a variable or field that holds the memory was handed to others before a point: sent, returned, stored, exported. In another function than the one that made it, any hand-out counts. */
function isHandedOut(declared: ts.Node, at: ts.Node): boolean {
  if (!('name' in declared) || !declared.name || !typescript.isIdentifier(declared.name as ts.Node)) return false;
  const name = declared.name as ts.Identifier;
  const isExported = typescript.isVariableDeclaration(declared) && typescript.isVariableStatement(declared.parent.parent) && declared.parent.parent.modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) === true;
  const isElsewhere = functionAround(declared) !== functionAround(at);
  if (isExported) return isElsewhere;
  return usesOf(name.getSourceFile(), name.text).some((use) => use !== name && isHandOut(use, declared) && (isElsewhere || use.pos < at.pos));
}

function functionAround(node: ts.Node): ts.Node | undefined {
  return typescript.findAncestor(node, typescript.isFunctionLike);
}

/** An argument, a member of a literal, a result; a view of it, a method and `Atomics` are none. */
function isHandOut(use: ts.Identifier, declared: ts.Node): boolean {
  const { parent } = use;
  const isField = typescript.isPropertyDeclaration(declared);
  const node = isField ? parent : use;
  if (!isField && bindingOf(use)?.declaration !== declared) return false;
  if (isField && !(typescript.isPropertyAccessExpression(parent) && parent.expression.kind === SyntaxKind.ThisKeyword)) return false;
  const around = typescript.isPropertyAccessExpression(node.parent) && node.parent.name.text === 'buffer' ? node.parent.parent : node.parent;
  if (typescript.isNewExpression(around)) return !viewClass.test(globalPath(around.expression) ?? '');
  if (typescript.isCallExpression(around)) return around.expression !== node && !(globalPath(around.expression) ?? '').startsWith('Atomics.') && around.expression !== node.parent;
  return typescript.isReturnStatement(around) || typescript.isPropertyAssignment(around) || typescript.isShorthandPropertyAssignment(around) || typescript.isArrayLiteralExpression(around) || typescript.isExportSpecifier(around);
}
