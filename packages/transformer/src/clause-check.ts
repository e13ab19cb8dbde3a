/** When clauses are checked: after everything that TypeScript checks without them. */
import { buildInfoPath, checkLate, markUses, type Clause, type LateChecked, type Profile, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';

/** The check of a program's clauses. */
export interface ClauseCheck {
  /** Whether the profile has clauses checked. */
  readonly areWanted: boolean;
  /** What TypeScript says of a file, or of all, without clauses. */
  readonly asWritten: SemanticDiagnostics;
  /** The clauses of a file, checked. */
  of(file: ts.SourceFile): LateChecked;
}

type SemanticDiagnostics = (file?: ts.SourceFile, token?: ts.CancellationToken, ...nodes: never[]) => readonly ts.Diagnostic[];

/** What the check is of. */
export interface CheckedProgram {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly profile: Profile;
  readonly analysis: Analysis;
}

const nothing: LateChecked = { attached: [], errors: [] };

/** Files of programs that were built before in this process. */
const seen = new WeakSet<ts.SourceFile>();

/** Has to be made before anything asks the program. */
export function createClauseCheck({ ts, program, profile, analysis }: CheckedProgram): ClauseCheck {
  const { resolveModule } = analysis;
  const plain: SemanticDiagnostics = program.getSemanticDiagnostics;
  let asksForAll = profile.checksTypes && isFirstBuild(ts, program);
  const marked = new Set<ts.SourceFile>();
  const known = new Map<ts.SourceFile, LateChecked>();
  const wantedIn = (file: ts.SourceFile): ((clause: Clause) => boolean) | undefined => {
    const typeable = analysis.contractsOf(file)?.typeable;
    return typeable && ((clause) => typeable.has(clause) && (profile.checksTypes || clause.label === 'always'));
  };
  const mark = (file: ts.SourceFile): void => {
    const checked = marked.has(file) ? undefined : analysis.contractsOf(file);
    marked.add(file);
    const wanted = checked && wantedIn(file);
    if (wanted) markUses({ ts, program, resolveModule }, checked, wanted);
  };
  const check = (file: ts.SourceFile): LateChecked => {
    const [checked, wanted] = [analysis.contractsOf(file), wantedIn(file)];
    return checked && wanted ? checkLate({ ts, program, resolveModule }, checked, wanted) : nothing;
  };
  return {
    areWanted: profile.checksTypes,
    asWritten(file, token, ...nodes) {
      if (nodes.length > 0) return plain(file, token, ...nodes);
      const isWhole = file === undefined || asksForAll;
      for (const each of isWhole ? program.getSourceFiles() : [file]) mark(each);
      const all = isWhole ? plain(undefined, token) : [];
      asksForAll = false;
      return file ? plain(file, token) : all;
    },
    of(file) {
      const found = known.get(file) ?? check(file);
      known.set(file, found);
      return found;
    },
  };
}

/** A later build asks for what changed alone, and nothing else may be checked then. */
function isFirstBuild(ts: TypeScript, program: ts.Program): boolean {
  const sources = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile);
  const isKnown = sources.some((file) => seen.has(file));
  for (const file of sources) seen.add(file);
  const record = buildInfoPath(ts, program.getCompilerOptions());
  return !isKnown && (record === undefined || !ts.sys.fileExists(record));
}
