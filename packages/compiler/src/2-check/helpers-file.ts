/** The declarations of the functions that clauses may use without an import. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { bind } from '../ts-internals.ts';

const declarations = `
declare function old<T>(value: T): T;
declare function unchanged(...values: unknown[]): boolean;
declare function forall<T>(values: Iterable<T>, predicate: (value: T, index: number) => boolean): boolean;
declare function exists<T>(values: Iterable<T>, predicate: (value: T, index: number) => boolean): boolean;
`;

/** No file of a program has a relative path. */
const fileName = 'clause-helpers.d.ts';

const byProgram = new WeakMap<ts.Program, ts.SourceFile>();

/** The bound file of declarations: one for all clauses of a program. */
export function helpersOf(ts: TypeScript, program: ts.Program): ts.SourceFile {
  const known = byProgram.get(program);
  if (known) return known;
  const file = ts.createSourceFile(fileName, declarations, ts.ScriptTarget.Latest);
  bind(ts, file, program.getCompilerOptions());
  byProgram.set(program, file);
  return file;
}

/**
 * Whether a declaration is that of a function which clauses may use without an import.
 *
 * @pure
 */
export function declaresHelper(declaration: ts.Declaration): boolean {
  return declaration.getSourceFile().fileName === fileName;
}
