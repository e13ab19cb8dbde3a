/** One analysis a file: its contracts, read and checked, for diagnostics, emit and the build line alike. */
import { check, contractsElsewhere, inheritor, mayBeCarried, mayHoldContracts, mayInherit, mayRefine, moduleFinder, oldTargetOf, packageFinder, read, recordFinder, skim, strayClause, withoutHiddenNames, type CheckedContracts, type Clause, type Host, type PackageInfo, type ResolveModule, type Profile, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

export interface Analysis {
  /** Whether a file may have contracts that count: a cheap test that reads none of them. */
  mayCount(file: ts.SourceFile): boolean;
  /** Whether a file may inherit a contract: a cheap test that reads none. */
  mayInherit(file: ts.SourceFile): boolean;
  /** The contracts of a file, inherited ones too; undefined if it has none that count, or none that the profile does anything with. */
  contractsOf(file: ts.SourceFile): CheckedContracts | undefined;
  /** How many clauses of a file were only parsed, since the profile ignores them. */
  skimmedIn(file: ts.SourceFile): number;
  packageOf(fileName: string): PackageInfo | undefined;
  readonly resolveModule: ResolveModule;
  /** The first clause of a file whose package did not opt in, where it cannot be meant as prose. */
  strayClause(file: ts.SourceFile, which: { readonly onlyCalls: boolean }): Clause | undefined;
}

/** A number of clauses that were only parsed stands for a file with nothing else. */
type Analysed = CheckedContracts | number;

/** Files that did not change since the last program keep their analysis. */
const known = { all: new WeakMap<ts.SourceFile, Analysed>(), kept: new WeakMap<ts.SourceFile, Analysed>() };
const mayHold = new WeakMap<ts.SourceFile, boolean>();

/** The program whose files are analysed, and the host that it was made with. */
export interface AnalysedProgram {
  readonly program: ts.Program;
  readonly host?: ts.CompilerHost | undefined;
}

/** Analyses the files of one program. A profile that ignores a doc clause only parses it. */
export function createAnalysis(ts: TypeScript, { program, host: files }: AnalysedProgram, profile: Profile): Analysis {
  const packageOf = packageFinder(ts);
  const records = recordFinder({ files: files ?? ts.sys, packageOf });
  const resolveModule = moduleFinder(ts, { program, files, records });
  const host: Host = { ts, packageOf, resolveModule, bases: new Map() };
  const declarations = (): string[] => program.getSourceFiles().filter(({ isDeclarationFile }) => isDeclarationFile).map(({ fileName }) => fileName);
  const analysed = profile.checksTypes ? known.all : known.kept;
  const concerns = (clause: Clause): boolean => profile.checksTypes || clause.statement !== undefined || clause.label === 'always';
  const mayCount = (file: ts.SourceFile): boolean => holdsTags(file) && packageOf(file.fileName)?.optedIn === true;
  let isSkimmed = profile.checksTypes;
  const skimAll = (): void => {
    isSkimmed = true;
    const files = program.getSourceFiles().filter((file) => !analysed.has(file) && mayCount(file));
    for (const [file, clauses] of skim(ts, files)) analysed.set(file, clauses);
  };
  const analysisOf = (file: ts.SourceFile): Analysed => {
    if (!mayCount(file)) return 0;
    if (!isSkimmed) skimAll();
    const found = analysed.get(file) ?? analyse(host, file, concerns) ?? 0;
    analysed.set(file, found);
    return found;
  };
  const ownContracts = (file: ts.SourceFile): CheckedContracts | undefined => {
    if (file.isDeclarationFile) return contractsElsewhere(host, file);
    const found = analysisOf(file);
    return typeof found === 'number' ? undefined : found;
  };
  let refines: boolean | undefined;
  const doesRefine = (): boolean => (refines ??= program.getSourceFiles().some(({ text }) => mayRefine(text)) || records.mayRecord(declarations(), mayBeCarried));
  let isAny: boolean | undefined;
  const hasContracts = (): boolean => (isAny ??= program.getSourceFiles().some((file) => (ownContracts(file)?.file.contracts.length ?? 0) > 0) || records.mayRecord(declarations(), () => true));
  const { inherit } = inheritor({ host, contractsIn: ownContracts, mayRefine: doesRefine, hasContracts });
  const oldTarget = oldTargetOf(ts, program.getCompilerOptions());
  const compilable = (checked: CheckedContracts | undefined): CheckedContracts | undefined => checked && withoutHiddenNames(ts, checked, oldTarget);
  const whole = new Map<ts.SourceFile, CheckedContracts | undefined>();
  let inherits: boolean | undefined;
  const contractsOf = (file: ts.SourceFile): CheckedContracts | undefined => {
    if (file.isDeclarationFile || packageOf(file.fileName)?.optedIn !== true) return undefined;
    inherits ??= profile.checksTypes || program.getSourceFiles().some(keepsClauses) || records.mayRecord(declarations(), ({ label }) => label === 'always');
    if (!inherits) return ownContracts(file);
    if (!whole.has(file)) whole.set(file, reported(file, () => compilable(inherit(file))));
    return whole.get(file);
  };
  return {
    packageOf,
    resolveModule,
    mayCount,
    mayInherit: (file) => !file.isDeclarationFile && (mayInherit(file.text) || doesRefine()),
    contractsOf,
    skimmedIn(file) {
      const found = analysisOf(file);
      return typeof found === 'number' ? found : 0;
    },
    strayClause: (file, which) => (holdsTags(file) && !file.fileName.includes('/node_modules/') ? strayClause(host, file, which) : undefined),
  };
}

/** Whether a file may have a clause that even a profile which ignores all others keeps. */
function keepsClauses(file: ts.SourceFile): boolean {
  return file.text.includes('[always]') && mayHoldContracts(file.text);
}

function holdsTags(file: ts.SourceFile): boolean {
  const holds = mayHold.get(file) ?? (!file.isDeclarationFile && mayHoldContracts(file.text));
  mayHold.set(file, holds);
  return holds;
}

function analyse(host: Host, file: ts.SourceFile, concerns: (clause: Clause) => boolean): CheckedContracts | undefined {
  return reported(file, () => {
    const contracts = read(host, file);
    return contracts && check(host.ts, contracts, concerns);
  });
}

/** Says of an error of our own which file it is about. */
function reported<T>(file: ts.SourceFile, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new Error(`Proviso could not read the contracts of ${file.fileName}. This is a bug in Proviso: please report it with the file.`, { cause: error });
  }
}
