/** Variables of the module that a function changes without saying so. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { bindingOf } from './bindings.ts';
import { wrapped } from './changes.ts';
import { effectsOf } from './effects-of.ts';
import type { Event, FunctionNode, Mutate, Write } from './events.ts';
import { keepsExtreme } from './extremes.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { frameOf, type Frame } from './frames.ts';
import { isPrefix, samePlace, type Place } from './place.ts';
import { topStatements } from './top-statements.ts';
import { functionThatRuns } from './object-methods.ts';
import { eventsOf, placeAtCall } from './summaries.ts';
import { answerable, changesOf, isFilledIn, isMemo, type Answerable, type Change, type Scope } from './undeclared.ts';
import { isStatus, nameOfFunction, resultsOf, saysChange } from './written-in-place.ts';
import { contains } from '../positions.ts';

export interface ModuleWriteOptions {
  readonly scope?: Scope;
  /** Names of variables of modules that are there to be written. */
  readonly ignore?: readonly string[];
}

/** A change of a module's variable that the function does not declare. */
export interface ModuleChange extends Change, Answerable {
  /** How messages call the function. */
  readonly name: string;
  /** The function that writes; absent where it is the one itself. */
  readonly through: string | undefined;
}

/** The first undeclared change of each variable by each function that counts. */
export function moduleChanges(analysis: Analysis, { scope = 'exported', ignore = [] }: ModuleWriteOptions): ModuleChange[] {
  const functions = answerable(analysis, scope);
  const touching = functions.length === 0 ? undefined : touchingFunctions(analysis);
  return functions.flatMap(({ fn, frame }) => {
    if (touching?.has(fn) !== true) return [];
    const name = nameOfFunction(fn);
    // What a getter changes, `no-mutation-in-getter` says.
    if (!frame && (isMeant(fn, name) || typescript.isGetAccessor(fn))) return [];
    const found = new Map<unknown, ModuleChange>();
    for (const write of writesOf(analysis, fn)) {
      const { root } = write.place;
      if (root.kind !== 'module' || found.has(root.binding) || ignore.includes(root.binding.name) || isAllowed(frame, fn, write.place)) continue;
      if (write.place.steps.at(-1) === 'lastIndex') continue;
      if (!frame && (isNumbering(write) || /cache|memo|pool/i.test(root.binding.name))) continue;
      found.set(root.binding, { ...write, fn, frame, name });
    }
    return [...found.values()];
  });
}

/** The functions that name what a file holds at its top, and those that name such functions: by their text, so that most files need no graph. */
function touchingFunctions(analysis: Analysis): ReadonlySet<FunctionNode> {
  const state = stateOf(analysis.sourceFile);
  const found = new Set<FunctionNode>();
  if (!state) return found;
  const others = new Map([...effectsOf(analysis).functions.keys()].map((fn) => [fn, fn.getText()] as const));
  const names = new Set<string>();
  const add = (mentions: (text: string) => boolean): number => {
    const added = [...others].filter(([, text]) => mentions(text)).map(([fn]) => fn);
    for (const fn of added) {
      others.delete(fn);
      found.add(fn);
      names.add(nameOfFunction(fn));
    }
    return added.length;
  };
  for (let count = add(state); count > 0;) count = add((text) => (text.match(/[\w$]+(?=\s*(?:\(|`))/g) ?? []).some((name) => names.has(name)));
  return found;
}

/** Tells of a text whether it names what the top of a file holds and can change: variables that hold no function, and functions and classes whose members are named. */
function stateOf(file: ts.SourceFile): ((text: string) => boolean) | undefined {
  const variables = new Set<string>();
  const holders = new Set<string>();
  for (const statement of topStatements(file)) {
    if (typescript.isVariableStatement(statement)) {
      for (const each of statement.declarationList.declarations) for (const name of namesIn(each.name)) (isFixed(each) ? holders : variables).add(name);
    } else if (typescript.isFunctionDeclaration(statement) || typescript.isClassDeclaration(statement) || typescript.isEnumDeclaration(statement) || typescript.isModuleDeclaration(statement)) {
      if (statement.name) holders.add(statement.name.text);
    }
  }
  if (variables.size + holders.size === 0) return undefined;
  return (text) => [...text.matchAll(nameAndMember)].some(([, name = '', member]) => variables.has(name) || (member !== undefined && holders.has(name)));
}

const nameAndMember = /([\w$\u0080-\uffff]+)(\s*[.[])?/g;

/** A constant that is a function, or something written out that cannot change. */
function isFixed({ parent, initializer }: ts.VariableDeclaration): boolean {
  return (parent.flags & typescript.NodeFlags.Const) !== 0 && initializer !== undefined && (typescript.isArrowFunction(initializer) || typescript.isFunctionExpression(initializer) || typescript.isLiteralExpression(initializer));
}

function namesIn(name: ts.BindingName): string[] {
  return typescript.isIdentifier(name) ? [name.text] : name.elements.flatMap((each) => (typescript.isBindingElement(each) ? namesIn(each.name) : []));
}

function isAllowed(frame: Frame | undefined, fn: FunctionNode, place: Place): boolean {
  const own = ownStatic(fn, place);
  return frame !== undefined && (frame.allows(place) || (own !== undefined && frame.allows(own)));
}

/** `C.count` in a static member of `C` is what `this.count` is there. */
function ownStatic(fn: FunctionNode, { root, steps, isCut }: Place): Place | undefined {
  const owner = fn.parent;
  return 'binding' in root && typescript.isClassLike(owner) && root.binding.declaration === owner ? { root: { kind: 'this', owner }, steps, isCut } : undefined;
}

/** TABLE: names after which a function makes, finds or registers something, and keeps it. */
const keeps = /^(?:new |create|make|generate|next|unique|get|load|resolve|ensure|is|has|reg|enable|disable|with|use|in|config|options|settings)(?![a-z])/;

/** `defineConfig(options)` gives what it is handed, and callers see a type and no more. */
const defines = /^define(?![a-z])/;

/** Whether a function without a contract plainly exists to change something: it gives no value, or is called after the change. */
function isMeant(fn: FunctionNode, name: string): boolean {
  return (saysChange(name) && !defines.test(name)) || keeps.test(name) || resultsOf(fn).filter((result) => !isStatus(result)).length === 0;
}

type ModuleWrite = Pick<ModuleChange, 'place' | 'node' | 'what' | 'event' | 'through'>;

const writesByFunction = sideTable<FunctionNode, readonly ModuleWrite[]>('module writes');

/** What a function writes of its module and of what it is handed, also through functions of the file that do not promise to write nothing. Memories are left out: nobody can tell. */
function writesOf(analysis: Analysis, fn: FunctionNode): readonly ModuleWrite[] {
  const known = writesByFunction.get(fn);
  if (known) return known;
  // A function that calls itself writes nothing more by that.
  writesByFunction.set(fn, []);
  const isOutside = ({ root, steps }: Place): boolean => root.kind === 'module' || (root.kind === 'parameter' && steps.length > 0);
  const own = changesOf(analysis, fn, () => false).filter(({ place, event }) => isOutside(place) && event.kind !== 'call' && !isMemory(analysis, fn, event) && !isPutBack(analysis, fn, event));
  const called = eventsOf(effectsOf(analysis), fn).flatMap((event): ModuleWrite[] => {
    const callee = event.kind === 'call' ? functionThatRuns(event) : undefined;
    if (event.kind !== 'call' || !callee || isPure(analysis, callee)) return [];
    return writesOf(analysis, callee).flatMap((write) => {
      const place = write.place.root.kind === 'module' ? write.place : placeAtCall(write.place, callee, event);
      if (place && write.event.kind === 'write' && isMemory(analysis, fn, { ...write.event, place, node: event.node })) return [];
      return place && isOutside(place) ? [{ ...write, place, node: event.node, through: write.through ?? nameOfFunction(callee) }] : [];
    });
  });
  const found = firstOfEach([...own.map((change): ModuleWrite => ({ ...change, through: undefined })), ...called]);
  writesByFunction.set(fn, found);
  return found;
}

/** The first write at each place. */
function firstOfEach(writes: readonly ModuleWrite[]): ModuleWrite[] {
  const found: ModuleWrite[] = [];
  for (const write of writes) if (!found.some(({ place }) => samePlace(place, write.place))) found.push(write);
  return found;
}

function isPure(analysis: Analysis, fn: FunctionNode): boolean {
  const frame = frameOf(analysis, fn);
  return frame !== undefined && frame !== 'exempt' && frame.says === 'nothing';
}

/** `cache.set(key, value)`, `cache[key] = value`, `instance = make()` in a function that also looks there: it remembers what it found. */
function isMemory(analysis: Analysis, fn: FunctionNode, event: Change['event']): boolean {
  if (event.kind !== 'write' || event.how === 'compound') return false;
  if (isFilledIn(event)) return true;
  if (keepsExtreme(fn, event)) return false;
  const { place } = event;
  if (isSet(event) && !isAskedFirst(analysis, fn, event)) return false;
  if (place.root.kind === 'module' && (/^Weak/.test(madeBy(place)) || place.root.binding.kind === 'function' || isMemo(analysis, fn, event))) return true;
  if (place.steps.length === 0 && event.inputs.some((read) => isPrefix(place, read.place))) return false;
  const holder: Place = { ...place, steps: place.steps.slice(0, Math.max(place.steps.length - 1, 0)) };
  const isKept = place.steps.length === 0 || (place.steps.at(-1) ?? '').startsWith('[') || event.how === 'method' || event.how === 'delete';
  return isKept && eventsOf(effectsOf(analysis), fn).some((each) => looksAt(each, holder, event));
}

/** A variable or a member of its own that is set, and no entry of a container. */
function isSet({ how, place: { root, steps } }: Write): boolean {
  return how === 'assign' && root.kind === 'module' && root.binding.kind !== 'function' && !(steps.at(-1) ?? '').startsWith('[');
}

/** Whether a function looks at what it sets before it does, or has asked what else it sets: who only looks afterwards remembers nothing. */
function isAskedFirst(analysis: Analysis, fn: FunctionNode, { node, place }: Write): boolean {
  const events = eventsOf(effectsOf(analysis), fn);
  const written = events.flatMap((event) => (event.kind === 'write' && isSet(event) ? [event.place] : []));
  return events.some((event) => {
    if (event.kind === 'read') return event.node.pos < node.pos && samePlace(event.place, place);
    return event.kind === 'branch' && event.node.pos < node.pos && event.inputs.some((read) => written.some((each) => samePlace(each, read.place)));
  });
}

/** Whether an event looks into what holds the written entry: who only takes the holder itself, to add to it, has not asked. */
function looksAt(event: Event, holder: Place, write: Write): boolean {
  if (event.kind !== 'read' || !isPrefix(holder, event.place) || contains(write.node, event.node)) return false;
  return event.place.steps.length > holder.steps.length || holder.steps.length === 0;
}

function madeBy({ root }: Place): string {
  const declaration = 'binding' in root ? root.binding.declaration : undefined;
  const made = declaration && typescript.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return made && typescript.isNewExpression(made) ? made.expression.getText() : '';
}

/** `const before = current; current = mine; try { … } finally { current = before; }`, and a push whose element is popped again. */
function isPutBack(analysis: Analysis, fn: FunctionNode, change: Write | Mutate): boolean {
  return eventsOf(effectsOf(analysis), fn).some((event) => {
    if (event.kind === 'write') return samePlace(event.place, change.place) && isInFinally(event.node);
    return event.kind === 'mutate' && samePlace(event.place, change.place) && change.kind === 'mutate' && /^(?:push|pop)$/.test(change.method) && /^(?:push|pop)$/.test(event.method) && event.method !== change.method;
  });
}

function isInFinally(node: ts.Node): boolean {
  return typescript.findAncestor(node, (each) => (typescript.isFunctionLike(each) ? 'quit' : typescript.isTryStatement(each.parent) && each.parent.finallyBlock === each)) !== undefined;
}

/** `const id = count++`, `count += 1; return count`: a number that goes on, and is what the function wants of it. */
function isNumbering({ event, place }: ModuleWrite): boolean {
  if (event.kind !== 'write' || event.how !== 'compound' || place.steps.length > 0) return false;
  const fn = typescript.findAncestor(event.node, isFunctionWithBody);
  if (fn && setsBack(fn, place)) return false;
  const isGiven = (node: ts.Node): boolean => (typescript.isIdentifier(node) && 'binding' in place.root && bindingOf(node) === place.root.binding) || (typescript.forEachChild(node, (child) => isGiven(child) || undefined) ?? false);
  return !typescript.isExpressionStatement(wrapped(event.node).parent) || (fn !== undefined && resultsOf(fn).some(isGiven));
}

/** `count = 0`: a number that starts again says how often something was, and not which one it is. */
function setsBack(fn: FunctionNode, { root }: Place): boolean {
  if (!('binding' in root)) return false;
  const visit = (node: ts.Node): boolean => (typescript.isBinaryExpression(node) && node.operatorToken.kind === typescript.SyntaxKind.EqualsToken && typescript.isIdentifier(node.left) && bindingOf(node.left) === root.binding) || (typescript.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(fn);
}
