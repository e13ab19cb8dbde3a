/** Writes `contracts.json` beside the output: the record of all contracts of a program, and what an id in a violation stands for. */
import { commonSourceDirectory, publishedContracts, type PublishedContract } from '@proviso/compiler';
import type ts from 'typescript';
import type { Build } from './program.ts';

/**
 * Writes the record of all contracts of a program, once, if the text changed. A profile without a record takes back what the one of an earlier build
 * says, since heirs would leave to this output what it does not check. Gives what went wrong.
 */
export function writeSidecar(build: Build, writeFile: ts.WriteFileCallback | undefined): ts.Diagnostic[] {
  const { ts, program, host, profile } = build;
  if (build.sidecarIsWritten || program.getCompilerOptions().noEmit === true) return [];
  build.sidecarIsWritten = true;
  const { text, isEmpty } = profile.sidecar ? sidecarOf(build) : { text: recordText(build, {}, {}), isEmpty: true };
  const problems: ts.Diagnostic[] = [];
  for (const path of outputFolders(build).map((folder) => `${folder}/contracts.json`)) {
    const before = ts.sys.readFile(path);
    // Without contracts there is nothing to say, but that those of an earlier build are gone.
    if (before === text || (isEmpty && before?.startsWith(beginning) !== true)) continue;
    const onError = (message: string): void => void problems.push(notWritten(ts, path, message));
    if (writeFile) writeFile(path, text, false, onError);
    else if (host) host.writeFile(path, text, false, onError);
    else ts.sys.writeFile(path, text);
  }
  return problems;
}

/** As TypeScript says it of its own files. */
function notWritten(ts: Build['ts'], path: string, message: string): ts.Diagnostic {
  return { file: undefined, start: undefined, length: undefined, category: ts.DiagnosticCategory.Error, code: 5033, messageText: `Could not write file '${path}': ${message}.` };
}

/** Where the program writes: without an `outDir`, beside its sources; to where its declarations are too, since heirs look there. */
function outputFolders(build: Build): string[] {
  const { outDir, declaration, composite, declarationDir } = build.program.getCompilerOptions();
  const folder = outDir ?? sourceFolder(build);
  return [...new Set([folder, (declaration === true || composite === true) && declarationDir !== undefined ? declarationDir : folder])];
}

function sourceFolder({ ts, program }: Build): string {
  return commonSourceDirectory(ts, program).replace(/\/$/, '');
}

/** What every sidecar of ours begins with. */
const beginning = '{\n  "version": 1,\n  "profile": ';

/** The sidecar: every contract by package and file, in a fixed order; and whether there is none, as files may hold nothing but mistakes. */
function sidecarOf(build: Build): { text: string; isEmpty: boolean } {
  const { ts, program, analysis } = build;
  const packages = new Map<string, Map<string, PublishedContract[]>>();
  const sources = new Map<string, string>();
  const folder = sourceFolder(build);
  let isEmpty = true;
  for (const file of program.getSourceFiles()) {
    const checked = analysis.contractsOf(file);
    if (!checked) continue;
    const { name = '', root = '' } = analysis.packageOf(file.fileName) ?? {};
    if (`${folder}/`.startsWith(`${root}/`)) sources.set(name, folder.slice(root.length + 1));
    const files = packages.get(name) ?? new Map<string, PublishedContract[]>();
    const published = publishedContracts(ts, checked.file);
    isEmpty &&= published.length === 0;
    packages.set(name, files.set(checked.file.path, published));
  }
  const sorted = inOrder([...packages].map(([name, files]) => [name, inOrder(files)] as const));
  return { text: recordText(build, inOrder(sources), sorted), isEmpty };
}

function recordText({ profile }: Build, sources: object, packages: object): string {
  return `${JSON.stringify({ version: 1, profile: profile.name, sources, packages }, null, 2)}\n`;
}

function inOrder<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
