/** The names of templates as nodes. */
import type ts from 'typescript';
import { caughtName, type Plan } from '../3-plan/plan.ts';
import type { TypeScript } from '../contract.ts';
import { oldTargetOf } from '../old-target.ts';

/**
 * Makes identifiers. For ES5 TypeScript gives caught errors names of functions, and puts those only in the place of names that it has resolved, which
 * no name of a template is: one that is its own stays.
 */
export function identifiers(ts: TypeScript, context: ts.TransformationContext, plan: Plan): (name: string) => ts.Identifier {
  const { factory } = ts;
  const [own, isES5] = [caughtName(plan), oldTargetOf(ts, context.getCompilerOptions()) === 'ES5'];
  const caught = isES5 ? factory.createUniqueName(own, ts.GeneratedIdentifierFlags.Optimistic) : undefined;
  return (name) => (name === own && caught ? caught : factory.createIdentifier(name));
}
