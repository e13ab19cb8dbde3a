/** Objects that stand in where nothing was given, and that are then changed for everybody. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { stepOf } from './aliases.ts';
import { assignmentOf, wrapped } from './changes.ts';
import { constantChanges, type ConstantChange } from './constant-changes.ts';
import { isEmpty, madeAt, madeBy, type Constant } from './constants.ts';
import { givenDefaults } from './given-defaults.ts';
import { defaultIn, namedConstant } from './origins.ts';
import { functionNamed } from './callee.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { memberUsesOf, nameOf, usesOf, usesOfDeclared } from './shared-places.ts';
import { resultsOf } from './written-in-place.ts';

export interface SharedDefault {
  readonly node: ts.Node;
  /** The name of the constant; the text of what fills an array. */
  readonly name: string;
  readonly declaredAt: ts.Node;
  readonly how: 'default' | 'copy' | 'assigned' | 'returned' | 'given' | 'filled';
}

/** All of them in a file, each constant and function once. */
export function sharedDefaults(analysis: Analysis): SharedDefault[] {
  const changes = constantChanges(analysis);
  const stores = new Set(changes.filter(({ via, event }) => via === 'itself' && event.kind !== 'call' && !isUsed(event.node)).map(({ constant }) => constant.binding));
  const isDefault = ({ binding, guard }: Constant): boolean => guard === 'plain' && typescript.isSourceFile(binding.owner) && !stores.has(binding) && !meantToBeShared.test(binding.name);
  const changed = changes.filter((change) => isDefault(change.constant) && change.via !== 'itself' && isShared(change)).map(asDefault);
  const seen = new Set<string>();
  const once = changed.filter(({ name, node }) => !seen.has(`${name} ${functionAround(node)}`) && seen.add(`${name} ${functionAround(node)}`));
  return [...once, ...assigned(analysis, isDefault), ...returned(analysis, isDefault), ...given(analysis, isDefault), ...filled(analysis)].sort((a, b) => a.node.pos - b.node.pos);
}

/** `return Object.assign(D, …)`: the constant is taken for a copy. */
function isUsed(node: ts.Node): boolean {
  return typescript.isCallExpression(node) && node.expression.getText() === 'Object.assign' && !typescript.isExpressionStatement(node.parent);
}

const meantToBeShared = /global|registry|store|cache|pool|memo|singleton|shared|state|instances?$/i;

function functionAround(node: ts.Node): number {
  return typescript.findAncestor(node, typescript.isFunctionLike)?.pos ?? 0;
}

/** What a shallow copy has inside belongs to both only where the constant has an object there. */
function isShared({ via, constant, steps, object }: ConstantChange): boolean {
  return via !== 'copy' || (object.length > 0 && madeAt(constant.made, steps.slice(0, 1)) !== undefined);
}

function asDefault({ node, constant, via }: ConstantChange): SharedDefault {
  return { node, name: constant.binding.name, declaredAt: constant.binding.declaration, how: via === 'copy' ? 'copy' : 'default' };
}

type IsDefault = (constant: Constant) => boolean;

/** `return Object.assign(D, options)`: a result that is the constant itself. */
function assigned({ sourceFile }: Analysis, isDefault: IsDefault): SharedDefault[] {
  return usesOf(sourceFile, 'assign').flatMap(({ parent }): SharedDefault[] => {
    const call = parent.parent;
    const isCall = typescript.isPropertyAccessExpression(parent) && parent.expression.getText() === 'Object' && typescript.isCallExpression(call) && call.expression === parent;
    if (!isCall || typescript.isExpressionStatement(call.parent) || !typescript.findAncestor(call, typescript.isFunctionLike)) return [];
    const [target, ...sources] = call.arguments;
    const constant = target && sources.length > 0 ? namedConstant(target) : undefined;
    return constant && isDefault(constant) ? [{ node: call, name: constant.binding.name, declaredAt: constant.binding.declaration, how: 'assigned' }] : [];
  });
}

/** `return given ?? D` in a function whose result the file changes. */
function returned({ sourceFile }: Analysis, isDefault: IsDefault): SharedDefault[] {
  const candidates = sourceFile.statements.flatMap((statement) => (typescript.isFunctionDeclaration(statement) && statement.body && statement.name ? [{ fn: statement, name: statement.name }] : []));
  return candidates.flatMap(({ fn, name }): SharedDefault[] => {
    const constants = resultsOf(fn as typeof fn & { readonly body: ts.Block }).flatMap((result) => defaultIn(result) ?? []);
    const constant = constants.find(isDefault);
    if (!constant) return [];
    return usesOf(sourceFile, name.text).flatMap((use): SharedDefault[] => {
      const call = use !== name && functionNamed(use) === (fn as unknown) ? use.parent : undefined;
      const change = call && typescript.isCallExpression(call) && call.expression === use ? changeOfResult(sourceFile, call) : undefined;
      return change && isOfConstant(change, constant) ? [{ node: change.node, name: constant.binding.name, declaredAt: constant.binding.declaration, how: 'returned' }] : [];
    });
  });
}

/** `return found ?? NONE` in an exported function whose callers may change what they get. */
function given(analysis: Analysis, isDefault: IsDefault): SharedDefault[] {
  return givenDefaults(analysis).flatMap(({ node, constant }): SharedDefault[] => (isDefault(constant) ? [{ node, name: constant.binding.name, declaredAt: constant.binding.declaration, how: 'given' }] : []));
}

const changing = /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear)$/;

/** A change, and the members that lead to what is changed. */
interface InnerChange {
  readonly node: ts.Node;
  readonly steps: readonly string[];
}

/** What is inside of the constant is shared too, where the constant makes it. */
function isOfConstant({ steps }: InnerChange, { made }: Constant): boolean {
  return steps.length === 0 || madeAt(made, steps) !== undefined;
}

/** `f().push(x)`, and `const found = f(); found.push(x)`. */
function changeOfResult(file: ts.SourceFile, call: ts.CallExpression): InnerChange | undefined {
  const direct = changeOf(call);
  if (direct) return direct;
  const { parent } = call;
  if (!typescript.isVariableDeclaration(parent) || !typescript.isIdentifier(parent.name)) return undefined;
  const { name } = parent;
  for (const use of usesOf(file, name.text)) {
    const change = use !== name && bindingOf(use)?.declaration === parent ? changeOf(use) : undefined;
    if (change) return change;
  }
  return undefined;
}

function changeOf(node: ts.Node, steps: readonly string[] = []): InnerChange | undefined {
  const access = node.parent;
  if (!(typescript.isPropertyAccessExpression(access) || typescript.isElementAccessExpression(access)) || access.expression !== node) return undefined;
  const outer = access.parent;
  if (typescript.isPropertyAccessExpression(access) && typescript.isCallExpression(outer) && outer.expression === access) return changing.test(access.name.text) ? { node: outer, steps } : undefined;
  const assignment = assignmentOf(access);
  if (assignment) return { node: assignment, steps };
  const step = stepOf(access);
  return step === undefined ? undefined : changeOf(wrapped(access), [...steps, step]);
}

/** `new Array(n).fill([])`, whose elements are one object: certain where it is empty, or where an element is changed. */
function filled({ sourceFile }: Analysis): SharedDefault[] {
  return usesOf(sourceFile, 'fill').flatMap(({ parent }): SharedDefault[] => {
    const call = parent.parent;
    if (!typescript.isPropertyAccessExpression(parent) || !typescript.isCallExpression(call) || call.expression !== parent || !makesArray(parent.expression)) return [];
    const [value] = call.arguments;
    const made = value && (madeBy(value) ?? madeByName(value) ?? madeByCall(value));
    if (!value || !made || isLookedAtOnly(sourceFile, call, made)) return [];
    return [{ node: call, name: value.getText(), declaredAt: made, how: 'filled' }];
  });
}

function makesArray(expression: ts.Expression): boolean {
  const node = unwrapped(typescript, expression);
  if (typescript.isArrayLiteralExpression(node)) return node.elements.length > 0;
  return (typescript.isNewExpression(node) && node.expression.getText() === 'Array') || (typescript.isCallExpression(node) && /^Array(?:\.from)?$/.test(node.expression.getText()));
}

function madeByName(value: ts.Expression): ReturnType<typeof madeBy> {
  const node = unwrapped(typescript, value);
  const declaration = typescript.isIdentifier(node) ? bindingOf(node)?.declaration : undefined;
  return declaration && typescript.isVariableDeclaration(declaration) && declaration.initializer ? (madeBy(declaration.initializer) ?? madeByCall(declaration.initializer)) : undefined;
}

/** `new Array(n).fill(0)`: the array itself. */
function madeByCall(value: ts.Expression): ReturnType<typeof madeBy> {
  const node = unwrapped(typescript, value);
  const callee = typescript.isCallExpression(node) ? node.expression : undefined;
  return callee && typescript.isPropertyAccessExpression(callee) && callee.name.text === 'fill' && makesArray(callee.expression) ? arrayMade(callee.expression) : undefined;
}

/** `new Array(n)` counts as made there, with something in it. */
function arrayMade(expression: ts.Expression): ReturnType<typeof madeBy> {
  const node = unwrapped(typescript, expression);
  return madeBy(node) ?? (typescript.isNewExpression(node) ? node : undefined);
}

/** Whether nobody changes an element: there is something in it, and the file does not; or each element is replaced at once. */
function isLookedAtOnly(file: ts.SourceFile, call: ts.CallExpression, made: NonNullable<ReturnType<typeof madeBy>>): boolean {
  let node: ts.Node = call;
  while (typescript.isAsExpression(node.parent) || typescript.isParenthesizedExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (typescript.isPropertyAccessExpression(parent) || typescript.isSpreadElement(parent) || typescript.isCallExpression(parent) || typescript.isForOfStatement(parent)) return true;
  const name = typescript.isVariableDeclaration(parent) || typescript.isPropertyDeclaration(parent) ? parent.name : typescript.isBinaryExpression(parent) ? lastName(parent.left) : undefined;
  if (!name || !typescript.isMemberName(name)) return !(isEmpty(made) && typescript.isReturnStatement(parent));
  return !memberUsesOf({ name }, file).some((use) => use !== name && isElementChanged(use));
}

function lastName(target: ts.Expression): ts.Node {
  return typescript.isPropertyAccessExpression(target) ? target.name : target;
}

/** `rows[i].push(x)`, `rows[i][j] = x`, `rows[i].a = x`, also by a name of the element: `const row = rows[i]`, `for (const row of rows)`. */
function isElementChanged(use: ts.MemberName): boolean {
  const holder = wrapped(typescript.isPropertyAccessExpression(use.parent) && use.parent.name === use ? use.parent : use);
  const { parent } = holder;
  if (typescript.isForOfStatement(parent) && parent.expression === holder) return typescript.isVariableDeclarationList(parent.initializer) && isNameChanged(parent.initializer.declarations[0]);
  if (!typescript.isElementAccessExpression(parent) || parent.expression !== holder) return false;
  const element = wrapped(parent);
  return changeOf(element) !== undefined || (typescript.isVariableDeclaration(element.parent) && isNameChanged(element.parent)) || isResultChanged(element);
}

/** `return this.#rows[i] ?? []` in a function or method of the file whose result is changed: `this.#row(i).push(x)`. */
function isResultChanged(element: ts.Node): boolean {
  const result = typescript.isBinaryExpression(element.parent) && element.parent.left === element ? wrapped(element.parent) : element;
  const fn = typescript.isReturnStatement(result.parent) || (typescript.isArrowFunction(result.parent) && result.parent.body === result) ? typescript.findAncestor(result, isFunctionWithBody) : undefined;
  const name = fn && (typescript.isMethodDeclaration(fn) ? fn.name : nameOf(fn));
  if (!name || !typescript.isMemberName(name)) return false;
  const file = name.getSourceFile();
  return memberUsesOf({ name }, file).some((use) => {
    const callee = typescript.isPropertyAccessExpression(use.parent) && use.parent.name === use ? use.parent : use;
    return use !== name && typescript.isCallExpression(callee.parent) && callee.parent.expression === callee && changeOfResult(file, callee.parent) !== undefined;
  });
}

function isNameChanged(declaration: ts.VariableDeclaration | undefined): boolean {
  if (!declaration || !typescript.isIdentifier(declaration.name)) return false;
  return usesOfDeclared(declaration.name).some((use) => changeOf(wrapped(use)) !== undefined);
}
