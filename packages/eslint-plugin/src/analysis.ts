/** One analysis a file, shared by all rules: its contracts, and what is wrong with them. */
import { atDeclarations, check, clauseErrors, inheritor, mayBeCarried, mayRefine, moduleFinder, packageFinder, diagnostics, read, recordFinder, releaseClauses, sideTable, strayClause, withRecordOf, type CheckedContracts, type Contract, type Diagnostic, type FileContracts, type Host, type Inheritor, type PackageInfo, type RecordFinder, type ResolveModule, type Span, type TypeScript } from '@proviso/compiler';
import type { TSESLint } from '@typescript-eslint/utils';
import type ts from 'typescript';
import { contractFiles, mayHold } from './contract-files.ts';
import { diskModule, keepLinted, mayMeetContracts, mayUseRefinement } from './disk-modules.ts';
import { kept } from './kept.ts';
import { sourceOf, typescript, type Source } from './source.ts';
import { textFact } from './text-fact.ts';

export type Context = TSESLint.RuleContext<string, readonly unknown[]>;

/** A problem of a contract, and the rule that reports it. */
export interface Problem {
  readonly rule: string;
  /** TypeScript's code where it found the problem in a clause, else Proviso's. */
  readonly code: number;
  readonly span: Span;
  readonly text: string;
}

/** What a rule may look at. */
export interface Analysis extends Source {
  readonly ts: TypeScript;
  /** The package of the file; undefined where there is none. */
  readonly pkg: PackageInfo | undefined;
  /** What was known of packages when the file was looked at: another one where they may have changed since. */
  readonly packages: PackageOf;
  /** The contracts of the file; undefined if it has none. */
  readonly contracts: CheckedContracts | undefined;
  /** In a package that did not opt in: its first clause that cannot be meant as prose. */
  readonly stray: Span | undefined;
  /** The contract that a declaration owns, also one of another file of the program. */
  readonly contractOf: (node: ts.Node) => Contract | undefined;
  /** The file that an import means. */
  readonly resolveModule: ResolveModule | undefined;
  /** The contracts of a file of the program. */
  readonly contractsOf: (file: ts.SourceFile) => readonly Contract[];
  /** What its package records of a declaration file of the program. */
  readonly recordOf: (file: ts.SourceFile) => RecordedDeclarations | undefined;
  /** Whether functions may be annotated with a type alias that has an invariant. */
  readonly mayRefine: () => boolean;
}

/** The contracts that a package records of a declaration file. */
interface RecordedDeclarations {
  /** They are owned by the declarations of the file itself. */
  readonly contracts: readonly Contract[];
  /** The file with what it lacks of the names in clauses. */
  readonly copy: ts.SourceFile;
}

type PackageOf = ReturnType<typeof packageFinder>;

const analyses = sideTable<object, Analysis | undefined>('analysis');

/** The analysis of the file that a rule looks at; undefined if it is none that can hold contracts. */
export function analysisOf(context: Context): Analysis | undefined {
  const { ast } = context.sourceCode;
  if (!analyses.has(ast)) analyses.set(ast, analyse(context));
  return analyses.get(ast);
}

function analyse(context: Context): Analysis | undefined {
  const source = sourceOf(context);
  if (!source) return undefined;
  const { ts, sourceFile } = source;
  const packageOf = packages();
  const pkg = packageOf(sourceFile.fileName);
  const ofAll: Host = { ts, packageOf: (name) => asOptedIn(packageOf(name), pkg), readsDeclarations: true, resolveModule: source.program ? filesOf(ts, source.program).resolveModule : diskModule };
  const recordOf = (file: ts.SourceFile): RecordedDeclarations | undefined => source.program && filesOf(ts, source.program).recorded(ofAll, file);
  const contractsOf = (file: ts.SourceFile): readonly Contract[] => recordOf(file)?.contracts ?? contractsIn(ofAll, file)?.contracts ?? none;
  const contractOf = (node: ts.Node): Contract | undefined => byOwner(contractsOf(node.getSourceFile())).get(node);
  const analysis = { ...source, pkg, packages: packageOf, resolveModule: ofAll.resolveModule, contracts: undefined, stray: undefined, contractOf, contractsOf, recordOf, mayRefine: askedOnce(() => refines(source)) };
  if (!source.program) keepLinted(sourceFile);
  if (sourceFile.isDeclarationFile) return analysis;
  const stray = pkg?.optedIn === true ? undefined : strayClause({ ts, packageOf }, sourceFile);
  if (pkg?.optedIn !== true && !stray) return analysis;
  if (!source.program && !mayMeetContracts(sourceFile)) return { ...analysis, stray: stray?.span };
  const contracts = inheritorFor(analysis, ofAll).inherit(sourceFile);
  return { ...analysis, contracts, stray: stray?.span };
}

const none: readonly Contract[] = [];

/** By the contracts of a file, which are the same array as long as the file is. */
const contractsByOwner = new WeakMap<readonly Contract[], ReadonlyMap<ts.Node, Contract>>();

function byOwner(contracts: readonly Contract[]): ReadonlyMap<ts.Node, Contract> {
  const known = contractsByOwner.get(contracts) ?? new Map(contracts.toReversed().map((each) => [each.owner.node, each])); // the first of a node counts
  contractsByOwner.set(contracts, known);
  return known;
}

interface KnownInheritor extends Pick<Analysis, 'packages'> {
  readonly inheritor: Inheritor;
}

/** By the folder of the package that is linted, which counts as opted in. */
const inheritors = new WeakMap<ts.Program, Map<string, KnownInheritor>>();

/** One for the files of a package in a program, while what is known of packages is the same; without a program the files may be others the next time. */
function inheritorFor({ program, pkg, packages: packagesNow, mayRefine: refines }: Analysis, host: Host): Inheritor {
  const common = { host, contractsIn: (file: ts.SourceFile) => checkedIn(host, file), mayRefine: refines, compiles: false };
  if (!program) return inheritor(common);
  const ofProgram = inheritors.get(program) ?? new Map<string, KnownInheritor>();
  inheritors.set(program, ofProgram);
  const root = pkg?.root ?? '';
  const known = ofProgram.get(root);
  const found = known?.packages === packagesNow ? known : { packages: packagesNow, inheritor: inheritor({ ...common, hasContracts: anyContracts(host, program) }) };
  ofProgram.set(root, found);
  return found.inheritor;
}

/** Whether any file of a program has a contract. */
function anyContracts(host: Host, program: ts.Program): () => boolean {
  return askedOnce(() => contractFiles(program).some((file) => mayHold(file) && (contractsIn(host, file)?.contracts.length ?? 0) > 0) || recorded(host.ts, program, () => true));
}

/** Rules ask for each call and each function. */
function askedOnce(find: () => boolean): () => boolean {
  let found: boolean | undefined;
  return () => (found ??= find());
}

/** The package that is linted counts as opted in, so that a contract that leads across its files is seen before the runtime is installed. */
function asOptedIn(found: PackageInfo | undefined, own: PackageInfo | undefined): PackageInfo | undefined {
  return found?.root === own?.root ? { name: '', root: '', ...found, optedIn: true } : found;
}

const readFiles = sideTable<ts.SourceFile, FileContracts | undefined>('contracts');

/** The contracts of a file as they were read, each file once. */
function contractsIn(host: Host, file: ts.SourceFile): FileContracts | undefined {
  // Whether a file counts depends on who asks, what is in it does not.
  if (host.packageOf(file.fileName)?.optedIn !== true) return undefined;
  if (!readFiles.has(file)) readFiles.set(file, read(host, file));
  return readFiles.get(file);
}

const checkedFiles = sideTable<ts.SourceFile, CheckedContracts>('checked contracts');

function checkedIn(host: Host, file: ts.SourceFile): CheckedContracts | undefined {
  const contracts = contractsIn(host, file);
  const checked = contracts && (checkedFiles.get(file) ?? check(host.ts, contracts));
  if (checked) checkedFiles.set(file, checked);
  return checked;
}

const fileRefines = textFact('refines', mayRefine);
const refiningPrograms = new WeakMap<ts.Program, boolean>();

/** Whether the functions of a file may be annotated with a type alias that has an invariant. */
function refines({ ts, program, sourceFile }: Source): boolean {
  if (!program) return mayUseRefinement(ts, sourceFile);
  const known = refiningPrograms.get(program) ?? (contractFiles(program).some(fileRefines) || recorded(ts, program, mayBeCarried));
  refiningPrograms.set(program, known);
  return known;
}

/** Whether a contract is such that packages record, of which declarations may lack the comments. */
function recorded(ts: TypeScript, program: ts.Program, isMeant: Parameters<RecordFinder['mayRecord']>[1]): boolean {
  const declarations = contractFiles(program).filter(({ isDeclarationFile }) => isDeclarationFile);
  return filesOf(ts, program).records.mayRecord(declarations.map(({ fileName }) => fileName), isMeant);
}

/** What is looked up around a program: the files that its imports lead to, and what their packages record. */
interface FilesAround {
  readonly resolveModule: ResolveModule;
  readonly records: RecordFinder;
  readonly recorded: (host: Host, file: ts.SourceFile) => RecordedDeclarations | undefined;
}

const filesByProgram = new WeakMap<ts.Program, FilesAround>();

/** What was found is kept for all files of a program. */
function filesOf(ts: TypeScript, program: ts.Program): FilesAround {
  const known = filesByProgram.get(program);
  if (known) return known;
  const records = recordFinder({ files: ts.sys, packageOf: packages() });
  const found = { resolveModule: moduleFinder(ts, { program, records }), records, recorded: recordReader(ts, program, records) };
  filesByProgram.set(program, found);
  return found;
}

function recordReader(ts: TypeScript, program: ts.Program, records: RecordFinder): FilesAround['recorded'] {
  const known = new WeakMap<ts.SourceFile, RecordedDeclarations | undefined>();
  return (host, file) => {
    if (!file.isDeclarationFile || program.getSourceFile(file.fileName) !== file) return undefined;
    if (!known.has(file)) known.set(file, readRecorded(ts, { host, file, records }));
    return known.get(file);
  };
}

function readRecorded(ts: TypeScript, { host, file, records }: { readonly host: Host; readonly file: ts.SourceFile; readonly records: RecordFinder }): RecordedDeclarations | undefined {
  const copy = withRecordOf(ts, file, records);
  const found = copy && copy !== file ? contractsIn(host, copy) : undefined;
  return copy && found && { contracts: atDeclarations(ts, found, file), copy };
}

/** Looks packages up; what was found is kept for a moment. */
const packages = kept((): PackageOf => packageFinder(typescript));

const problems = sideTable<Analysis, readonly Problem[]>('problems');

/** Everything that the compiler finds wrong with the contracts of a file, in the order of the text. */
export function problemsOf(analysis: Analysis): readonly Problem[] {
  const known = problems.get(analysis);
  if (known) return known;
  const { contracts, program } = analysis;
  const found = contracts ? [...contracts.errors.map(toProblem), ...(program ? typeProblems(analysis, program, contracts) : [])] : [];
  const sorted = found.sort((a, b) => a.span.start - b.span.start);
  problems.set(analysis, sorted);
  return sorted;
}

function toProblem({ name, span, text }: Diagnostic): Problem {
  const { rule, code } = diagnostics[name];
  return { rule, code, span, text };
}

/** The contracts whose clauses were last given types: what they hold of a checker is taken away before others get theirs. */
let lastTyped: FileContracts | undefined;

function typeProblems({ ts, resolveModule }: Analysis, program: ts.Program, { file, typeable }: CheckedContracts): Problem[] {
  if (lastTyped) releaseClauses(ts, lastTyped);
  lastTyped = file;
  return clauseErrors({ ts, program, resolveModule }, file, (clause) => typeable.has(clause)).map((problem) => ({ rule: 'valid-contract', ...problem }));
}
