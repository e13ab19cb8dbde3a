/** The files of a program that can matter to a contract at all. */
import { mayHoldContracts } from '@proviso/compiler';
import type ts from 'typescript';
import { textFact } from './text-fact.ts';

/** Whether the text of a file looks as if it held contracts. */
export const mayHold: (file: ts.SourceFile) => boolean = textFact('holds contracts', mayHoldContracts);

const byProgram = new WeakMap<ts.Program, readonly ts.SourceFile[]>();

/** The files whose text may hold contracts, and the declaration files of packages, which may have them recorded. An editor asks this of a new program for each key that is pressed. */
export function contractFiles(program: ts.Program): readonly ts.SourceFile[] {
  const known = byProgram.get(program) ?? program.getSourceFiles().filter((file) => mayHold(file) || (file.isDeclarationFile && !program.isSourceFileDefaultLibrary(file)));
  byProgram.set(program, known);
  return known;
}
