/** What leaves types of clauses unknown although the parser has a program: a broken configuration, and modules that cannot be found. */
import { clauseNames, type Clause, type TypeScript } from '@proviso/compiler';
import { dirname } from 'node:path';
import type ts from 'typescript';
import { importedNames } from './imported-names.ts';
import { kept } from './kept.ts';

/** By the configuration file: an editor has a program for each edit. */
const problems = kept(() => new Map<string, string | undefined>());

/** What is wrong with the configuration of a program, as TypeScript says it, with the file it is in; undefined if nothing is. */
export function configProblem(ts: TypeScript, program: ts.Program): string | undefined {
  const { configFilePath } = program.getCompilerOptions();
  if (typeof configFilePath !== 'string') return undefined;
  const known = problems();
  if (!known.has(configFilePath)) known.set(configFilePath, findProblem(ts, configFilePath));
  return known.get(configFilePath);
}

function findProblem(ts: TypeScript, configFilePath: string): string | undefined {
  const { config, error } = ts.readConfigFile(configFilePath, (name) => ts.sys.readFile(name)) as { readonly config?: unknown; readonly error?: ts.Diagnostic };
  // Its options are wanted and not its files, which nobody has to look for.
  const host = { ...ts.sys, readDirectory: () => [] };
  const found = error ? [error] : ts.parseJsonConfigFileContent(config, host, dirname(configFilePath), undefined, configFilePath).errors;
  const problem = found.find(({ category, code }) => category === ts.DiagnosticCategory.Error && code !== noInputs);
  return problem && `${configFilePath}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`;
}

/** TypeScript's code for a configuration that finds no files; also for a list of files that is empty. */
const noInputs = 18003;

/** The first name of clauses that is imported from a module that cannot be found, and that module. */
export function missingModule({ ts, program, file }: { readonly ts: TypeScript; readonly program: ts.Program; readonly file: ts.SourceFile }, clauses: readonly Clause[]): { readonly clause: Clause; readonly module: string } | undefined {
  const checker = program.getTypeChecker();
  const missing = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || !statement.importClause) continue;
    if (checker.getSymbolAtLocation(statement.moduleSpecifier)) continue;
    const { importClause, moduleSpecifier } = statement;
    const { namedBindings } = importClause;
    const namespaces = namedBindings && ts.isNamespaceImport(namedBindings) ? [namedBindings.name] : [];
    for (const { text } of [...importedNames(ts, importClause).map(({ local }) => local), ...namespaces]) missing.set(text, moduleSpecifier.text);
  }
  if (missing.size === 0) return undefined;
  for (const clause of clauses) {
    const name = clauseNames(ts, clause).find(({ text }) => missing.has(text));
    if (name) return { clause, module: missing.get(name.text) ?? '' };
  }
  return undefined;
}
