/** Opens the project of a folder: its TypeScript, its program and what the compiler needs to read contracts. */
import { moduleFinder, packageFinder, recordFinder, type Host, type TypeScript } from '@proviso/compiler';
import { findTypeScript } from '@proviso/unplugin/typescript';
import type ts from 'typescript';
import { UserError } from '../user-error.ts';

export interface Project {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly host: Host;
  /** The folder, with `/` as separator. */
  readonly root: string;
}

/**
 * Opens a project.
 *
 * @throws {UserError} where there is no TypeScript, no tsconfig, or one that cannot be read.
 * @noContract what it finds depends on the disk
 */
export function openProject(root: string, project = 'tsconfig.json'): Project {
  const ts = typescriptFor(root);
  const config = ts.sys.fileExists(`${root}/${project}`) ? `${root}/${project}` : undefined;
  if (config === undefined) throw new UserError(`there is no ${project} in ${root}. Run proviso in the folder of a package, or name its tsconfig with --project`);
  const parsed = ts.getParsedCommandLineOfConfigFile(config, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
  const wrong = parsed?.errors.find(({ category }) => category === ts.DiagnosticCategory.Error);
  if (!parsed || wrong) throw new UserError(`${config} cannot be used: ${wrong ? ts.flattenDiagnosticMessageText(wrong.messageText, '\n') : 'TypeScript does not read it'}`);
  if (parsed.fileNames.length === 0 && parsed.projectReferences) throw new UserError(`${config} only refers to other projects. Name one of them with --project: ${parsed.projectReferences.map(({ path }) => path.replace(`${root}/`, '')).join(', ')}`);
  const files = ts.createCompilerHost(parsed.options);
  // Doc comments are read by us, and their nodes would be most of what a program of declarations holds.
  const host: ts.CompilerHost = { ...files, jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors };
  const program = ts.createProgram({ rootNames: parsed.fileNames, options: { ...parsed.options, noEmit: true }, host, ...(parsed.projectReferences ? { projectReferences: parsed.projectReferences } : {}) });
  program.getTypeChecker(); // gives each node its parent
  const packageOf = packageFinder(ts);
  const records = recordFinder({ files: ts.sys, packageOf });
  const resolveModule = moduleFinder(ts, { options: parsed.options, parse: (name) => program.getSourceFile(name), records });
  return { ts, program, host: { ts, packageOf, resolveModule }, root };
}

/**
 * The TypeScript of a folder.
 *
 * @throws {UserError} where there is none that can parse.
 * @noContract what it finds depends on the disk
 */
export function typescriptFor(root: string): TypeScript {
  try {
    return findTypeScript(root);
  } catch (error) {
    throw new UserError((error as Error).message);
  }
}
