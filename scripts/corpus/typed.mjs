// Programs over the files of a batch, as they are in memory.
import ts from 'typescript';

import { parsed } from './parsed.mjs';

const options = { strict: true, target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, allowJs: true, checkJs: true, jsx: ts.JsxEmit.Preserve, types: [], skipLibCheck: true, experimentalDecorators: true, noEmit: true };

/** Gives the program of a file; undefined for what TypeScript itself cannot check. */
export function programFinder(files) {
  let program;
  return ({ fileName }) => {
    try {
      program ??= programOf(files);
      const file = program.getSourceFile(fileName);
      if (file) program.getSemanticDiagnostics(file);
      return file && program;
    } catch {
      return undefined; // its own crash is not ours
    }
  };
}

function programOf(files) {
  const texts = new Map(files.map(({ fileName, text }) => [fileName, text]));
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => (texts.has(name) ? parsed(name, texts.get(name)) : getSourceFile(name, ...rest));
  return ts.createProgram([...texts.keys()], options, host);
}
