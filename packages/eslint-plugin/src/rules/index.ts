/** Every rule of the plugin, by name. */
import { compatibleOverride } from './compatible-override.ts';
import { contractFromComment } from './contract-from-comment.ts';
import { maxNoContract, type MaxNoContractOptions } from './max-no-contract.ts';
import { meaningfulContract, type MeaningfulContractOptions } from './meaningful-contract.ts';
import { noProseClause } from './no-prose-clause.ts';
import { noViolatedPrecondition, type NoViolatedPreconditionOptions } from './no-violated-precondition.ts';
import { preferContract } from './prefer-contract.ts';
import { pureContract, type PureContractOptions } from './pure-contract.ts';
import { requireContract, type RequireContractOptions } from './require-contract.ts';
import { safeOld, type SafeOldOptions } from './safe-old.ts';
import { validContract, type ValidContractOptions } from './valid-contract.ts';

export const rules = {
  'compatible-override': compatibleOverride,
  'contract-from-comment': contractFromComment,
  'max-no-contract': maxNoContract,
  'meaningful-contract': meaningfulContract,
  'no-prose-clause': noProseClause,
  'no-violated-precondition': noViolatedPrecondition,
  'prefer-contract': preferContract,
  'pure-contract': pureContract,
  'require-contract': requireContract,
  'safe-old': safeOld,
  'valid-contract': validContract,
};

/** The options of the rules that have any. */
export interface RuleOptions {
  'max-no-contract': MaxNoContractOptions;
  'meaningful-contract': MeaningfulContractOptions;
  'no-violated-precondition': NoViolatedPreconditionOptions;
  'pure-contract': PureContractOptions;
  'require-contract': RequireContractOptions;
  'safe-old': SafeOldOptions;
  'valid-contract': ValidContractOptions;
}
