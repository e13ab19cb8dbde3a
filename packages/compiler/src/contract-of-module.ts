/** The calls at the top of a module, as a contract of the module itself. */
import type { Contract, ContractOwner, FileContracts } from './contract.ts';

/** The in-body calls that stand outside of any function, under the name of their file. */
export function looseContract({ sourceFile, path, looseClauses }: FileContracts): Contract {
  const node = sourceFile as unknown as ContractOwner['node'];
  return { owner: { node, role: 'function', name: path, exported: false }, clauses: looseClauses };
}
