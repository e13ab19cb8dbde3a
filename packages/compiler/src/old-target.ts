/** For which engines TypeScript writes what they do not know. */
import type ts from 'typescript';
import type { TypeScript } from './contract.ts';

/** Engines that know no private members; those of ES5 know no generators either, so that async functions and generators become tables of jumps. */
export type OldTarget = 'ES5' | 'ES2015';

/**
 * What the target of a project lacks, be it written or not; undefined from ES2022 on.
 *
 * @pure
 */
export function oldTargetOf(ts: TypeScript, { target, module = ts.ModuleKind.None }: ts.CompilerOptions): OldTarget | undefined {
  const isOfNode = module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
  const written = target ?? (isOfNode || Number.parseInt(ts.version, 10) >= 6 ? ts.ScriptTarget.ES2022 : ts.ScriptTarget.ES5);
  if (written >= ts.ScriptTarget.ES2022) return undefined;
  return written >= ts.ScriptTarget.ES2015 ? 'ES2015' : 'ES5';
}
