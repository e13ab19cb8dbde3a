/** The classes of a file that extend or implement something, found where its text has the words. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { containsAny } from './offsets.ts';

const heritage = /\b(?:extends|implements)\b/;
const everyHeritage = new RegExp(heritage, 'g');

/**
 * Whether a text can hold something that inherits: one scan, so that others cost next to nothing.
 *
 * @pure
 */
export function mayInherit(text: string): boolean {
  return heritage.test(text);
}

/** The classes with heritage clauses, outer before inner. */
export function heirClasses(ts: TypeScript, sourceFile: ts.SourceFile): ts.ClassLikeDeclaration[] {
  const offsets = [...sourceFile.text.matchAll(everyHeritage)].map(({ index }) => index);
  const found: ts.ClassLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || !containsAny(offsets, { start: node.pos, end: node.end })) return;
    if (ts.isClassLike(node) && node.heritageClauses) found.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(sourceFile, visit);
  return found;
}
