/** Patterns that stand in a list or a table, and are asked by the name of an element: `rules.find((rule) => rule.pattern.test(text))`. */
import type ts from 'typescript';
import { runsAtOnce } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { frozenBy, globalPath } from './calls.ts';
import { declarationOf } from './said-of.ts';
import { stepOf } from './aliases.ts';

/** What a table is declared as. */
type Table = ts.VariableDeclaration | ts.PropertyDeclaration;

/** What stands in a table at the end of some steps. */
export interface Held {
  readonly table: Table;
  readonly values: readonly ts.Expression[];
}

/** How far names and members of elements are followed. */
const maxDepth = 4;

/** What an expression may be that names an element of something that is written out, or a member of one; undefined for others. */
export function heldAt(expression: ts.Expression, depth = 0): Held | undefined {
  if (depth > maxDepth) return undefined;
  const node = unwrapped(typescript, expression);
  if (typescript.isIdentifier(node)) return elementNamed(node, depth) ?? tableOf(node);
  const step = stepOf(node);
  if (step === undefined) return undefined;
  const own = tableOf(node);
  const holder = own ? undefined : heldAt((node as ts.PropertyAccessExpression).expression, depth + 1);
  return own ?? (holder && inside(holder, step));
}

/** A constant or a field that is set to a list or an object that is written out. */
function tableOf(node: ts.Expression): Held | undefined {
  const declaration = declarationOf(node);
  if (!declaration?.initializer || typescript.isParameter(declaration)) return undefined;
  const isConstant = typescript.isVariableDeclaration(declaration) && (typescript.getCombinedNodeFlags(declaration) & typescript.NodeFlags.Const) !== 0;
  const isField = typescript.isPropertyDeclaration(declaration) && declaration.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.ReadonlyKeyword || kind === typescript.SyntaxKind.StaticKeyword) === true;
  const made = thawed(declaration.initializer);
  const isTable = typescript.isArrayLiteralExpression(made) || typescript.isObjectLiteralExpression(made);
  return (isConstant || isField) && isTable ? { table: declaration, values: [made] } : undefined;
}

/** `Object.freeze(x)` is `x`. */
function thawed(expression: ts.Expression): ts.Expression {
  const node = unwrapped(typescript, expression);
  const inner = frozenBy(node);
  return inner ? unwrapped(typescript, inner) : node;
}

/** What is at the end of one step of each of the values; an element where the step is a key. */
function inside({ table, values }: Held, step: string): Held | undefined {
  const found = values.flatMap((value) => partsAt(thawed(value), step));
  return found.length > 0 ? { table, values: found } : undefined;
}

function partsAt(value: ts.Expression, step: string): ts.Expression[] {
  const isAny = step.startsWith('[');
  if (typescript.isArrayLiteralExpression(value)) {
    const index = /^\[(\d+)\]$/.exec(step)?.[1];
    const one = index === undefined ? undefined : value.elements[Number(index)];
    return index === undefined ? (isAny ? value.elements.filter((each) => !typescript.isSpreadElement(each)) : []) : one ? [one] : [];
  }
  if (!typescript.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((each) => (typescript.isPropertyAssignment(each) && (isAny || each.name.getText() === step) ? [each.initializer] : []));
}

/** A name that a loop or a callback gives to what it is at: `for (const { pattern } of rules)`, `rules.some((rule) => …)`. */
function elementNamed(name: ts.Identifier, depth: number): Held | undefined {
  const declaration = bindingOf(name)?.declaration;
  const steps: string[] = [];
  let at: ts.Node | undefined = declaration;
  for (; at && typescript.isBindingElement(at); at = at.parent.parent) {
    if (at.dotDotDotToken) return undefined;
    steps.unshift(typescript.isArrayBindingPattern(at.parent) ? `[${at.parent.elements.indexOf(at)}]` : (at.propertyName ?? at.name).getText());
  }
  const source = at && sourceOf(at);
  const all = source && heldIn(source, depth + 1);
  return all && steps.reduce<Held | undefined>((held, step) => held && inside(held, step), all);
}

/** What is gone through where a declaration names the element. */
function sourceOf(declaration: ts.Node): ts.Expression | undefined {
  if (typescript.isVariableDeclaration(declaration)) {
    if (declaration.initializer) return undefined;
    const loop = declaration.parent.parent;
    return typescript.isForOfStatement(loop) ? loop.expression : undefined;
  }
  if (!typescript.isParameter(declaration)) return undefined;
  const callback = declaration.parent;
  const call = callback.parent;
  const isFirst = callback.parameters[0] === declaration && typescript.isCallExpression(call) && call.arguments[0] === (callback as ts.Node);
  return isFirst && typescript.isPropertyAccessExpression(call.expression) && runsAtOnce.test(call.expression.name.text) && !/^reduce/.test(call.expression.name.text) ? call.expression.expression : undefined;
}

/** The elements of a list, and of `Object.values(table)`. */
function heldIn(source: ts.Expression, depth: number): Held | undefined {
  const node = unwrapped(typescript, source);
  const path = typescript.isCallExpression(node) ? globalPath(node.expression) : undefined;
  const [table] = typescript.isCallExpression(node) ? node.arguments : [];
  if (path !== undefined && path !== 'Object.values') return undefined;
  const held = heldAt(path !== undefined && table ? table : node, depth);
  const isList = held?.values.every((each) => typescript.isArrayLiteralExpression(thawed(each))) === true;
  return held && (path !== undefined || isList) ? inside(held, '[]') : undefined;
}
