// A project of others, compiled in memory: by plain TypeScript, or with the transformer, whose packages are laid over it. Nothing is written.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import transformProgram from '@proviso/transformer';
import ts from 'typescript';

export const profiles = ['off', 'boundary', 'observe', 'enforce', 'audit'];

const runtime = dirname(fileURLToPath(import.meta.resolve('@proviso/runtime/package.json')));

/** A folder with a `package.json`, and how its tsconfig says to compile it. */
export function openProject(folder, { config = 'tsconfig.json', options = {} } = {}) {
  const root = resolve(folder);
  const path = join(root, config);
  if (!existsSync(path)) throw new Error(`There is no ${path}: name the tsconfig with --config=<file>.`);
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => { throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n')); } };
  const parsed = ts.getParsedCommandLineOfConfigFile(path, {}, host);
  return { root, files: parsed.fileNames, options: { ...parsed.options, ...alwaysWritten, ...options } };
}

/** Whatever a project says, something has to be written for a comparison. */
const alwaysWritten = {
  noEmit: false, emitDeclarationOnly: false, noEmitOnError: false, incremental: false, composite: false, tsBuildInfoFile: undefined, skipLibCheck: true, ignoreDeprecations: '6.0', plugins: undefined, allowImportingTsExtensions: undefined,
};

/** The sources of a project that are its own and not declarations. */
export function sourcesOf(project) {
  return project.files.filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name) && !name.includes('/node_modules/'));
}

/** Files that other compilations read too, once for each way to parse them. */
const shared = new Map();

/** Laid over the disk: texts by path, a `package.json` that opts in as those of packages within do, and the runtime under `node_modules`. */
function overlay(project, texts) {
  const installed = `${project.root}/node_modules/@proviso/runtime`;
  const real = (path) => (path === installed || path.startsWith(`${installed}/`) ? runtime + path.slice(installed.length) : path);
  const manifest = `${project.root}/package.json`;
  const isWithin = (path) => path.startsWith(`${project.root}/`) && path.endsWith('/package.json') && !path.includes('/node_modules/', project.root.length);
  const readFile = (path, encoding) => {
    const text = texts.get(path) ?? ts.sys.readFile(real(path), encoding);
    return path === manifest || (text !== undefined && isWithin(path)) ? optedIn(text) : text;
  };
  return {
    readFile,
    fileExists: (path) => texts.has(path) || path === manifest || ts.sys.fileExists(real(path)),
    directoryExists: (path) => installed.startsWith(path) || ts.sys.directoryExists(real(path)),
    realpath: (path) => (real(path) === path ? ts.sys.realpath(path) : path),
  };
}

function optedIn(text = '{}') {
  const manifest = JSON.parse(text);
  return JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, '@proviso/runtime': '*' } });
}

/** A program over a project, some of whose files have other texts. */
export function programOf(project, texts = new Map()) {
  const disk = overlay(project, texts);
  const output = new Map();
  const base = ts.createCompilerHost(project.options);
  const getSourceFile = (fileName, how, ...rest) => {
    const isShared = fileName.endsWith('.d.ts') && !fileName.startsWith(`${project.root}/src/`);
    const key = isShared ? `${fileName} ${JSON.stringify(how)}` : '';
    const known = shared.get(key);
    if (isShared && known) return known;
    const text = disk.readFile(fileName);
    const file = text === undefined ? undefined : ts.createSourceFile(fileName, text, how, false, ...rest.slice(2));
    if (isShared) shared.set(key, file);
    return file;
  };
  const host = { ...base, ...disk, getSourceFile, writeFile: (path, text) => output.set(path, text) };
  const program = ts.createProgram(project.files, project.options, host);
  return { program, host, output, sys: { ...ts.sys, ...disk, write: () => undefined } };
}

/**
 * Compiles a project; without a profile by plain TypeScript.
 *
 * @param {object} how `texts`: other texts of some files; `checks`: whether its errors are wanted
 */
export async function compile(project, { profile, texts, checks = false }) {
  const { program, host, output, sys } = programOf(project, texts);
  const lines = [];
  sys.write = (text) => lines.push(text);
  const entry = { transform: '@proviso/transformer', transformProgram: true, profile };
  const built = profile === undefined ? program : transformProgram(program, host, entry, { ts: { ...ts, sys } });
  const found = checks ? [...built.getOptionsDiagnostics(), ...built.getSyntacticDiagnostics(), ...built.getSemanticDiagnostics()] : [];
  built.emit();
  await new Promise(setImmediate); // the build line is printed once the turn is over
  return { output, diagnostics: found, line: lines.map((each) => each.trim()).find((each) => each.startsWith('proviso ')) ?? '' };
}

/** One line for an error. */
export function printed({ file, start = 0, code, messageText }) {
  const { line, character } = file ? file.getLineAndCharacterOfPosition(start) : { line: 0, character: 0 };
  return `${file?.fileName ?? ''}:${line + 1}:${character + 1} TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
