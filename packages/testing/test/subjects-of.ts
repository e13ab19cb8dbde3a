/** What has a contract in a text, as if it were a file of a package that opted in. */
import ts from 'typescript';
import { findSubjects } from '../src/find-subjects.ts';
import type { FunctionSubject, Subject } from '../src/subject.ts';

const fileName = '/project/src/case.ts';

/** The subjects of a text. */
export function subjectsOf(text: string): Subject[] {
  const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [], noEmit: true };
  const base = ts.createCompilerHost(options, true);
  const host: ts.CompilerHost = {
    ...base,
    getSourceFile: (name, version) => (name === fileName ? ts.createSourceFile(name, text, version, true) : base.getSourceFile(name, version)),
    fileExists: (name) => name === fileName || base.fileExists(name),
    readFile: (name) => (name === fileName ? text : base.readFile(name)),
  };
  const program = ts.createProgram([fileName], options, host);
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
