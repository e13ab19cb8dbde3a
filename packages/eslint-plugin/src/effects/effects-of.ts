/** The effects of a file: its functions, and the graph of each, made when a rule asks for it. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import type { Flow, FunctionNode } from './events.ts';
import { nodesOf, type FileNodes } from './file-nodes.ts';
import { buildFlow } from './flow.ts';

export interface Effects {
  readonly sourceFile: ts.SourceFile;
  readonly program: ts.Program | undefined;
  /** Every function of the file that has a body, in the order of the text, and what it gives control up by. */
  readonly functions: FileNodes['functions'];
  /** The graph of a function, or of the top level of the file. */
  flowOf(node: FunctionNode | ts.SourceFile): Flow;
}

/** By program, which the graphs depend on: a file may outlive its program in an editor. */
const effectsByProgram = sideTable<object, WeakMap<ts.SourceFile, Effects>>('effects');

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
  const effects: Effects = { sourceFile, program, functions: nodesOf(sourceFile).functions, flowOf };
  effectsByFile.set(sourceFile, effects);
  return effects;
}
