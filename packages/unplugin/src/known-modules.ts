/** The files that compiled ones lead to: parsed once for as long as they stay as they are, and known by who was led there. */
import { moduleFinder, packageFinder, parseText, recordFinder, type Host, type ResolveModule, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { projectOptionsFinder, type ProjectOptions } from './project-options.ts';

/** What is true of the disk for a moment. */
export interface KnownModules {
  readonly host: Host;
  readonly optionsOf: (fileName: string) => ProjectOptions;
  /** The files that `action` was led to. */
  readonly during: <Value>(action: () => Value) => readonly [value: Value, led: ReadonlySet<string>];
}

/** Files by name, as they were parsed last. */
export type ParsedFiles = Map<string, ts.SourceFile>;

/**
 * Looks at the disk anew. What was parsed before and still has the same text is taken from `parsed`, but for declarations, which go with a
 * record.
 *
 * @noContract what it finds depends on the disk alone
 */
export function lookAtDisk(ts: TypeScript, parsed: ParsedFiles): KnownModules {
  const packageOf = packageFinder(ts);
  const records = recordFinder({ files: ts.sys, packageOf });
  const optionsOf = projectOptionsFinder(ts);
  const parse = (name: string): ts.SourceFile | undefined => parsedFile(ts, parsed, name);
  const finders = new Map<ProjectOptions, ResolveModule>();
  const finderFor = (options: ProjectOptions): ResolveModule => {
    const known = finders.get(options) ?? moduleFinder(ts, { options: options.resolution, parse, records });
    finders.set(options, known);
    return known;
  };
  let led = new Set<string>();
  const resolveModule: ResolveModule = (specifier, from) => {
    const found = finderFor(optionsOf(from.fileName))(specifier, from);
    if (found) led.add(found.fileName);
    return found;
  };
  return {
    host: { ts, packageOf, resolveModule },
    optionsOf,
    during(action) {
      led = new Set();
      const value = action();
      return [value, led];
    },
  };
}

function parsedFile(ts: TypeScript, parsed: ParsedFiles, name: string): ts.SourceFile | undefined {
  const text = ts.sys.readFile(name);
  const known = parsed.get(name);
  if (known && known.text === text && !known.isDeclarationFile) return known;
  const file = text === undefined ? undefined : parseText(ts, name, text);
  if (file) parsed.set(name, file);
  else parsed.delete(name);
  return file;
}
