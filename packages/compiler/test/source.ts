/** Reads contracts out of a text, as a host with an opted-in package would. */
import ts from 'typescript';
import { check, read, type CheckedContracts, type FileContracts, type Host } from '../src/index.ts';

/** A host whose only package is the folder `/pkg`. */
export function hostOf(optedIn = true): Host {
  return { ts, packageOf: () => ({ name: 'pkg', root: '/pkg', optedIn }) };
}

export function parse(text: string, name = 'input.ts'): ts.SourceFile {
  return ts.createSourceFile(`/pkg/${name}`, text, ts.ScriptTarget.Latest, true);
}

export function readText(text: string, name?: string): FileContracts | undefined {
  return read(hostOf(), parse(text, name));
}

export function checkText(text: string): CheckedContracts {
  const file = readText(text);
  if (!file) throw new Error('The text has no contracts.');
  return check(ts, file);
}
