/** What a call changes of what was there before: through the function that it runs, and through those that this one calls. */
import { sideTable, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { isFresh, rootOf } from '../built-ins/containers.ts';
import { pathOf } from '../built-ins/paths.ts';
import { unwrapped } from '../unwrapped.ts';
import { calledFunction, isAssumedPure, lookInto } from './callees.ts';
import { namesIn, nonLocalWrite, type FunctionWithBody } from './function-writes.ts';

/** Whose a write is, seen from a function: of a module, of its object, or of a parameter, by its index. */
type Holder = 'module' | 'this' | number;

interface DeepWrite {
  readonly node: ts.Expression;
  readonly of: Holder;
}

/** A write by a function that a clause calls; undefined if there is none for certain, or only of what the clause makes for the call. */
export function writeOfCall(analysis: Analysis, call: ts.CallExpression, callee: FunctionWithBody): ts.Expression | undefined {
  const { ts } = analysis;
  const isSeen = (of: Holder): boolean => {
    const handed = handedAs(ts, call, of);
    return of === 'module' || (handed !== undefined && !isFresh(ts, handed));
  };
  return firstWrite(analysis, callee, isSeen)?.node;
}

/** The first write of a function, its own or in turn, with a holder that is meant. */
function firstWrite(analysis: Analysis, fn: FunctionWithBody, isMeant: (of: Holder) => boolean): DeepWrite | undefined {
  const { ts } = analysis;
  const own = nonLocalWrite(lookInto(analysis, fn), fn, (write) => isMeant(holderIn(ts, fn, write)));
  if (own) return { node: own, of: holderIn(ts, fn, own) };
  return deepWrites(analysis, fn).find(({ of }) => isMeant(of));
}

const writesByFunction = sideTable<ts.Node, readonly DeepWrite[]>('deep-writes');

/** What a function changes through those that it calls. What it looks at itself too may be its memory, kept by a helper. */
function deepWrites(analysis: Analysis, fn: FunctionWithBody): readonly DeepWrite[] {
  const known = writesByFunction.get(fn);
  if (known) return known;
  // A function that calls itself changes nothing but what is found on the way.
  writesByFunction.set(fn, []);
  const { ts } = analysis;
  const look = lookInto(analysis, fn);
  const found: DeepWrite[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    const callee = ts.isCallExpression(node) && !isAssumedPure(look, analysis, { call: node, path: pathOf(ts, look.file, node.expression) }) ? calledFunction(look, node) : undefined;
    const write = callee && ts.isCallExpression(node) ? writeThrough(analysis, { fn, call: node, callee }) : undefined;
    if (write) found.push(write);
    ts.forEachChild(node, visit);
  };
  visit(fn.body);
  writesByFunction.set(fn, found);
  return found;
}

interface Through {
  readonly fn: FunctionWithBody;
  readonly call: ts.CallExpression;
  readonly callee: FunctionWithBody;
}

function writeThrough(analysis: Analysis, { fn, call, callee }: Through): DeepWrite | undefined {
  const { ts } = analysis;
  const holderOf = (of: Holder): Holder | undefined => (of === 'module' ? of : holderOfHanded(ts, fn, handedAs(ts, call, of)));
  const write = firstWrite(analysis, callee, (of) => holderOf(of) !== undefined);
  const of = write && holderOf(write.of);
  if (!write || of === undefined || mentions(ts, fn.body, writtenName(ts, write.node))) return undefined;
  // A function inside of another may write what belongs to that one alone.
  const isInner = ts.findAncestor(callee.parent, (each) => ts.isFunctionLike(each)) !== undefined;
  return of === 'module' && (isInner || !isOfModule(ts, write)) ? undefined : { node: write.node, of };
}

/** What a call hands over as the object or as a parameter of the function that it runs. */
function handedAs(ts: TypeScript, call: ts.CallExpression, of: Holder): ts.Expression | undefined {
  if (of === 'module') return undefined;
  if (of === 'this') {
    const callee = unwrapped(ts, call.expression);
    return ts.isPropertyAccessExpression(callee) ? callee.expression : undefined;
  }
  return call.arguments.slice(0, of + 1).some((each) => ts.isSpreadElement(each)) ? undefined : call.arguments[of];
}

/** Whose a value is that a function hands on; undefined for its own, and where that is not certain. */
function holderOfHanded(ts: TypeScript, fn: FunctionWithBody, handed: ts.Expression | undefined): Holder | undefined {
  if (!handed || isFresh(ts, handed)) return undefined;
  const root = rootOf(ts, handed);
  if (root.kind === ts.SyntaxKind.ThisKeyword || root.kind === ts.SyntaxKind.SuperKeyword) return ts.isConstructorDeclaration(fn) ? undefined : 'this';
  if (!ts.isIdentifier(root) || !namesIn(ts, fn).parameters.has(root.text)) return undefined;
  return fn.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === root.text);
}

/** Whose the place is that a write of a function changes. */
function holderIn(ts: TypeScript, fn: FunctionWithBody, write: ts.Expression): Holder {
  const root = rootOf(ts, placeOf(ts, write));
  if (root.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  const index = ts.isIdentifier(root) ? fn.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === root.text) : -1;
  return index === -1 ? 'module' : index;
}

/** `calls` of `calls++`, `log` of `log.push(x)`, `state.count` of `state.count = 1`. */
function placeOf(ts: TypeScript, write: ts.Expression): ts.Expression {
  if (ts.isCallExpression(write)) {
    const callee = unwrapped(ts, write.expression);
    return ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  }
  if (ts.isPrefixUnaryExpression(write) || ts.isPostfixUnaryExpression(write)) return write.operand;
  if (ts.isBinaryExpression(write)) return write.left;
  return ts.isDeleteExpression(write) ? write.expression : write;
}

/** What a write is known by: the variable, or the member of an object. */
function writtenName(ts: TypeScript, write: ts.Expression): string {
  const place = unwrapped(ts, placeOf(ts, write));
  const root = rootOf(ts, place);
  const isOfObject = root.kind === ts.SyntaxKind.ThisKeyword || ts.findAncestor(write, (each) => ts.isFunctionLike(each) && each.parameters.some(({ name }) => name.getText() === root.getText())) !== undefined;
  if (!isOfObject) return root.getText();
  return ts.isPropertyAccessExpression(place) ? place.name.text : '';
}

/** Whether what is written is a variable at the top of the file that the write stands in. */
function isOfModule(ts: TypeScript, { node }: DeepWrite): boolean {
  const name = rootOf(ts, placeOf(ts, node)).getText();
  return node.getSourceFile().statements.some((statement) => ts.isVariableStatement(statement) && statement.declarationList.declarations.some((each) => ts.isIdentifier(each.name) && each.name.text === name));
}

function mentions(ts: TypeScript, root: ts.Node, name: string): boolean {
  const visit = (node: ts.Node): boolean => ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text === name) || (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(root);
}
