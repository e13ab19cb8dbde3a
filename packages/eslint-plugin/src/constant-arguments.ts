/** The arguments of a call that are constant, by the parameter that takes them. */
import type ts from 'typescript';
import { constantScope, type Typed } from './constant-of.ts';
import { notConstant } from './reason/builtins.ts';
import { evaluate, type Outcome } from './reason/evaluate.ts';
import { unwrapped } from './unwrapped.ts';

/** What a parameter is known to be at a call. */
export interface Argument {
  readonly value: unknown;
  /** Absent where the call hands nothing over: the parameter is undefined, or its default. */
  readonly node?: ts.Expression;
}

/** Whether a call hands over nothing, or something that its form does not keep from being constant: then it is worth to look at the callee. */
export function mayBeConstant({ ts, checker }: Typed, call: ts.CallExpression | ts.NewExpression): boolean {
  const given = call.arguments ?? [];
  return given.length === 0 || given.some((argument) => {
    const node = unwrapped(ts, argument);
    if (ts.isFunctionLike(node) || ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.ThisKeyword) return false;
    return !ts.isIdentifier(node) || !isVariable(ts, checker.getSymbolAtLocation(node));
  });
}

/** A parameter or variable that may be anything of its type, which is not that of a literal. */
function isVariable(ts: Typed['ts'], symbol: ts.Symbol | undefined): boolean {
  const declaration = symbol?.valueDeclaration;
  if (!declaration || declaration.getSourceFile().isDeclarationFile || !(ts.isParameter(declaration) || (ts.isVariableDeclaration(declaration) && !declaration.initializer))) return false;
  return !declaration.type || !(ts.isLiteralTypeNode(declaration.type) || ts.isTypeReferenceNode(declaration.type) || ts.isUnionTypeNode(declaration.type));
}

/** The parameters whose values a call makes known. */
export function constantArguments(typed: Typed, call: ts.CallExpression | ts.NewExpression, declaration: ts.SignatureDeclaration): ReadonlyMap<string, Argument> {
  const { ts } = typed;
  const found = new Map<string, Argument>();
  const given = call.arguments ?? [];
  const spread = given.findIndex((each) => ts.isSpreadElement(each));
  const parameters = declaration.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
  parameters.forEach((parameter, index) => {
    if (!ts.isIdentifier(parameter.name) || parameter.dotDotDotToken || (spread !== -1 && index >= spread)) return;
    const node = given[index];
    const outcome = node ? valueOf(typed, node) : { value: undefined };
    const taken = outcome && outcome.value === undefined && parameter.initializer ? defaultOf(typed, parameter.initializer) : outcome;
    if (taken) found.set(parameter.name.text, { value: taken.value, ...(node ? { node } : {}) });
  });
  return found;
}

function defaultOf(typed: Typed, initializer: ts.Expression): Outcome {
  return evaluate(constantScope(typed, initializer), initializer);
}

/** The value of an argument: computed from constants, or the only one that its type allows. */
function valueOf(typed: Typed, argument: ts.Expression): Outcome {
  const { ts } = typed;
  const node = unwrapped(ts, argument);
  if (ts.isArrayLiteralExpression(node)) return arrayOf(typed, node);
  if (ts.isObjectLiteralExpression(node)) return objectOf(typed, node);
  return evaluate(constantScope(typed, node), node) ?? onlyValueOf(typed, node);
}


function arrayOf(typed: Typed, node: ts.ArrayLiteralExpression): Outcome {
  const { ts } = typed;
  if (node.elements.some((each) => ts.isSpreadElement(each) || ts.isOmittedExpression(each))) return undefined;
  return { value: node.elements.map((each) => elementOf(typed, each)) };
}

function objectOf(typed: Typed, node: ts.ObjectLiteralExpression): Outcome {
  const { ts } = typed;
  const value = Object.create(null) as Record<string, unknown>;
  for (const property of node.properties) {
    if (!property.name || !(ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) || property.name.text === '__proto__') return undefined;
    value[property.name.text] = ts.isPropertyAssignment(property) ? elementOf(typed, property.initializer) : ts.isShorthandPropertyAssignment(property) ? elementOf(typed, property.name) : notConstant;
  }
  return { value };
}

function elementOf(typed: Typed, node: ts.Expression): unknown {
  const outcome = valueOf(typed, node);
  return outcome ? outcome.value : notConstant;
}

/** The value of a literal type. A cast may lie, so what is cast has none. */
function onlyValueOf({ ts, checker }: Typed, node: ts.Expression): Outcome {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return undefined;
  const type = checker.getTypeAtLocation(node);
  if (type.isStringLiteral() || (type.isNumberLiteral() && type.value !== 0)) return { value: type.value };
  if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) return { value: (type as unknown as { intrinsicName: string }).intrinsicName === 'true' };
  return undefined;
}

/** A value as it is written in code. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (value === notConstant) return '…';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value).map(([name, each]) => `${name}: ${shown(each)}`).join(', ')} }`;
}
