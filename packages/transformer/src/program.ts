/** Decorates a Program: contracts become part of its diagnostics and of its output. */
import { attach, plan, printAst, type Attached, type CheckedContracts, type Profile, type TemplateCache, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { createAnalysis, type Analysis } from './analysis.ts';
import { brokenComments, contractDiagnostics, explain, packageDiagnostics } from './diagnostics.ts';
import { writeSidecar } from './sidecar.ts';
import { saltVersions } from './versions.ts';

/** One program under one profile. */
export interface Build {
  readonly ts: TypeScript;
  readonly program: ts.Program;
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
 * and the builders that wrap it, see the change. `report` is called when there is something to sum up.
 */
export function decorate(ts: TypeScript, { program, profile, report }: { program: ts.Program; profile: Profile; report: (build: Build) => void }): void {
  const build: Build = { ts, program, profile, analysis: createAnalysis(ts), attached: new Map(), sidecarIsWritten: false };
  saltVersions(build);
  const { getSemanticDiagnostics, getSyntacticDiagnostics, getOptionsDiagnostics, emit } = program;

  program.getOptionsDiagnostics = (token) => [...getOptionsDiagnostics(token), ...packageDiagnostics(build)];

  program.getSyntacticDiagnostics = (file, token) => {
    const found = getSyntacticDiagnostics(file, token);
    return [...found, ...brokenComments(build, found)];
  };

  program.getSemanticDiagnostics = (file, ...rest) => {
    report(build);
    attachAll(build);
    const found = getSemanticDiagnostics(file, ...rest).map((each) => explain(build, each));
    return [...found, ...contractDiagnostics(build, file)];
  };

  program.emit = (...args) => {
    const [file, writeFile, token, onlyDeclarations, transformers, ...rest] = args;
    report(build);
    attachAll(build);
    writeSidecar(build, writeFile);
    const before = [(context: ts.TransformationContext) => transformer(build, context), ...(transformers?.before ?? [])];
    return emit(file, writeFile, token, onlyDeclarations, { ...transformers, before }, ...rest);
  };
}

/** Attaches what has to be checked or printed. Under `off` that is nothing, so its output stays that of plain tsc. */
function attachAll(build: Build): void {
  const { ts, program, profile, attached } = build;
  for (const file of program.getSourceFiles()) {
    const checked = attached.has(file) ? undefined : build.analysis.contractsOf(file);
    if (!checked) continue;
    attached.set(file, attach({ ts, program }, checked.file, (clause) => checked.typeable.has(clause) && (profile.checksTypes || clause.label === 'always')));
  }
}

function transformer(build: Build, context: ts.TransformationContext): (file: ts.SourceFile | ts.Bundle) => ts.SourceFile {
  return (file) => {
    const sourceFile = file as ts.SourceFile;
    const checked = build.analysis.contractsOf(sourceFile);
    return checked ? compile(build, context, checked) : sourceFile;
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
