/** The text of a clause's nodes, also where the clause was declared in another file than the one that its nodes belong to. */
import type ts from 'typescript';
import { sideTable } from '../side-table.ts';

const texts = sideTable<ts.Node, string>('text');

/** Says which text the positions inside a node refer to. */
export function keepText(root: ts.Node, text: string): void {
  texts.set(root, text);
}

/** The text that the positions inside a node refer to, where that is not the text of its file. Such a node begins at its first token. */
export function foreignText(node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent as ts.Node | undefined) {
    const text = texts.get(at);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A node as it is written. */
export function textOf(node: ts.Node): string {
  return foreignText(node)?.slice(node.pos, node.end) ?? node.getText();
}
