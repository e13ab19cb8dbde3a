/** Where nodes stand in their file. */
import type ts from 'typescript';

/** The line of a node, as people count. */
export function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** Whether one node of a file is another, or stands inside of it. */
export function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}
