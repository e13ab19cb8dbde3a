/** Heirs that are async or generators where what they override is not, or the other way round: a clause means another outcome there. */
import type ts from 'typescript';
import { freeNames } from '../1-read/resolve.ts';
import { hasModifier, isAsync, isGenerator } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, FunctionNode, TypeScript } from '../contract.ts';

/** What a call of a function comes to: its value, what the promise becomes, or what the last step gives. */
type FunctionKind = 'async' | 'generator' | 'plain';

const outcomes: Readonly<Record<FunctionKind, string>> = { async: 'what its promise becomes', generator: 'what a generator ends with', plain: 'what a call returns' };

const names: Readonly<Record<FunctionKind, string>> = { async: 'is an async function', generator: 'is a generator function', plain: 'is neither async nor a generator' };

/**
 * Why a clause of what a function overrides cannot be checked in it; undefined if it can.
 *
 * @noContract what it gives is a part of a message
 */
export function whyOtherOutcome(ts: TypeScript, { clause, base, heir }: { clause: Clause; base: ts.Node; heir: FunctionNode }): readonly [outcome: string, heir: string] | undefined {
  const { moment } = clauseKinds[clause.kind];
  const [own, declared] = [kindOf(ts, heir), moment === 'yield' ? 'generator' : kindOf(ts, base)];
  if (own === declared) return undefined;
  const concerns = declared === 'plain' ? moment === 'exit' && readsResult(ts, clause) : ['exit', 'throw', 'yield'].includes(moment);
  return concerns ? [moment === 'yield' ? 'what a generator yields' : outcomes[declared], names[own]] : undefined;
}

function kindOf(ts: TypeScript, node: ts.Node): FunctionKind {
  if (isGenerator(node)) return 'generator';
  if (isAsync(ts, node)) return 'async';
  // Declarations of classes do not say it, but their types do.
  const type = node.getSourceFile().isDeclarationFile && ts.isMethodDeclaration(node) && !hasModifier(ts, node, ts.SyntaxKind.AbstractKeyword) ? node.type : undefined;
  const name = type && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : '';
  if (name === 'Promise') return 'async';
  return name === 'Generator' || name === 'AsyncGenerator' ? 'generator' : 'plain';
}

function readsResult(ts: TypeScript, { predicate }: Clause): boolean {
  if (!predicate) return false;
  const { expression } = predicate;
  return (ts.isArrowFunction(expression) && expression.parameters.length > 0) || freeNames(ts, expression).some(({ text }) => text === 'result');
}
