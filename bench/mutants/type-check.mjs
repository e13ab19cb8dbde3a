// Tells which mutants TypeScript rejects: what does not compile would not have come as far as a test.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

/** A function that says whether the project of `folder` compiles with `text` in the place of its file `name`. One program is kept and updated. */
export function typeChecker(folder) {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, folder);
  const sources = readdirSync(join(folder, 'src')).filter((name) => name.endsWith('.ts')).map((name) => join(folder, 'src', name));
  const changed = new Map();
  let version = 0;
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => sources,
    getScriptVersion: (name) => String(changed.get(name)?.version ?? 0),
    getScriptSnapshot: (name) => (changed.has(name) || ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(changed.get(name)?.text ?? readFileSync(name, 'utf8')) : undefined),
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
  });
  return (name, text) => {
    const file = join(folder, 'src', name);
    changed.clear();
    changed.set(file, { text, version: ++version });
    return service.getSyntacticDiagnostics(file).length === 0 && service.getSemanticDiagnostics(file).length === 0;
  };
}
