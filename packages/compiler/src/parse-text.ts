/** Parses what is compiled as text. */
import type ts from 'typescript';
import type { TypeScript } from './contract.ts';
import { setParents } from './ts-internals.ts';

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
