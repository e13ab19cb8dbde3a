/** The arguments of a call that are constant, by the parameter that takes them. */
import { passedParameters } from '@proviso/compiler';
import type ts from 'typescript';
import { constantScope, type Typed } from './constant-of.ts';
import { notConstant } from './reason/builtins.ts';
import { parametersOf } from './reason/clause-conditions.ts';
import { evaluate, type Outcome } from './reason/evaluate.ts';
import { unwrapped } from './unwrapped.ts';

/** What a parameter is known to be at a call. */
export interface Argument {
  /** What it may be: one value, or the members of a union of literal types. */
  readonly values: readonly unknown[];
  /** Absent where the call hands nothing over: the parameter is undefined, or its default. */
  readonly node?: ts.Expression;
}

/** Whether a call hands over nothing, or something that its form does not keep from being constant: then it is worth to look at the callee. */
export function mayBeConstant({ ts, checker }: Typed, call: Call): boolean {
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

type Call = ts.CallExpression | ts.NewExpression;

/** What a call hands to the parameter of a name, where that is constant. Each is looked at when it is first asked for: most conditions are about few of them. */
export type Arguments = (parameter: string) => Argument | undefined;

/** The arguments of a call, by the parameters of a declaration that it calls. */
export function argumentsOf(typed: Typed, call: Call, declaration: ts.SignatureDeclaration): Arguments {
  const known = new Map<string, Argument | undefined>();
  const passed = passedArguments(typed.ts, call, declaration);
  return (parameter) => {
    const each = passed.get(parameter);
    if (each && !known.has(parameter)) known.set(parameter, constantArgument(typed, each));
    return known.get(parameter);
  };
}

/** The parameters whose values a call makes known. */
export function constantArguments({ ts }: Typed, declaration: ts.SignatureDeclaration, valueOfParameter: Arguments): ReadonlyMap<string, Argument> {
  return new Map([...parametersOf(ts, declaration)].flatMap((name) => {
    const argument = valueOfParameter(name);
    return argument ? [[name, argument]] : [];
  }));
}

interface Passed {
  readonly parameter: ts.ParameterDeclaration | ts.BindingElement;
  /** One at most, but for a rest parameter. */
  readonly given: readonly ts.Expression[];
}

function passedArguments(ts: Typed['ts'], call: Call, declaration: ts.SignatureDeclaration): ReadonlyMap<string, Passed> {
  const given = call.arguments ?? [];
  const spread = given.findIndex((each) => ts.isSpreadElement(each));
  const parameters = passedParameters(ts, declaration);
  return new Map(parameters.flatMap((parameter, index): [string, Passed][] => {
    const { name, dotDotDotToken } = parameter;
    const isKnown = spread === -1 || (index < spread && !dotDotDotToken);
    if (!isKnown || ts.isArrayBindingPattern(name)) return [];
    if (ts.isObjectBindingPattern(name)) return passedMembers(ts, name, given[index] ?? parameter.initializer);
    return [[name.text, { parameter, given: dotDotDotToken ? given.slice(index) : given.slice(index, index + 1) }]];
  }));
}

/** What `{ a, b: c = 1 }` takes out of an object that is written in the call. */
function passedMembers(ts: Typed['ts'], { elements }: ts.ObjectBindingPattern, given: ts.Expression | undefined): [string, Passed][] {
  const object = given && unwrapped(ts, given);
  if (!object || !ts.isObjectLiteralExpression(object) || !object.properties.every((each) => each.name && isPlainName(ts, each.name))) return [];
  return elements.flatMap((parameter): [string, Passed][] => {
    const { name, propertyName = name, dotDotDotToken } = parameter;
    if (!ts.isIdentifier(name) || dotDotDotToken || !isPlainName(ts, propertyName)) return [];
    const property = object.properties.filter((each) => (each.name as ts.Identifier).text === propertyName.text).at(-1);
    if (property && !ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return [];
    const value = property && (ts.isPropertyAssignment(property) ? property.initializer : property.name);
    return [[name.text, { parameter, given: value ? [value] : [] }]];
  });
}

function isPlainName(ts: Typed['ts'], name: ts.Node): name is ts.Identifier | ts.StringLiteral {
  return (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text !== '__proto__';
}

function constantArgument(typed: Typed, { parameter, given }: Passed): Argument | undefined {
  const [node, ...more] = given;
  const values = parameter.dotDotDotToken ? [given.map((each) => elementOf(typed, each))] : valuesFor(typed, parameter, node);
  return values && { values, ...(node && more.length === 0 ? { node } : {}) };
}

/** What a parameter gets from an argument, or from its default where that is undefined or missing. */
function valuesFor(typed: Typed, { initializer }: Passed['parameter'], node: ts.Expression | undefined): readonly unknown[] | undefined {
  const single = node ? valueOf(typed, node) : { value: undefined };
  const given = single ? [single.value] : node && literalsOf(typed, unwrapped(typed.ts, node));
  const taken = given?.map((value): Outcome => (value === undefined && initializer ? defaultOf(typed, initializer) : { value }));
  return taken?.every((each) => each !== undefined) === true ? taken.map(({ value }) => value) : undefined;
}

/** The most cases that a call is judged in. */
const mostCases = 16;

/** Every combination of what the arguments may be; where there are too many, those with several values are left out. */
export function casesOf(known: ReadonlyMap<string, Argument>): readonly ReadonlyMap<string, unknown>[] {
  const count = [...known.values()].reduce((product, { values }) => product * values.length, 1);
  const judged = [...known].filter(([, { values }]) => values.length === 1 || count <= mostCases);
  return judged.reduce<readonly ReadonlyMap<string, unknown>[]>((cases, [name, { values }]) => cases.flatMap((each) => values.map((value) => new Map([...each, [name, value]]))), [new Map()]);
}

function defaultOf(typed: Typed, initializer: ts.Expression): Outcome {
  return evaluate(constantScope(typed, initializer), initializer);
}

/** The value of an argument that is computed from constants. */
function valueOf(typed: Typed, argument: ts.Expression): Outcome {
  const { ts } = typed;
  const node = unwrapped(ts, argument);
  if (ts.isArrayLiteralExpression(node)) return arrayOf(typed, node);
  if (ts.isObjectLiteralExpression(node)) return objectOf(typed, node);
  return evaluate(constantScope(typed, node), node);
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
    if (!property.name || !isPlainName(ts, property.name)) return undefined;
    value[property.name.text] = ts.isPropertyAssignment(property) ? elementOf(typed, property.initializer) : ts.isShorthandPropertyAssignment(property) ? elementOf(typed, property.name) : notConstant;
  }
  return { value };
}

function elementOf(typed: Typed, argument: ts.Expression): unknown {
  const outcome = valueOf(typed, argument);
  if (outcome) return outcome.value;
  const [only = notConstant, ...others] = literalsOf(typed, unwrapped(typed.ts, argument)) ?? [];
  return others.length > 0 ? notConstant : only;
}

/** The values of a literal type, or of a union of such. */
function literalsOf({ ts, checker }: Typed, node: ts.Expression): readonly unknown[] | undefined {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return undefined;
  const type = checker.getTypeAtLocation(node);
  const members = (type.isUnion() ? type.types : [type]).map((each) => unitsOf(ts, each));
  return members.every((each) => each.length > 0) ? members.flat() : undefined;
}

/** What a type with one value stands for; nothing for every other type. */
function unitsOf(ts: Typed['ts'], type: ts.Type): readonly unknown[] {
  if (type.isStringLiteral()) return [type.value];
  // The type 0 has two values.
  if (type.isNumberLiteral()) return type.value === 0 ? [0, -0] : [type.value];
  if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) return [(type as unknown as { intrinsicName: string }).intrinsicName === 'true'];
  if ((type.flags & ts.TypeFlags.Undefined) !== 0) return [undefined];
  return (type.flags & ts.TypeFlags.Null) === 0 ? [] : [null];
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
