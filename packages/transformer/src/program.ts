/** Decorates a Program: contracts become part of its diagnostics and of its output. */
import { attach, attachInherited, plan, printAst, wrapBuilderDiagnostics, type Attached, type CheckedContracts, type Profile, type TemplateCache, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { createAnalysis, type Analysis } from './analysis.ts';
import { beginAsWritten, publishBodyClauses } from './declarations.ts';
import { brokenComments, contractDiagnostics, explain, idCollisions, packageDiagnostics } from './diagnostics.ts';
import { writeSidecar } from './sidecar.ts';
import { saltVersions } from './versions.ts';

/** One program under one profile. */
export interface Build {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  /** The host that the program was made with, where ts-patch knows it. */
  readonly host: ts.CompilerHost | undefined;
  readonly profile: Profile;
  readonly analysis: Analysis;
  /** The clauses that were bound into their owners' scopes, by file. */
  readonly attached: Map<ts.SourceFile, readonly Attached[]>;
  /** Set once the sidecar of this program is on disk. */
  sidecarIsWritten: boolean;
}

/** Parsed once a process: templates depend on their own text alone. */
const templates: TemplateCache = new Map();

/**
 * Makes a program check and compile contracts under a profile. The program itself is changed, so that its own methods,
 * and the builders that wrap it, see the change.
 */
export function decorate(ts: TypeScript, { program, host }: { program: ts.Program; host: ts.CompilerHost | undefined }, profile: Profile): Build {
  const build: Build = { ts, program, host, profile, analysis: createAnalysis(ts, { program, host }, profile), attached: new Map(), sidecarIsWritten: false };
  saltVersions(build);
  const { getSemanticDiagnostics, getDeclarationDiagnostics, getSyntacticDiagnostics, getOptionsDiagnostics, emit } = program;

  program.getOptionsDiagnostics = (token) => [...getOptionsDiagnostics(token), ...packageDiagnostics(build), ...idCollisions(build)];

  program.getSyntacticDiagnostics = (file, token) => {
    const found = getSyntacticDiagnostics(file, token);
    return [...found, ...brokenComments(build, found)];
  };

  program.getSemanticDiagnostics = (file, ...rest) => {
    attachTo(build, file);
    return withContracts(build, file, getSemanticDiagnostics(file, ...rest));
  };

  // Builders cache what they get.
  wrapBuilderDiagnostics(program, (file, found) => {
    attachTo(build, file);
    return withContracts(build, file, found());
  });

  program.getDeclarationDiagnostics = (file, token) => {
    attachTo(build, file);
    return getDeclarationDiagnostics(file, token);
  };

  program.emit = (...args) => {
    const [file, writeFile, token, onlyDeclarations, transformers, ...rest] = args;
    attachTo(build, file);
    const before = [(context: ts.TransformationContext) => transformer(build, context), ...(transformers?.before ?? [])];
    const afterDeclarations = [(context: ts.TransformationContext) => declarationTransformer(build, context), ...(transformers?.afterDeclarations ?? [])];
    const result = emit(file, writeFile, token, onlyDeclarations, { ...transformers, before, afterDeclarations }, ...rest);
    const isWhole = !result.emitSkipped && !onlyDeclarations;
    const problems = isWhole ? writeSidecar(build, writeFile) : [];
    return problems.length === 0 ? result : { ...result, diagnostics: [...result.diagnostics, ...problems] };
  };
  return build;
}

function withContracts(build: Build, file: ts.SourceFile | undefined, found: readonly ts.Diagnostic[]): ts.Diagnostic[] {
  return [...found.map((each) => explain(build, each)), ...contractDiagnostics(build, file)];
}

/**
 * Attaches what has to be checked or printed of one file, or of all, before TypeScript checks it. Under `off` that is nothing, so its output
 * stays that of plain tsc.
 */
function attachTo(build: Build, file: ts.SourceFile | undefined): void {
  const { ts, program, profile, analysis, attached } = build;
  for (const each of file ? [file] : program.getSourceFiles()) {
    const checked = attached.has(each) ? undefined : analysis.contractsOf(each);
    if (!checked) continue;
    attachInherited({ ts, program }, checked);
    attached.set(each, attach({ ts, program }, checked.file, (clause) => checked.typeable.has(clause) && (profile.checksTypes || clause.label === 'always')));
  }
}

function transformer(build: Build, context: ts.TransformationContext): (file: ts.SourceFile | ts.Bundle) => ts.SourceFile {
  return (file) => {
    const sourceFile = file as ts.SourceFile;
    const checked = build.analysis.contractsOf(sourceFile);
    return checked ? compile(build, context, checked) : sourceFile;
  };
}

/**
 * Under a profile without a record, declarations are what plain tsc makes of the contract-free source, as the JavaScript is. Those of an
 * `outFile` come as one bundle, and stay as TypeScript makes them.
 */
function declarationTransformer({ ts, profile, analysis }: Build, context: ts.TransformationContext): (file: ts.SourceFile | ts.Bundle) => ts.SourceFile | ts.Bundle {
  return (file) => {
    if (!ts.isSourceFile(file)) return file;
    const declarations = beginAsWritten(ts, file);
    const checked = profile.sidecar ? analysis.contractsOf(ts.getOriginalNode(declarations) as ts.SourceFile) : undefined;
    return checked ? publishBodyClauses(ts, context, { declarations, checked }) : declarations;
  };
}

function compile({ ts, program, profile }: Build, context: ts.TransformationContext, checked: CheckedContracts): ts.SourceFile {
  const { sourceFile } = checked.file;
  try {
    const planned = plan(ts, checked, { profile, verbatim: program.getCompilerOptions().verbatimModuleSyntax === true });
    return planned ? printAst(ts, context, { sourceFile, plan: planned, cache: templates }) : sourceFile;
  } catch (error) {
    throw new Error(`Proviso could not compile the contracts of ${sourceFile.fileName}. This is a bug in Proviso: please report it with the file.`, { cause: error });
  }
}
