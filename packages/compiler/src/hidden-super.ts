/** Calls of `super` that not every eraser of types finds. */
import type ts from 'typescript';
import { hasModifier } from './1-read/syntax.ts';
import type { Plan } from './3-plan/plan.ts';
import type { TypeScript } from './contract.ts';

/**
 * Whether a file has a class with a base that assigns properties once `super` is called, parameter properties or fields, and a plan that puts such
 * calls into a `try`. TypeScript, esbuild, SWC and Babel assign the properties behind the call; Oxc and Bun assign them before it, where there is no
 * `this`. Whether fields are assigned or defined only the host knows.
 *
 * @pure
 */
export function hidesSuper(ts: TypeScript, file: ts.SourceFile, { runtime }: Plan): boolean {
  return (runtime.has('construct') || runtime.has('thrown')) && assignsBehindSuper(ts, file);
}

function assignsBehindSuper(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isClassLike(node) && node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) && node.members.some((each) => isAssigned(ts, each))) return true;
  return ts.forEachChild(node, (each) => assignsBehindSuper(ts, each) || undefined) === true;
}

function isAssigned(ts: TypeScript, member: ts.ClassElement): boolean {
  if (ts.isConstructorDeclaration(member)) return member.parameters.some((each) => ts.isParameterPropertyDeclaration(each, member));
  return ts.isPropertyDeclaration(member) && member.initializer !== undefined && !hasModifier(ts, member, ts.SyntaxKind.StaticKeyword);
}
