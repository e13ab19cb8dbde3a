/**
 * Contract calls stand in bodies, where TypeScript would meet what they mean together with the rest. They are kept out of its sight until everything
 * else is checked; what they narrow is narrowed all the same, as control flow does not look at statements.
 */
import type ts from 'typescript';
import { isReference } from '../1-read/resolve.ts';
import type { FileContracts, TypeScript } from '../contract.ts';
import { asUnchecked, deferredDiagnostics, hideExpression, saysExpected } from '../ts-internals.ts';
import type { TypedHost } from './in-place.ts';

/**
 * The contract calls of a file that may be checked after it. Not where a comment expects an error of a line, which might be theirs.
 *
 * @ensures `!saysExpected(file.sourceFile) || result.length === 0`
 */
export function lateCalls({ ts, program }: TypedHost, file: FileContracts): readonly ts.ExpressionStatement[] {
  if (file.sourceFile.isDeclarationFile || saysExpected(file.sourceFile)) return [];
  const { noUnusedLocals, noUnusedParameters } = program.getCompilerOptions();
  const clauses = [...file.contracts.flatMap((contract) => contract.clauses), ...file.looseClauses];
  const calls = new Set(clauses.flatMap(({ statement }) => (statement?.getSourceFile() === file.sourceFile ? statement : [])));
  return [...calls].filter((call) => (noUnusedLocals !== true && noUnusedParameters !== true) || !declaresUnused(ts, call));
}

/**
 * Does something while TypeScript does not see some contract calls.
 *
 * @noContract what it gives is what the action gives
 */
export function withoutCalls<T>(ts: TypeScript, calls: readonly ts.ExpressionStatement[], action: () => T): T {
  const shown = calls.map((call) => hideExpression(ts, call));
  try {
    return action();
  } finally {
    for (const show of shown) show();
  }
}

/**
 * What TypeScript says of contract calls that it did not see when it checked their file.
 *
 * @ensures `calls.length > 0 || result.length === 0`
 * @modifies file
 */
export function callErrors({ program }: TypedHost, file: ts.SourceFile, calls: readonly ts.ExpressionStatement[]): readonly ts.Diagnostic[] {
  if (calls.length === 0) return [];
  const found = asUnchecked(file, () => deferredDiagnostics(program, file, calls));
  return found.filter(({ start = -1 }) => calls.some((call) => start >= call.pos && start < call.end));
}

/** TypeScript looks for what is declared and never used when it checks a whole file, so a call that declares such a name is left in its sight. */
function declaresUnused(ts: TypeScript, call: ts.ExpressionStatement): boolean {
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(ts, node)) used.add(node.text);
    else if (ts.isIdentifier(node) && isDeclared(ts, node)) declared.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(call);
  return [...declared].some((name) => !used.has(name));
}

function isDeclared(ts: TypeScript, { parent }: ts.Identifier): boolean {
  return ts.isParameter(parent) || ts.isBindingElement(parent) || ts.isVariableDeclaration(parent) || ts.isTypeParameterDeclaration(parent);
}
