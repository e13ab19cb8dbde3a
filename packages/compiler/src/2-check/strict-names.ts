/** Names that a clause declares and strict code must not: TypeScript says so of code, when it binds a file, and of clauses it does not. */
import type ts from 'typescript';
import { addBinding } from '../1-read/resolve.ts';
import { spanOf } from '../1-read/syntax.ts';
import type { Clause, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';

const reserved: ReadonlySet<string> = new Set(['arguments', 'await', 'eval', 'implements', 'interface', 'let', 'package', 'private', 'protected', 'public', 'static', 'yield']);

/** Reports names that functions and classes inside a doc clause declare and must not, or declare twice: what is compiled is always strict. */
export function checkStrictNames(ts: TypeScript, { predicate, statement }: Clause): Diagnostic[] {
  if (!predicate || statement) return [];
  const problems: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) problems.push(...twice(ts, node));
    const { name } = node as Partial<ts.NamedDeclaration>;
    if (name && ts.isIdentifier(name) && reserved.has(name.text) && declares(ts, node)) {
      problems.push(diagnostic('unparsable-clause', spanOf(name), `\`${name.text}\` cannot be declared in strict code, which every module is. Call it something else.`));
    }
    ts.forEachChild(node, visit);
  };
  visit(predicate.expression);
  return problems;
}

/** Whether the name of a node is one of a scope, not of a member. */
function declares(ts: TypeScript, node: ts.Node): boolean {
  return ts.isParameter(node) || ts.isBindingElement(node) || ts.isVariableDeclaration(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node) || ts.isClassLike(node);
}

/** A name that several parameters of one function have. */
function twice(ts: TypeScript, node: ts.SignatureDeclaration): Diagnostic[] {
  const seen = new Set<string>();
  return node.parameters.flatMap((parameter) => {
    const names = new Set<string>();
    addBinding(ts, parameter.name, names);
    const again = [...names].find((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return again === undefined ? [] : [diagnostic('unparsable-clause', spanOf(parameter.name), `Two parameters of one function are called \`${again}\`.`)];
  });
}
