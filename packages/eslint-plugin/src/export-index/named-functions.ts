/** Every function of a file that has a name, exported or not. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { isCallable, nameNodeOf, principal, qualifiedName, relatedDeclarations, type CallableNode } from './function-nodes.ts';
import { reportNode, type Found } from './walk.ts';

/** The functions of a file that people can call by a name; of overloads one. */
export function namedFunctions(ts: TypeScript, sourceFile: ts.SourceFile): readonly Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (isCallable(ts, node) && isNamed(ts, node)) {
      const declarations = relatedDeclarations(ts, node);
      const name = qualifiedName(ts, node);
      if (principal(declarations) === node) found.push({ node, declarations, name, nameNode: reportNode(ts, node, { text: name }), isExported: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

function isNamed(ts: TypeScript, node: CallableNode): boolean {
  return ts.isConstructorDeclaration(node) || ('body' in node && nameNodeOf(ts, node) !== undefined);
}
