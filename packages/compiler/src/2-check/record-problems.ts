/** Says of records that cannot be used that what a file inherits may not be all. */
import type ts from 'typescript';
import { recordProblemOf } from '../1-read/recorded.ts';
import { spanOf } from '../1-read/syntax.ts';
import type { Host } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import type { RecordProblem } from '../record-finder.ts';
import type { CheckedContracts } from './index.ts';
import { nothingChecked } from './nothing-checked.ts';

/** Watches which records are missed while inheritance is looked for. */
export interface RecordWatch {
  /** Notes whether the record of a file could be used. */
  readonly watched: <T>(file: ts.SourceFile, found: T) => T;
  /** Whether any record was missed. */
  readonly hasNoted: () => boolean;
  /** Adds what was noted to a file, each record once. */
  readonly reported: (host: Host, file: ts.SourceFile, checked: CheckedContracts | undefined) => CheckedContracts | undefined;
}

/** One watch for all files of a host. */
export function recordWatch(): RecordWatch {
  const noted = new Map<string, RecordProblem & { readonly file: ts.SourceFile }>();
  const said = new Set<string>();
  return {
    watched(file, found) {
      const problem = recordProblemOf(file);
      if (problem && !noted.has(problem.record)) noted.set(problem.record, { ...problem, file });
      return found;
    },
    hasNoted: () => noted.size > 0,
    reported(host, file, checked) {
      const found = [...noted.values()].filter(({ record }) => !said.has(record));
      if (found.length === 0) return checked;
      for (const { record } of found) said.add(record);
      const diagnostics = found.map((each): Diagnostic => diagnostic('unusable-record', placeOf(host, file, each.file), each.packageName, each.record, each.reason));
      const whole = checked ?? nothingChecked(host, file);
      return { ...whole, unsupported: [...whole.unsupported, ...diagnostics].sort((a, b) => a.span.start - b.span.start) };
    },
  };
}

/** The import that leads to the package of a file; the start of the file where none does by itself. */
function placeOf(host: Host, file: ts.SourceFile, { fileName }: ts.SourceFile): Diagnostic['span'] {
  const { ts, resolveModule } = host;
  const root = host.packageOf(fileName)?.root;
  const leads = (specifier: ts.Expression): boolean => {
    const target = ts.isStringLiteral(specifier) ? resolveModule?.(specifier, file) : undefined;
    return target !== undefined && host.packageOf(target.fileName)?.root === root;
  };
  const found = file.statements.find((each) => ts.isImportDeclaration(each) && leads(each.moduleSpecifier));
  return found && ts.isImportDeclaration(found) ? spanOf(found.moduleSpecifier) : { start: 0, end: 0 };
}
