/** Contract calls in bodies. What a condition changes is a fault of the condition, which `pure-contract` reports: where contracts are off, nothing of it happens. */
import { runtimeModule } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import type { Event } from './events.ts';

/** `requires(…)`, `assert(…)` as a statement of its own, through a named import. */
export function isClauseCall({ parent, expression }: ts.CallExpression): boolean {
  const callee = unwrapped(typescript, expression);
  if (!typescript.isExpressionStatement(parent) || !typescript.isIdentifier(callee)) return false;
  const declaration = bindingOf(callee)?.declaration;
  if (!declaration || !typescript.isImportSpecifier(declaration)) return false;
  const { moduleSpecifier } = declaration.parent.parent.parent;
  return typescript.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === runtimeModule;
}

/** Whether an event of a condition would be there too where contracts are off: never, as far as it changes anything. */
export function mayBeOfClause(event: Event): boolean {
  if (event.kind === 'write') return event.how === 'declare';
  return event.kind !== 'mutate' && event.kind !== 'call' && event.kind !== 'escape';
}
