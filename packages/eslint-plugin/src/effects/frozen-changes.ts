/** Changes of what was frozen, asserted to be constant or declared read-only, where neither protects it. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { constantChanges, type ConstantChange } from './constant-changes.ts';
import { isEmpty, madeAt } from './constants.ts';
import { nodesOf } from './file-nodes.ts';

export interface FrozenChange extends ConstantChange {
  /** `throws`: the first level of a frozen object. `nested`: what is inside, which is not frozen. `asserted`: only types protect it. */
  readonly how: 'throws' | 'nested' | 'asserted';
}

/** All of them in a file, in the order of the text. */
export function frozenChanges(analysis: Analysis): FrozenChange[] {
  if (!mayGuard(analysis.sourceFile)) return [];
  return constantChanges(analysis).flatMap((change): FrozenChange[] => {
    const how = howChanged(change);
    return how ? [{ ...change, how }] : [];
  });
}

/** Whether a file protects anything: it freezes, asserts to be constant, or declares a variable to be read-only. */
function mayGuard(file: ts.SourceFile): boolean {
  return /\bObject\s*\.\s*freeze\b|\bas const\b|<const>/.test(file.text) || nodesOf(file).typed.some((node) => typescript.isVariableDeclaration(node) && /readonly|immutable/i.test(node.type.getText()));
}

function howChanged({ constant, via, object }: ConstantChange): FrozenChange['how'] | undefined {
  const { guard, made } = constant;
  const changed = madeAt(made, object);
  if (guard === 'plain' || !changed) return undefined;
  if (object.length === 0) return via === 'copy' ? undefined : guard === 'frozen' ? 'throws' : 'asserted';
  if (guard === 'const') return 'asserted';
  // `Object.freeze({ listeners: [] })` names what is there to be filled; a default is not.
  if (via === 'itself' && (isEmpty(changed) || typescript.isNewExpression(changed))) return undefined;
  return 'nested';
}
