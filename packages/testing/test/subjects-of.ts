/** What has a contract in a text, as if it were a file of a package that opted in. */
import ts from 'typescript';
import { findSubjects } from '../src/find-subjects.ts';
import type { FunctionSubject, Subject } from '../src/subject.ts';

const fileName = '/project/src/case.ts';

/** The library's declarations, parsed and bound once for all programs of a test file. */
const library = new Map<string, ts.SourceFile | undefined>();

/** A program of one file that is not on the disk. */
export function programOf(name: string, text: string, options: ts.CompilerOptions): ts.Program {
  const base = ts.createCompilerHost(options, true);
  const libraryFile = (path: string, version: Parameters<ts.CompilerHost['getSourceFile']>[1]): ts.SourceFile | undefined => {
    if (!library.has(path)) library.set(path, base.getSourceFile(path, version));
    return library.get(path);
  };
  return ts.createProgram([name], options, {
    ...base,
    getSourceFile: (path, version) => (path === name ? ts.createSourceFile(path, text, version, true) : libraryFile(path, version)),
    fileExists: (path) => path === name || base.fileExists(path),
    readFile: (path) => (path === name ? text : base.readFile(path)),
  });
}

/** The subjects of a text. */
export function subjectsOf(text: string): Subject[] {
  const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [], noEmit: true, skipLibCheck: true };
  const program = programOf(fileName, text, options);
  const sourceFile = program.getSourceFile(fileName);
  if (!sourceFile) throw new Error('the case is not in its program');
  const wrong: readonly ts.Diagnostic[] = [...program.getSyntacticDiagnostics(sourceFile), ...program.getSemanticDiagnostics(sourceFile)];
  if (wrong[0]) throw new Error(ts.flattenDiagnosticMessageText(wrong[0].messageText, '\n'));
  return findSubjects({ ts, program, host: { ts, packageOf: () => ({ name: 'case', root: '/project', optedIn: true }) } }, sourceFile);
}

/** The only function of a text. */
export function functionOf(text: string): FunctionSubject {
  const [subject, ...others] = subjectsOf(text);
  if (subject?.kind !== 'function' || others.length > 0) throw new Error(`one function was expected: ${JSON.stringify([subject, ...others])}`);
  return subject;
}
