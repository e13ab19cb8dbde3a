/** What owners of contracts have of their own and inherit, in the sources of a project. */
import { check, contractsElsewhere, inheritor, read, type CheckedContracts, type Clause, type HeirContract } from '@proviso/compiler';
import type ts from 'typescript';
import type { Project } from './open-project.ts';

/**
 * The inheritor of a project. Whether it `compiles` decides what it takes from other files, as in the compiler.
 *
 * @noContract what it gives are functions
 */
export function inheritorOf({ ts, host }: Project, compiles: boolean): ReturnType<typeof inheritor> {
  const contractsIn = (file: ts.SourceFile): CheckedContracts | undefined => {
    if (file.isDeclarationFile) return contractsElsewhere(host, file);
    const contracts = read(host, file);
    return contracts && check(ts, contracts);
  };
  return inheritor({ host, contractsIn, compiles });
}

/**
 * All clauses of an heir, each once.
 *
 * @ensures `new Set(result).size === result.length`
 */
export function clausesOfHeir({ cases, always }: HeirContract): Clause[] {
  return [...new Set([...always, ...cases.flatMap(({ pre, rest }) => [...pre, ...rest])])];
}
