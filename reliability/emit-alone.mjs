// Compiles one text that imports nothing, in memory.
import transformProgram from '@proviso/transformer';
import ts from 'typescript';

const manifest = '/package.json';
const optedIn = '{ "name": "alone", "dependencies": { "@proviso/runtime": "*" } }';

/** The JavaScript of a file. Without a profile it is plain TypeScript's; with one, every package is opted in. */
export function emitAlone(path, text, { options, profile }) {
  const output = [];
  const host = {
    ...ts.createCompilerHost(options),
    getSourceFile: (fileName, how) => (fileName === path ? ts.createSourceFile(fileName, text, how) : undefined),
    fileExists: (name) => name === path,
    readFile: (name) => (name === path ? text : undefined),
    // Without declarations, the sidecar is all that is written besides.
    writeFile: (name, written) => void (name.endsWith('.json') || output.push(written)),
  };
  let program = ts.createProgram([path], options, host);
  const sys = { ...ts.sys, fileExists: (name) => name === manifest, readFile: () => optedIn, write: () => undefined };
  if (profile !== undefined) program = transformProgram(program, host, { transform: '@proviso/transformer', transformProgram: true, profile }, { ts: { ...ts, sys } });
  program.getSyntacticDiagnostics();
  if (profile !== undefined) program.getSemanticDiagnostics(program.getSourceFile(path));
  program.emit();
  return output.join('\n');
}
