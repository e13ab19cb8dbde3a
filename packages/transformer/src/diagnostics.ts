/** Contract problems as TypeScript diagnostics: tsc prints them, counts them and exits with its own code. */
import { checkConditions, diagnostic, diagnostics, explained, runtimeModule, type Diagnostic, type DiagnosticName, type FileContracts, type PackageInfo, type Span } from '@proviso/compiler';
import type ts from 'typescript';
import { isRuntimeInstalled } from './runtime-package.ts';
import type { Build } from './program.ts';

/** TypeScript's own errors inside clauses say what they would say in code, among its other errors; in a comment it may also be prose. */
export function withClauseErrors({ ts, program, clauses }: Build, file: ts.SourceFile | undefined, found: readonly ts.Diagnostic[]): readonly ts.Diagnostic[] {
  const files = file ? [file] : program.getSourceFiles();
  const errors = files.flatMap((each) => clauses.of(each).errors).map((each) => ({ ...each, messageText: explained(ts, each) }));
  const inCode = files.flatMap((each) => clauses.inCalls(each));
  return errors.length + inCode.length === 0 ? found : ts.sortAndDeduplicateDiagnostics([...found, ...inCode, ...errors]);
}

/** The problems of one file, or of all. */
export function contractDiagnostics(build: Build, file: ts.SourceFile | undefined): ts.Diagnostic[] {
  const files = file ? [file] : build.program.getSourceFiles();
  return files.flatMap((each) => fileDiagnostics(build, each));
}

function fileDiagnostics(build: Build, file: ts.SourceFile): ts.Diagnostic[] {
  const { ts, program, analysis, clauses } = build;
  const checked = analysis.contractsOf(file);
  if (!checked) return [];
  const conditions = checkConditions(ts, program.getTypeChecker(), clauses.of(file).attached);
  return [...checked.errors, ...conditions].map((each) => toTypeScript(build, file, each));
}

function toTypeScript({ ts }: Build, file: ts.SourceFile, { name, span, text }: Diagnostic): ts.DiagnosticWithLocation {
  return {
    file,
    start: span.start,
    length: span.end - span.start,
    category: ts.DiagnosticCategory.Error,
    code: diagnostics[name].code,
    messageText: text,
    source: 'proviso',
  };
}

/**
 * Clauses that a comment ends in the middle of: what follows is then a syntax error, and tsc asks for no other diagnostics,
 * so the cause has to be said among the syntax errors.
 */
export function brokenComments(build: Build, found: readonly ts.Diagnostic[]): ts.DiagnosticWithLocation[] {
  const files = new Set(found.flatMap(({ file }) => (file ? [file] : [])));
  return [...files].flatMap((file) => {
    const errors = build.analysis.contractsOf(file)?.errors ?? [];
    return errors.filter(({ name }) => name === 'unterminated-clause').map((each) => toTypeScript(build, file, each));
  });
}

/** Clauses, of any files, whose ids are the same by chance: the second of each pair. */
export function idCollisions(build: Build): ts.Diagnostic[] {
  if (!build.profile.sidecar) return [];
  const first = new Map<string, readonly [file: FileContracts, span: Span]>();
  return build.program.getSourceFiles().flatMap((sourceFile) => {
    const file = build.analysis.contractsOf(sourceFile)?.file;
    const clauses = file ? [...file.contracts.flatMap((each) => each.clauses), ...file.looseClauses] : [];
    return clauses.flatMap(({ id, span }) => {
      const known = first.get(id);
      if (file && !known) first.set(id, [file, span]);
      return known ? [toTypeScript(build, sourceFile, diagnostic('id-collision', span, placeOf(...known), id))] : [];
    });
  });
}

function placeOf({ sourceFile, path }: FileContracts, { start }: Span): string {
  const { line, character } = sourceFile.getLineAndCharacterOfPosition(start);
  return `${path}:${line + 1}:${character + 1}`;
}

/** Packages whose contracts could not be checked, each said once: not opted in, or the runtime is not there. */
export function packageDiagnostics(build: Build): ts.Diagnostic[] {
  if (!build.profile.checksTypes) return [];
  // It gives all nodes their parents, which reading contracts would have to do otherwise. TypeScript makes it next in any case.
  build.program.getTypeChecker();
  const said = new Set<string>();
  const found: ts.Diagnostic[] = [];
  for (const file of build.program.getSourceFiles()) {
    const problem = packageProblem(build, file, said);
    if (problem) found.push(problem);
  }
  return found;
}

/** Whether a package is the one that the tsconfig belongs to. In others, contract tags may be ordinary documentation. */
function isBuilt({ program, analysis }: Build, pkg: PackageInfo | undefined): boolean {
  const config = program.getCompilerOptions()['configFilePath'];
  return typeof config !== 'string' || analysis.packageOf(config)?.root === pkg?.root;
}

function packageProblem(build: Build, file: ts.SourceFile, said: Set<string>): ts.Diagnostic | undefined {
  if (file.isDeclarationFile) return undefined;
  const { analysis } = build;
  const checked = analysis.contractsOf(file);
  const pkg = analysis.packageOf(file.fileName);
  const stray = checked ? undefined : analysis.strayClause(file, { onlyCalls: !isBuilt(build, pkg) });
  if (!checked && !stray) return undefined;
  const root = pkg?.root ?? '';
  if (said.has(root)) return undefined;
  said.add(root);
  const problem = (name: DiagnosticName, span: Span): ts.Diagnostic => toTypeScript(build, file, diagnostic(name, span, pkg?.isBroken === true ? root : (pkg?.name ?? '')));
  if (stray) return problem(pkg?.isBroken === true ? 'broken-manifest' : 'missing-runtime', stray.span);
  const isRuntime = pkg?.name === runtimeModule;
  return isRuntime || isRuntimeInstalled(build.ts, file.fileName) ? undefined : problem('runtime-not-installed', { start: 0, end: 0 });
}
