/** Changes of what is inside of a declared container or object: `hooks.save.push(hook)`, `rows[0].clear()`. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { stepOf } from './aliases.ts';
import { changeOf, wrapped } from './changes.ts';
import { containerIn, type TypeAndValue } from './declared-containers.ts';

/** What changes a container that lies inside of what a name stands for, where the declaration says that there is one; undefined where it is only looked at. */
export function innerChangeOf(use: ts.Node, declared: TypeAndValue, program: ts.Program | undefined): ts.Expression | undefined {
  const steps: string[] = [];
  let node = wrapped(use);
  for (let { parent } = node; (typescript.isPropertyAccessExpression(parent) || typescript.isElementAccessExpression(parent)) && parent.expression === node; { parent } = node) {
    const step = stepOf(parent);
    if (step === undefined) return undefined;
    steps.push(step);
    node = wrapped(parent);
    const container = containerIn(declared, steps, program);
    const change = container && !container.isReadonly ? changeOf(node, container.name) : undefined;
    if (change) return change;
  }
  return undefined;
}
