/** The effects of a file: its functions, and the graph of each, made when a rule asks for it. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import type { Flow, FunctionNode } from './events.ts';
import { buildFlow } from './flow.ts';

export interface Effects {
  readonly sourceFile: ts.SourceFile;
  readonly program: ts.Program | undefined;
  /** Every function of the file that has a body, in the order of the text, and what it gives control up by. */
  readonly functions: ReadonlyMap<FunctionNode, Suspending>;
  /** The graph of a function, or of the top level of the file. */
  flowOf(node: FunctionNode | ts.SourceFile): Flow;
}

/** Whether the text of a function, without the functions inside of it, has `await` or `yield`. */
interface Suspending {
  suspends: boolean;
}

/** By program, which the graphs depend on: a file may outlive its program in an editor. */
const effectsByProgram = new WeakMap<object, WeakMap<ts.SourceFile, Effects>>();

/** The effects of the file that is linted, computed once for all rules; nothing is computed before it is asked for. */
export function effectsOf({ sourceFile, program }: Pick<Analysis, 'sourceFile' | 'program'>): Effects {
  const effectsByFile = effectsByProgram.get(program ?? sourceFile) ?? new WeakMap<ts.SourceFile, Effects>();
  effectsByProgram.set(program ?? sourceFile, effectsByFile);
  const known = effectsByFile.get(sourceFile);
  if (known) return known;
  const flows = new Map<ts.Node, Flow>();
  const flowOf = (node: FunctionNode | ts.SourceFile): Flow => {
    const flow = flows.get(node) ?? buildFlow(node, program);
    flows.set(node, flow);
    return flow;
  };
  const effects: Effects = { sourceFile, program, functions: functionsIn(sourceFile), flowOf };
  effectsByFile.set(sourceFile, effects);
  return effects;
}

/** A function with a body. */
export function isFunctionWithBody(node: ts.Node): node is FunctionNode {
  return typescript.isFunctionLike(node) && (node as { readonly body?: ts.Node }).body !== undefined;
}

function functionsIn(file: ts.SourceFile): Map<FunctionNode, Suspending> {
  const found = new Map<FunctionNode, Suspending>();
  const visit = (node: ts.Node, inner: Suspending): void => {
    if (isFunctionWithBody(node)) {
      const own = { suspends: false };
      found.set(node, own);
      typescript.forEachChild(node, (child) => visit(child, own));
      return;
    }
    if (typescript.isTypeNode(node)) return;
    if (isSuspension(node)) inner.suspends = true;
    typescript.forEachChild(node, (child) => visit(child, inner));
  };
  visit(file, { suspends: false });
  return found;
}

function isSuspension(node: ts.Node): boolean {
  if (typescript.isAwaitExpression(node) || typescript.isYieldExpression(node)) return true;
  if (typescript.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return typescript.isVariableDeclarationList(node) && (~node.flags & typescript.NodeFlags.AwaitUsing) === 0;
}
