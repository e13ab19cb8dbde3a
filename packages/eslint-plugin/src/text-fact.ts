/** What the text of a file tells without its tree. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';

/**
 * Asks the text of each file once: an editor makes a program for each key that is pressed, of files that are nearly all the same.
 *
 * @pure
 */
export function textFact(name: string, holds: (text: string) => boolean): (file: ts.SourceFile) => boolean {
  const known = sideTable<ts.SourceFile, boolean>(name);
  return (file) => {
    if (!known.has(file)) known.set(file, holds(file.text));
    return known.get(file) === true;
  };
}
