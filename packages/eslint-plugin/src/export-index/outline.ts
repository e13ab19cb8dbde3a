/** What other files can see of a file, and which nodes of two versions with the same outline are one. */
import { sideTable, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/** Whether two versions of a file look the same from outside: they differ in comments, and in bodies whose results are annotated. */
export function lookAlike(ts: TypeScript, a: ts.SourceFile, b: ts.SourceFile): boolean {
  return a === b || a.text === b.text || (isTypeScript(a) && isTypeScript(b) && outlineOf(ts, a) === outlineOf(ts, b));
}

/** In JavaScript comments are types, and bodies declare members. */
function isTypeScript({ fileName, isDeclarationFile }: ts.SourceFile): boolean {
  return !isDeclarationFile && /\.[cm]?tsx?$/.test(fileName);
}

const outlines = sideTable<ts.SourceFile, string>('outline');

function outlineOf(ts: TypeScript, file: ts.SourceFile): string {
  const known = outlines.get(file) ?? makeOutline(ts, file);
  outlines.set(file, known);
  return known;
}

function makeOutline(ts: TypeScript, file: ts.SourceFile): string {
  const parts: string[] = [];
  let at = 0;
  const cut = (from: number, to: number): void => {
    if (from < at) return;
    parts.push(file.text.slice(at, from));
    at = to;
  };
  const visit = (node: ts.Node): void => {
    if (isHidden(ts, node)) return cut(node.pos, node.end);
    cut(node.pos, node.getStart(file));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return [...parts, file.text.slice(at)].join('\0');
}

/** A body of which nothing can be seen: its function says what it returns. That of a constructor gives types to fields. */
function isHidden(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isFunctionLike(parent) || ts.isConstructorDeclaration(parent) || (parent as ts.FunctionLikeDeclaration).body !== node) return false;
  return parent.type !== undefined || ts.isSetAccessor(parent);
}

/** The nodes of a version by those of another one with the same outline, hidden bodies left out. */
export function counterparts(ts: TypeScript, a: ts.SourceFile, b: ts.SourceFile): ReadonlyMap<ts.Node, ts.Node> {
  const found = new Map<ts.Node, ts.Node>([[a, b]]);
  const pair = (one: ts.Node, other: ts.Node): void => {
    const others = childrenOf(ts, other);
    for (const [index, child] of childrenOf(ts, one).entries()) {
      const counterpart = others[index];
      if (!counterpart) continue;
      found.set(child, counterpart);
      if (!isHidden(ts, child)) pair(child, counterpart);
    }
  };
  pair(a, b);
  return found;
}

function childrenOf(ts: TypeScript, node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}
