/** The contracts of files that are not compiled themselves: those that a compiled one leads to. */
import type ts from 'typescript';
import { read } from './1-read/index.ts';
import { check, type CheckedContracts } from './2-check/index.ts';
import type { Host } from './contract.ts';
import { sideTable } from './side-table.ts';

const known = sideTable<ts.SourceFile, CheckedContracts | 0>('contracts');

/**
 * The contracts of a file that another one leads to, declaration files too, read once for as long as the host keeps the file.
 *
 * @ensures `result === undefined || result.file.sourceFile === file`
 */
export function contractsElsewhere(host: Host, file: ts.SourceFile): CheckedContracts | undefined {
  const found = known.get(file);
  if (found !== undefined) return found || undefined;
  const contracts = read({ ...host, readsDeclarations: true }, file);
  const checked = contracts && check(host.ts, contracts);
  known.set(file, checked ?? 0);
  return checked;
}
