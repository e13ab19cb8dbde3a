/** When clauses are checked: after everything that TypeScript checks without them. */
import { buildInfoPath, callErrors, checkLate, lateCalls, markUses, saysUnchecked, withoutCalls, type Clause, type LateChecked, type Profile, type TypedHost, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';

/** The check of a program's clauses. */
export interface ClauseCheck {
  /** Whether everything else of a file, or of all, has to be checked before its clauses. */
  comeLate(file: ts.SourceFile | undefined): boolean;
  /** What TypeScript says of a file, or of all, without clauses. */
  readonly asWritten: SemanticDiagnostics;
  /** The clauses of a file, checked. */
  of(file: ts.SourceFile): LateChecked;
  /** What TypeScript says of the contract calls of a file. */
  inCalls(file: ts.SourceFile): readonly ts.Diagnostic[];
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
  const meetDeclared = declaredTypes(ts, program, analysis);
  let asksForAll = profile.checksTypes && isFirstBuild(ts, program);
  const marked = new Set<ts.SourceFile>();
  const known = new Map<ts.SourceFile, LateChecked>();
  const host = { ts, program, resolveModule };
  const calls = createCallCheck(host, analysis);
  const wantedIn = (file: ts.SourceFile): ((clause: Clause) => boolean) | undefined => {
    const typeable = analysis.contractsOf(file)?.typeable;
    return typeable && ((clause) => typeable.has(clause) && (profile.checksTypes || clause.label === 'always'));
  };
  const mark = (file: ts.SourceFile): void => {
    const checked = marked.has(file) ? undefined : analysis.contractsOf(file);
    marked.add(file);
    const wanted = checked && wantedIn(file);
    if (wanted) markUses(host, checked, { wanted, calls: calls.lateIn(file) });
  };
  const check = (file: ts.SourceFile): LateChecked => {
    const [checked, wanted] = [analysis.contractsOf(file), wantedIn(file)];
    return checked && wanted ? checkLate(host, checked, wanted) : nothing;
  };
  return {
    comeLate: (file) => profile.checksTypes || (file ? [file] : program.getSourceFiles()).some((each) => calls.lateIn(each).length > 0),
    asWritten(file, token, ...nodes) {
      if (nodes.length > 0) return plain(file, token, ...nodes);
      const isWhole = file === undefined || asksForAll;
      const files = isWhole ? program.getSourceFiles() : [file];
      for (const each of files) mark(each);
      asksForAll = false;
      // It binds all files, with everything in them.
      program.getTypeChecker();
      return withoutCalls(ts, files.flatMap((each) => calls.lateIn(each)), () => {
        const all = isWhole ? plain(undefined, token) : [];
        if (isWhole) meetDeclared();
        return file ? plain(file, token) : all;
      });
    },
    of(file) {
      const found = known.get(file) ?? check(file);
      known.set(file, found);
      return found;
    },
    inCalls: calls.errorsIn,
  };
}

/**
 * Has TypeScript meet the types that declarations show: of a file that it does not check, such as JavaScript without `checkJs`, it meets them no
 * sooner than it writes its declarations, and the clauses of the file would come before.
 */
function declaredTypes(ts: TypeScript, program: ts.Program, { contractsOf }: Analysis): () => void {
  const { emit } = program;
  return () => {
    const options = program.getCompilerOptions();
    const isWritten = options.noEmit !== true && (options.declaration === true || options.composite === true);
    const isUnchecked = (file: ts.SourceFile): boolean => (options.noCheck === true || saysUnchecked(file, options)) && contractsOf(file) !== undefined;
    if (isWritten && program.getSourceFiles().some((file) => !file.isDeclarationFile && isUnchecked(file))) emitDeclarations(emit, () => undefined);
  };
}

function emitDeclarations(emit: ts.Program['emit'], write: ts.WriteFileCallback): void {
  const forced = [undefined, write, undefined, true, undefined, true] as unknown as Parameters<typeof emit>;
  emit(...forced);
}

/** The contract calls of files that may be checked after them, and what TypeScript says of these. */
function createCallCheck(host: TypedHost, analysis: Analysis): { lateIn(file: ts.SourceFile): readonly ts.ExpressionStatement[]; errorsIn(file: ts.SourceFile): readonly ts.Diagnostic[] } {
  const late = new Map<ts.SourceFile, readonly ts.ExpressionStatement[]>();
  const errors = new Map<ts.SourceFile, readonly ts.Diagnostic[]>();
  const lateIn = (file: ts.SourceFile): readonly ts.ExpressionStatement[] => {
    const checked = late.has(file) ? undefined : analysis.contractsOf(file);
    const found = late.get(file) ?? (checked ? lateCalls(host, checked.file) : []);
    late.set(file, found);
    return found;
  };
  return {
    lateIn,
    errorsIn(file) {
      const found = errors.get(file) ?? callErrors(host, file, lateIn(file));
      errors.set(file, found);
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
