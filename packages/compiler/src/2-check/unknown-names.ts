/** Names that nothing declares, in files of which TypeScript does not tell: JavaScript without `checkJs`, and files that say `@ts-nocheck`. */
import type ts from 'typescript';
import { hostGlobals } from '../1-read/places.ts';
import { freeNames } from '../1-read/resolve.ts';
import { resolveValue, saysUnchecked } from '../ts-internals.ts';
import type { Attached, TypedHost } from './in-place.ts';

/**
 * What TypeScript says in other files, of names in bound clauses; not of those that hosts provide, whose types such a project need not have.
 *
 * @ensures `result.length === 0 || saysUnchecked(sourceFile, host.program.getCompilerOptions())`
 */
export function unknownNames(host: TypedHost, sourceFile: ts.SourceFile, attached: readonly Attached[]): ts.Diagnostic[] {
  const { ts, program } = host;
  if (!saysUnchecked(sourceFile, program.getCompilerOptions())) return [];
  const checker = program.getTypeChecker();
  const names = attached.flatMap(({ clause: { predicate } }) => (predicate ? freeNames(ts, predicate.expression) : []));
  const unknown = names.filter((name) => !hostGlobals.has(name.text) && !resolveValue(ts, checker, { name: name.text, place: name }));
  return unknown.map((name) => ({ file: sourceFile, start: name.pos, length: name.end - name.pos, code: 2304, category: ts.DiagnosticCategory.Error, messageText: `Cannot find name '${name.text}'.` }));
}
