/** Every rule of the plugin, by name. */
import { compatibleOverride } from './compatible-override.ts';
import { contractFromComment } from './contract-from-comment.ts';
import { maxNoContract, type MaxNoContractOptions } from './max-no-contract.ts';
import { meaningfulContract, type MeaningfulContractOptions } from './meaningful-contract.ts';
import { noCapturedMutationInConcurrentCallback, type NoCapturedMutationInConcurrentCallbackOptions } from './no-captured-mutation-in-concurrent-callback.ts';
import { noCheckThenActAcrossAwait, type NoCheckThenActAcrossAwaitOptions } from './no-check-then-act-across-await.ts';
import { noProseClause } from './no-prose-clause.ts';
import { noStaleWriteAcrossAwait, type NoStaleWriteAcrossAwaitOptions } from './no-stale-write-across-await.ts';
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
  'no-captured-mutation-in-concurrent-callback': noCapturedMutationInConcurrentCallback,
  'no-check-then-act-across-await': noCheckThenActAcrossAwait,
  'no-prose-clause': noProseClause,
  'no-stale-write-across-await': noStaleWriteAcrossAwait,
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
  'no-captured-mutation-in-concurrent-callback': NoCapturedMutationInConcurrentCallbackOptions;
  'no-check-then-act-across-await': NoCheckThenActAcrossAwaitOptions;
  'no-stale-write-across-await': NoStaleWriteAcrossAwaitOptions;
  'no-violated-precondition': NoViolatedPreconditionOptions;
  'pure-contract': PureContractOptions;
  'require-contract': RequireContractOptions;
  'safe-old': SafeOldOptions;
  'valid-contract': ValidContractOptions;
}
