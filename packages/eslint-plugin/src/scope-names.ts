/** Which names a clause can use, by the linter's own scopes: so also without types. */
import type { OwnerNode } from '@proviso/compiler';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Context } from './analysis.ts';

/** Whether a clause of `owner` sees a value of each name: parameters and what is around the declaration, not locals of its body. */
export function seesNames({ sourceCode }: Readonly<Context>, analysis: Analysis, { owner, names }: { readonly owner: OwnerNode; readonly names: readonly string[] }): boolean {
  const node = analysis.nodeOf(owner);
  const manager = sourceCode.scopeManager;
  if (!node || !manager) return false;
  const own = manager.acquire(functionOf(node), true);
  const start = own ?? scopeAround(manager, node);
  return names.every((name) => isVisible(start, name, own));
}

/** A method's scope is that of the function which is its value. */
function functionOf(node: TSESTree.Node): TSESTree.Node {
  return 'value' in node && node.value !== null && typeof node.value === 'object' && 'type' in node.value ? node.value : node;
}

function scopeAround(manager: TSESLint.Scope.ScopeManager, node: TSESTree.Node): TSESLint.Scope.Scope | null {
  for (let around: TSESTree.Node | undefined = node; around; around = around.parent) {
    const scope = manager.acquire(around, true);
    if (scope) return scope;
  }
  return null;
}

function isVisible(start: TSESLint.Scope.Scope | null, name: string, own: TSESLint.Scope.Scope | null): boolean {
  for (let scope = start; scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable && (scope !== own || variable.defs.some(({ type }) => String(type) === 'Parameter'))) return !('isValueVariable' in variable) || variable.isValueVariable;
  }
  return false;
}
