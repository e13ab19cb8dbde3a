/** Writes `contracts.json` beside the output of a profile whose violations carry only an id. */
import { contractRecords, type ContractRecord, type Profile } from '@proviso/compiler';
import type ts from 'typescript';
import type { Build } from './program.ts';

/** Writes the record of all contracts of a program, once, if the profile needs it and the text changed. */
export function writeSidecar(build: Build, writeFile: ts.WriteFileCallback | undefined): void {
  const { ts, program, host, profile } = build;
  const { outDir, noEmit } = program.getCompilerOptions();
  if (build.sidecarIsWritten || !reportsIds(profile) || outDir === undefined || noEmit === true) return;
  build.sidecarIsWritten = true;
  const text = sidecarText(build);
  if (text === undefined) return;
  const path = `${outDir}/contracts.json`;
  if (ts.sys.readFile(path) === text) return;
  if (writeFile) writeFile(path, text, false);
  else if (host) host.writeFile(path, text, false);
  else ts.sys.writeFile(path, text);
}

function reportsIds(profile: Profile): boolean {
  return profile.exportedRequires === 'short';
}

/** The sidecar: every contract by file, in a fixed order. */
function sidecarText({ program, analysis, profile }: Build): string | undefined {
  const files: Record<string, ContractRecord[]> = {};
  for (const file of program.getSourceFiles()) {
    const checked = analysis.contractsOf(file);
    if (checked) files[checked.file.path] = contractRecords(checked.file);
  }
  const paths = Object.keys(files).sort();
  if (paths.length === 0) return undefined;
  const sorted = Object.fromEntries(paths.map((path) => [path, files[path]]));
  return `${JSON.stringify({ version: 1, profile: profile.name, files: sorted }, null, 2)}\n`;
}
