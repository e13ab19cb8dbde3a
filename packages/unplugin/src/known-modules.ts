/** The files that compiled ones lead to: parsed once for as long as they stay as they are, and known by who was led there. */
import { moduleFinder, packageFinder, parseText, recordFinder, type Host, type ResolveModule, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { hostAnswers, isProvided, isRelative, keyOfLost, literalOf, type HostAnswers, type LostImport } from './lost-imports.ts';
import { projectOptionsFinder, type ProjectOptions } from './project-options.ts';

/** What is true of the disk for a moment. */
export interface KnownModules {
  readonly host: Host & { readonly resolveModule: ResolveModule };
  readonly optionsOf: (fileName: string) => ProjectOptions;
  /** What came of `action`, and where it was led. */
  readonly during: <Value>(action: () => Value) => Led<Value>;
  /** What the host says of imports that lead nowhere. */
  readonly answers: HostAnswers;
}

/** What came of something, and where it was led. */
export interface Led<Value> {
  readonly value: Value;
  /** The files that it was led to. */
  readonly files: ReadonlySet<string>;
  /** The imports that led nowhere, by all that is known. */
  readonly lost: readonly LostImport[];
  /** The tsconfigs that say where names of modules lead. */
  readonly configs: ReadonlySet<string>;
}

/** Files by name, as they were parsed last. */
export type ParsedFiles = Map<string, ts.SourceFile>;

/**
 * Looks at the disk anew. What was parsed before and still has the same text is taken from `parsed`, but for declarations, which go with a
 * record. Where `tsconfig` is given, it is that of all files.
 *
 * @noContract what it finds depends on the disk alone
 */
export function lookAtDisk(ts: TypeScript, parsed: ParsedFiles, tsconfig?: string): KnownModules {
  const packageOf = packageFinder(ts);
  const records = recordFinder({ files: ts.sys, packageOf });
  const optionsOf = projectOptionsFinder(ts, tsconfig);
  const parse = (name: string): ts.SourceFile | undefined => parsedFile(ts, parsed, name);
  const finders = new Map<ProjectOptions, ResolveModule>();
  const finderFor = (options: ProjectOptions): ResolveModule => {
    const known = finders.get(options) ?? moduleFinder(ts, { options: options.resolution, parse, records });
    finders.set(options, known);
    return known;
  };
  const answers = hostAnswers();
  let files = new Set<string>();
  let lost = new Map<string, LostImport>();
  let configs = new Set<string>();
  const resolveModule: ResolveModule = (specifier, from) => {
    const options = optionsOf(from.fileName);
    const find = finderFor(options);
    const asked: LostImport = { specifier: specifier.text, from: from.fileName };
    const answer = answers.moduleOf(asked);
    const found = find(specifier, from) ?? (answer === undefined ? undefined : find(literalOf(answer), from));
    const isOurs = !isProvided(asked.specifier);
    if (isOurs && !isRelative(asked.specifier)) for (const each of options.configs) configs.add(each);
    if (found) files.add(found.fileName);
    else if (answer === undefined && isOurs) lost.set(keyOfLost(asked), asked);
    return found;
  };
  return {
    host: { ts, packageOf, resolveModule },
    optionsOf,
    answers,
    during(action) {
      files = new Set();
      lost = new Map();
      configs = new Set();
      const value = action();
      return { value, files, lost: [...lost.values()], configs };
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
