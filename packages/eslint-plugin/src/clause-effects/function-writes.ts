/** Whether the body of a function plainly writes what outlives the call. Memoising does not count: nobody can tell. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { unwrapped } from '../unwrapped.ts';
import { containerOfMethod, isFresh, rootOf, type Look } from '../built-ins/containers.ts';
import { isMutator } from '../built-ins/known-effects.ts';

export type FunctionWithBody = ts.FunctionLikeDeclaration & { readonly body: ts.Block | ts.Expression };

/** The first expression in a body that writes something of outside, of those that are meant; undefined if there is none. */
export function nonLocalWrite(around: Look, fn: FunctionWithBody, isMeant: (write: ts.Expression) => boolean = () => true): ts.Expression | undefined {
  const look = { ...around, owner: fn };
  const { ts } = look;
  const names = namesIn(ts, fn);
  const visit = (node: ts.Node): ts.Expression | undefined => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return undefined;
    const write = writeOf(ts, node);
    if (write && isPlain(look, { fn, names, ...write }) && isMeant(write.node)) return write.node;
    if (ts.isCallExpression(node) && changesOutside(look, names, node) && isMeant(node)) return node;
    return ts.forEachChild(node, visit);
  };
  return visit(fn.body);
}

/** The names of a function: what its body declares, what it was given, what it sets. */
interface Names {
  /** The parameters that hold what the caller gave, as far as one can see: none with a default, and none that is set. */
  readonly parameters: ReadonlySet<string>;
  readonly locals: ReadonlySet<string>;
  /** The variables that the function sets, its own and others. */
  readonly set: ReadonlySet<string>;
}

export function namesIn(ts: TypeScript, fn: FunctionWithBody): Names {
  const locals = new Set<string>();
  const set = new Set<string>();
  const visit = (node: ts.Node): void => {
    const { name } = node as { readonly name?: ts.Node };
    if (name && ts.isIdentifier(name) && !ts.isPropertyAccessExpression(node) && !(ts.isParameter(node) && node.parent === fn)) locals.add(name.text);
    const write = writeOf(ts, node);
    if (write?.sets && ts.isIdentifier(write.target)) set.add(write.target.text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(fn, visit);
  const parameters = new Set<string>();
  for (const { name, initializer } of fn.parameters) {
    if (ts.isIdentifier(name)) (initializer || set.has(name.text) ? locals : parameters).add(name.text);
  }
  return { parameters, locals, set };
}

interface Write {
  readonly node: ts.Expression;
  readonly target: ts.Expression;
  /** `=`: what was there does not matter. */
  readonly sets: boolean;
}

function writeOf(ts: TypeScript, node: ts.Node): Write | undefined {
  if (ts.isDeleteExpression(node)) return { node, target: node.expression, sets: false };
  if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && /^(?:\+\+|--)$/.test(ts.tokenToString(node.operator) ?? '')) return { node, target: node.operand, sets: false };
  if (!ts.isBinaryExpression(node)) return undefined;
  const operator = ts.tokenToString(node.operatorToken.kind) ?? '';
  if (!/^(?:[-+*/%&|^]|\*\*|<<|>>>?)?=$/.test(operator)) return undefined;
  return { node, target: node.left, sets: operator === '=' };
}

/** Whether a write outlives the call, and is none that remembers what was computed. */
function isPlain({ ts }: Look, { fn, names, node, target, sets }: Write & { readonly fn: FunctionWithBody; readonly names: Names }): boolean {
  const place = unwrapped(ts, target);
  const root = rootOf(ts, place);
  if (ts.isIdentifier(place)) {
    const isOwn = names.locals.has(place.text) || names.parameters.has(place.text);
    return !isOwn && !(sets && isReadElsewhere(ts, fn, { node, text: place.text }));
  }
  if (!ts.isPropertyAccessExpression(place) && !ts.isElementAccessExpression(place)) return false;
  if (ts.isIdentifier(root) && names.locals.has(root.text)) return false;
  if (ts.isIdentifier(root) && names.parameters.has(root.text)) return true;
  if (root.kind === ts.SyntaxKind.ThisKeyword && ts.isConstructorDeclaration(fn)) return false;
  if (root.kind !== ts.SyntaxKind.ThisKeyword && !ts.isIdentifier(root)) return false;
  return !sets || (ts.isPropertyAccessExpression(place) && !isReadElsewhere(ts, fn, { node, text: place.getText() }));
}

/** Whether the function also looks at a place that it sets. */
function isReadElsewhere(ts: TypeScript, fn: FunctionWithBody, { node, text }: { readonly node: ts.Node; readonly text: string }): boolean {
  const visit = (each: ts.Node): boolean => {
    if (each !== (node as ts.BinaryExpression).left && (ts.isIdentifier(each) || ts.isPropertyAccessExpression(each)) && each.getText() === text) return true;
    return ts.forEachChild(each, (child) => visit(child) || undefined) ?? false;
  };
  return visit(fn.body);
}

/** `log.push(x)` of a parameter or of something outside; maps and sets outside may be a memory, and so may what the function sets. */
function changesOutside(look: Look, { locals, parameters, set }: Names, call: ts.CallExpression): boolean {
  const { ts } = look;
  const callee = unwrapped(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || isFresh(ts, callee.expression)) return false;
  const root = rootOf(ts, callee.expression);
  if (!(ts.isIdentifier(root) && !locals.has(root.text) && !set.has(root.text)) && root.kind !== ts.SyntaxKind.ThisKeyword) return false;
  const container = containerOfMethod(look, callee);
  if (container === undefined || !isMutator(container, callee.name.text)) return false;
  return container === 'Array' || (ts.isIdentifier(root) && parameters.has(root.text));
}
