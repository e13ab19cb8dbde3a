/** Decorates a Program: contracts become part of its diagnostics and of its output. */
import { declarationsWithComments, oldTargetOf, plan, printAst, withoutAddedMetadata, wrapBuilderDiagnostics, type Alone, type CheckedContracts, type Profile, type TemplateCache, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { createAnalysis, type Analysis } from './analysis.ts';
import { createClauseCheck, type ClauseCheck } from './clause-check.ts';
import { beginAsWritten, publishBodyClauses } from './declarations.ts';
import { brokenComments, contractDiagnostics, idCollisions, packageDiagnostics, withClauseErrors } from './diagnostics.ts';
import { writeSidecar } from './sidecar.ts';
import { signedByContracts } from './signatures.ts';
import { saltVersions } from './versions.ts';

/** One program under one profile. */
export interface Build {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  /** The host that the program was made with, where ts-patch knows it. */
  readonly host: ts.CompilerHost | undefined;
  readonly profile: Profile;
  readonly analysis: Analysis;
  /** The check of clauses, which comes last. */
  readonly clauses: ClauseCheck;
  /** Set once the sidecar of this program is on disk. */
  sidecarIsWritten: boolean;
  /** Whether the program may have a `const enum`, whose members TypeScript writes as their values; found out once. */
  mayHoldConstants: boolean | undefined;
}

/** Parsed once a process: templates depend on their own text alone. */
const templates: TemplateCache = new Map();

/**
 * Makes a program check and compile contracts under a profile. The program itself is changed, so that its own methods,
 * and the builders that wrap it, see the change.
 */
export function decorate(ts: TypeScript, { program, host }: { program: ts.Program; host: ts.CompilerHost | undefined }, profile: Profile): Build {
  const analysis = createAnalysis(ts, { program, host }, profile);
  const build: Build = { ts, program, host, profile, analysis, clauses: createClauseCheck({ ts, program, profile, analysis }), sidecarIsWritten: false, mayHoldConstants: undefined };
  saltVersions(build);
  const { getSyntacticDiagnostics, getOptionsDiagnostics, emit } = program;

  program.getOptionsDiagnostics = (token) => [...getOptionsDiagnostics(token), ...packageDiagnostics(build), ...idCollisions(build)];

  program.getSyntacticDiagnostics = (file, token) => {
    const found = getSyntacticDiagnostics(file, token);
    return [...found, ...brokenComments(build, found)];
  };

  program.getSemanticDiagnostics = (file, token, ...nodes) => {
    const found = build.clauses.asWritten(file, token, ...nodes);
    return nodes.length > 0 ? found : withContracts(build, file, found);
  };

  // Builders cache what they get.
  wrapBuilderDiagnostics(program, (file, found) => {
    build.clauses.asWritten(file);
    return withContracts(build, file, found());
  });

  program.emit = (...args) => {
    const [file, writeFile, token, onlyDeclarations, transformers, ...rest] = args;
    if (onlyDeclarations !== true) checkBeforeEmit(build, file);
    const isAlone = !hasOtherTransforms(build, transformers);
    const before = [(context: ts.TransformationContext) => transformer(build, context, isAlone), ...(transformers?.before ?? [])];
    const after = [(context: ts.TransformationContext) => metadataTransformer(build, context), ...(transformers?.after ?? [])];
    const afterDeclarations = [(context: ts.TransformationContext) => declarationTransformer(build, context), ...(transformers?.afterDeclarations ?? [])];
    const result = emit(file, signedByContracts(build, writeFile), token, onlyDeclarations, { ...transformers, before, after, afterDeclarations }, ...rest);
    const [forcesDeclarations] = rest as readonly unknown[];
    const problems = writesOutput(build, result, { onlyDeclarations, forcesDeclarations }) ? writeSidecar(build, writeFile) : [];
    return problems.length === 0 ? result : { ...result, diagnostics: [...result.diagnostics, ...problems] };
  };
  return build;
}

/**
 * Whether anything was written: where the declarations of one file have an error, TypeScript says that it skipped its output, and skipped no more than
 * those. Builders ask for declarations to compare them, too; where nothing else is written, they ask for them to be written as well.
 */
function writesOutput({ program }: Build, { emitSkipped }: ts.EmitResult, { onlyDeclarations, forcesDeclarations }: Asked): boolean {
  const { noEmitOnError, emitDeclarationOnly } = program.getCompilerOptions();
  if (emitSkipped && (noEmitOnError === true || emitDeclarationOnly === true)) return false;
  return !onlyDeclarations || (emitDeclarationOnly === true && onlyDeclarations !== comparedDeclarations && forcesDeclarations !== true);
}

/** What a builder asks of `emit`. */
interface Asked {
  readonly onlyDeclarations: boolean | number | undefined;
  readonly forcesDeclarations: unknown;
}

/** What a builder calls declarations that it wants to compare. */
const comparedDeclarations = 2;

function withContracts(build: Build, file: ts.SourceFile | undefined, found: readonly ts.Diagnostic[]): ts.Diagnostic[] {
  return [...withClauseErrors(build, file, found), ...contractDiagnostics(build, file)];
}

/** What clauses name has to be known as used before imports are printed. */
function checkBeforeEmit({ program, clauses }: Build, file: ts.SourceFile | undefined): void {
  if (clauses.comeLate(file)) clauses.asWritten(file);
  for (const each of file ? [file] : program.getSourceFiles()) {
    clauses.of(each);
    clauses.inCalls(each);
  }
}

/** Whether somebody else transforms the output too, and may want to see the nodes of checks. */
function hasOtherTransforms({ program }: Build, { before = [], after = [] }: ts.CustomTransformers = {}): boolean {
  const { plugins = [] } = program.getCompilerOptions() as { readonly plugins?: readonly object[] };
  return before.length + after.length > 0 || plugins.filter((plugin) => 'transform' in plugin).length > 1;
}

function transformer(build: Build, context: ts.TransformationContext, isAlone: boolean): (file: ts.SourceFile | ts.Bundle) => ts.SourceFile {
  const alone = isAlone ? aloneIn(build) : undefined;
  return (file) => {
    const sourceFile = file as ts.SourceFile;
    const checked = build.analysis.contractsOf(sourceFile);
    return checked ? compile(build, context, { checked, alone }) : sourceFile;
  };
}

/** Only of files that have contracts, or inherit some, is anything else than their source printed. */
function metadataTransformer({ ts, analysis }: Build, context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  return (file) => (analysis.contractsOf(ts.getOriginalNode(file) as ts.SourceFile) ? withoutAddedMetadata(ts, context, { file }) : file);
}

/**
 * Under a profile without a record, declarations are what plain tsc makes of the contract-free source, as the JavaScript is. Those of an
 * `outFile` come as one bundle, and stay as TypeScript makes them.
 */
function declarationTransformer({ ts, profile, analysis }: Build, context: ts.TransformationContext): (file: ts.SourceFile | ts.Bundle) => ts.SourceFile | ts.Bundle {
  return (file) => {
    if (!ts.isSourceFile(file)) return file;
    const declarations = beginAsWritten(ts, file);
    if (!profile.sidecar) return declarationsWithComments(ts, declarations, context.getCompilerOptions());
    const checked = analysis.contractsOf(ts.getOriginalNode(declarations) as ts.SourceFile);
    return checked ? publishBodyClauses(ts, context, { declarations, checked }) : declarations;
  };
}

/** For the printer, where nobody else transforms the output. */
function aloneIn(build: Build): Alone {
  const { program } = build;
  // A comment between the two words may be of any length.
  build.mayHoldConstants ??= program.getSourceFiles().some(({ text }) => text.includes('enum') && /\bconst(?:\s+enum\b|\s*\/[*/])/.test(text));
  return { constantOf: build.mayHoldConstants ? program.getTypeChecker().getConstantValue : undefined };
}

interface Compiled {
  readonly checked: CheckedContracts;
  readonly alone: Alone | undefined;
}

function compile({ ts, program, profile }: Build, context: ts.TransformationContext, { checked, alone }: Compiled): ts.SourceFile {
  const { sourceFile } = checked.file;
  try {
    const options = program.getCompilerOptions();
    const planned = plan(ts, checked, { profile, verbatim: options.verbatimModuleSyntax === true, oldTarget: oldTargetOf(ts, options) });
    return planned ? printAst(ts, context, { sourceFile, plan: planned, cache: templates, alone }) : sourceFile;
  } catch (error) {
    throw new Error(`Proviso could not compile the contracts of ${sourceFile.fileName}. This is a bug in Proviso: please report it with the file.`, { cause: error });
  }
}
