/** The clauses of a declaration, in whatever file it is: those of bases and aliases are elsewhere. */
import { read, type Clause, type FileContracts } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';

/** The clauses of a declaration in any file of the program. Where nobody opted in, they are read all the same. */
export function clausesAt(analysis: Analysis, node: ts.Node): readonly Clause[] {
  const contracts = contractsOf(analysis, node.getSourceFile())?.contracts ?? [];
  return contracts.find(({ owner }) => owner.node === node)?.clauses ?? [];
}

const contractsByFile = new WeakMap<ts.SourceFile, FileContracts | undefined>();

function contractsOf({ ts, sourceFile, contracts }: Analysis, file: ts.SourceFile): FileContracts | undefined {
  if (file === sourceFile && contracts) return contracts.file;
  if (!contractsByFile.has(file)) contractsByFile.set(file, read({ ts, packageOf: () => ({ name: '', root: '', optedIn: true }) }, file));
  return contractsByFile.get(file);
}
