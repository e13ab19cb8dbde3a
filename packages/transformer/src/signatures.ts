/**
 * Builders compare the declarations of a file to tell whether its dependents are out of date. Comments may be left out of those, and TypeScript
 * leaves out some in any case: so what heirs in other projects get from a file counts as a part of its declarations, though it is not written there.
 */
import { publishedContracts } from '@proviso/compiler';
import { createHash } from 'node:crypto';
import type ts from 'typescript';
import type { Build } from './program.ts';

/** Hands declarations on to a builder that takes the contracts of their file for a part of them. */
export function signedByContracts(build: Build, writeFile: ts.WriteFileCallback | undefined): ts.WriteFileCallback | undefined {
  const { host } = build;
  if (!writeFile || !host || build.program.getCompilerOptions().composite !== true) return writeFile;
  return (...args) => {
    const [path, , , , [file] = []] = args;
    const contracts = file && /\.d\.[cm]?ts$/.test(path) ? contractsForOthers(build, file) : '';
    if (contracts === '') writeFile(...args);
    else whileHashing(host, contracts, () => writeFile(...args));
  };
}

/** Builders ask their host for a hash of the text, while they are handed it. */
function whileHashing(host: ts.CompilerHost, added: string, action: () => void): void {
  const { createHash: hash = sha256 } = host;
  host.createHash = (text) => hash(text + added);
  try {
    action();
  } finally {
    host.createHash = hash;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What a file gives to heirs, implementers and annotations elsewhere, places included, since their messages name them. */
function contractsForOthers({ ts, analysis }: Build, file: ts.SourceFile): string {
  const checked = analysis.contractsOf(ts.getOriginalNode(file) as ts.SourceFile);
  const published = checked ? publishedContracts(ts, checked.file).filter(({ role }) => role !== 'function' && role !== 'constructor') : [];
  return published.length === 0 ? '' : JSON.stringify(published);
}
