/** The values of names that never change: `const` variables with a constant initialiser, and members of enums. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { aliased } from './aliased.ts';
import { declares } from './declared-names.ts';
import { evaluatedGlobals } from './reason/builtins.ts';
import { evaluate, type Outcome } from './reason/evaluate.ts';

export interface Typed {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
}

/** The primitive value that a name or a member of an enum always has. */
export function constantOf(typed: Typed, node: ts.Expression): Outcome {
  const { ts, checker } = typed;
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const isShorthand = ts.isShorthandPropertyAssignment(node.parent);
  const symbol = isShorthand ? checker.getShorthandAssignmentValueSymbol(node.parent) : checker.getSymbolAtLocation(ts.isElementAccessExpression(node) ? node.argumentExpression : node);
  return symbol && constantOfSymbol(typed, symbol);
}

const beingEvaluated = new Set<ts.Declaration>();

/** The primitive value that a symbol always has. */
export function constantOfSymbol(typed: Typed, symbol: ts.Symbol): Outcome {
  const { ts, checker } = typed;
  const target = aliased(typed, symbol);
  const declaration = target.valueDeclaration;
  if (!declaration || target.declarations?.length !== 1 || beingEvaluated.has(declaration)) return undefined;
  if (ts.isEnumMember(declaration)) return known(checker.getConstantValue(declaration));
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer || !isConst(ts, declaration)) return undefined;
  beingEvaluated.add(declaration);
  try {
    return onlyPrimitive(evaluate(constantScope(typed, declaration), declaration.initializer));
  } finally {
    beingEvaluated.delete(declaration);
  }
}

function known(value: string | number | undefined): Outcome {
  return value === undefined ? undefined : { value };
}

function isConst(ts: TypeScript, declaration: ts.VariableDeclaration): boolean {
  const kind: number = declaration.parent.flags & ts.NodeFlags.BlockScoped;
  return ts.isVariableDeclarationList(declaration.parent) && kind === Number(ts.NodeFlags.Const);
}

/** A scope in which only constants have values, for expressions of one place. */
export function constantScope(typed: Typed, place: ts.Node): Parameters<typeof evaluate>[0] {
  const { ts } = typed;
  return {
    ts,
    isGlobal: globalsOf(ts, place.getSourceFile()),
    lookUp: (node) => constantOf(typed, node) ?? (ts.isIdentifier(node) ? undefined : 'inside'),
  };
}

/** Tells the names that mean JavaScript's own globals in a file. */
export function globalsOf(ts: TypeScript, file: ts.SourceFile): (name: string) => boolean {
  return (name) => evaluatedGlobals.includes(name) && !declares(ts, file, name);
}

function onlyPrimitive(outcome: Outcome): Outcome {
  return outcome && (outcome.value === null || (typeof outcome.value !== 'object' && typeof outcome.value !== 'function')) ? outcome : undefined;
}
