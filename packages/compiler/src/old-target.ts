/** Whether TypeScript writes classes for engines that know no private members. */
import type ts from 'typescript';
import type { TypeScript } from './contract.ts';

/**
 * Whether the target of a project is older than ES2022, be it written or not.
 *
 * @pure
 */
export function isOldTarget(ts: TypeScript, { target, module = ts.ModuleKind.None }: ts.CompilerOptions): boolean {
  if (target !== undefined) return target < ts.ScriptTarget.ES2022;
  const isOfNode = module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
  return Number.parseInt(ts.version, 10) < 6 && !isOfNode;
}
