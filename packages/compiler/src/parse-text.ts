/** Parses what is compiled as text. */
import type ts from 'typescript';
import type { TypeScript } from './contract.ts';

/**
 * The syntax tree of a text, every node with its parent, doc comments left as text. TypeScript's own pass over the parents takes a third of a
 * parse: it makes a list of the children of each node before it looks at them.
 *
 * @ensures `result.text === text`
 */
export function parseText(ts: TypeScript, fileName: string, text: string): ts.SourceFile {
  const file = ts.createSourceFile(fileName, text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }, false);
  setParents(ts, file);
  return file;
}

/** Without recursion: a sum of ten thousand terms is as deep as it is long. */
function setParents(ts: TypeScript, file: ts.SourceFile): void {
  const firstWithChildren = ts.SyntaxKind.FirstNode; // before it are tokens, names and literals
  const parents: ts.Node[] = [file];
  let parent: ts.Node | undefined;
  const visit = (child: ts.Node): void => {
    (child as { parent: ts.Node | undefined }).parent = parent;
    if (child.kind >= firstWithChildren) parents.push(child);
  };
  while ((parent = parents.pop())) ts.forEachChild(parent, visit);
}
