/** Compiles sources that are in memory only, in this process, as tspc does. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import transformProgram from '../src/index.ts';

/** Below this package, which depends on the runtime: so contracts count, and imports of it resolve. No such folder exists. */
const root: string = fileURLToPath(new URL('../.tmp/memory', import.meta.url));

export interface Compiled {
  /** Output by path: `main.js`. */
  readonly output: ReadonlyMap<string, string>;
  readonly diagnostics: readonly ts.Diagnostic[];
}

export interface How {
  /** Absent: plain TypeScript, without Proviso. */
  readonly profile?: string;
  /** As in a tsconfig. */
  readonly options?: Record<string, unknown>;
  /** Without diagnostics, a compilation takes milliseconds. */
  readonly checks?: boolean;
}

/** Compiles files, given by path. All of them are roots. */
export function compile(files: Readonly<Record<string, string>>, { profile, options = {}, checks = true }: How): Compiled {
  const { options: parsed, errors } = ts.convertCompilerOptionsFromJson({ target: 'es2022', module: 'nodenext', strict: true, types: [], skipLibCheck: true, ...options }, root);
  if (errors.length > 0) throw new Error(ts.formatDiagnostics(errors, ts.createCompilerHost({})));
  const compilerOptions: ts.CompilerOptions = { ...parsed, rootDir: root, outDir: `${root}/out`, configFilePath: `${root}/tsconfig.json` };
  const output = new Map<string, string>();
  const host = memoryHost(files, compilerOptions, output);
  const names = Object.keys(files).map((file) => `${root}/${file}`);
  let program = ts.createProgram(names, compilerOptions, host);
  if (profile !== undefined) program = transformProgram(program, host, { transform: '@proviso/transformer', transformProgram: true, profile }, { ts: quiet });
  const diagnostics = checks ? [...program.getOptionsDiagnostics(), ...program.getSyntacticDiagnostics(), ...program.getGlobalDiagnostics(), ...program.getSemanticDiagnostics()] : [];
  const { diagnostics: found } = program.emit();
  return { output, diagnostics: [...diagnostics, ...(checks ? found : [])] };
}

/** The build line is not for the output of tests, and nothing is written to disk. */
const quiet: typeof ts = { ...ts, sys: { ...ts.sys, write: () => undefined, writeFile: () => undefined } };

/** Declarations are parsed once: every compilation shares them. */
const libraries = new Map<string, ts.SourceFile | undefined>();

function memoryHost(files: Readonly<Record<string, string>>, options: ts.CompilerOptions, output: Map<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  const textOf = (name: string): string | undefined => (name.startsWith(`${root}/`) ? files[name.slice(root.length + 1)] : undefined);
  host.fileExists = (name) => textOf(name) !== undefined || fileExists(name);
  host.readFile = (name) => textOf(name) ?? readFile(name);
  host.directoryExists = (name) => name.startsWith(root) || (directoryExists?.(name) ?? existsSync(name));
  host.writeFile = (name, text) => void output.set(name.slice(`${root}/out/`.length), text);
  host.getSourceFile = (name, version, ...rest) => {
    const text = textOf(name);
    if (text !== undefined) return ts.createSourceFile(name, text, version, true);
    const key = `${JSON.stringify(version)} ${name}`;
    if (!libraries.has(key)) libraries.set(key, getSourceFile(name, version, ...rest));
    return libraries.get(key);
  };
  return host;
}

/** Diagnostics as tsc prints them. */
export function printed(diagnostics: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnostics(diagnostics, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => '\n' });
}
