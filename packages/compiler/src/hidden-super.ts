/** Calls of `super` that not every eraser of types finds. */
import type ts from 'typescript';
import type { Plan } from './3-plan/plan.ts';
import type { TypeScript } from './contract.ts';

/**
 * Whether a file has parameter properties beside calls of `super` that a plan puts into a `try`. TypeScript, esbuild, SWC and Babel assign the
 * properties behind such a call; Oxc and Bun assign them before it, where there is no `this`.
 *
 * @pure
 */
export function hidesSuper(ts: TypeScript, file: ts.SourceFile, { runtime }: Plan): boolean {
  return runtime.has('construct') && hasParameterProperties(ts, file);
}

function hasParameterProperties(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isConstructorDeclaration(node) && node.parameters.some((each) => ts.isParameterPropertyDeclaration(each, node))) return true;
  return ts.forEachChild(node, (each) => hasParameterProperties(ts, each) || undefined) === true;
}
