/** Parses a text with the grammar of a file. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { parseOptions } from '../ts-internals.ts';

/** Parses like a file; undefined if the text is nested too deep for TypeScript's parser. */
export function parseLike(ts: TypeScript, like: ts.SourceFile, text: string): ts.SourceFile | undefined {
  try {
    return ts.createSourceFile(like.fileName, text, parseOptions(like));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
