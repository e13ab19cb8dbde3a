/** Every rule of the plugin, by name. */
import { contractFromComment } from './contract-from-comment.ts';
import { maxNoContract, type MaxNoContractOptions } from './max-no-contract.ts';
import { meaningfulContract, type MeaningfulContractOptions } from './meaningful-contract.ts';
import { noAsyncStateInConstructor, type NoAsyncStateInConstructorOptions } from './no-async-state-in-constructor.ts';
import { noBorrowEscape, type NoBorrowEscapeOptions } from './no-borrow-escape.ts';
import { noCapturedMutationInConcurrentCallback, type NoCapturedMutationInConcurrentCallbackOptions } from './no-captured-mutation-in-concurrent-callback.ts';
import { noCheckThenActAcrossAwait, type NoCheckThenActAcrossAwaitOptions } from './no-check-then-act-across-await.ts';
import { noFrozenMutation, type NoFrozenMutationOptions } from './no-frozen-mutation.ts';
import { noGlobalMutation, type NoGlobalMutationOptions } from './no-global-mutation.ts';
import { noInvariantGap, type NoInvariantGapOptions } from './no-invariant-gap.ts';
import { noMutableExport, type NoMutableExportOptions } from './no-mutable-export.ts';
import { noMutationDuringIteration, type NoMutationDuringIterationOptions } from './no-mutation-during-iteration.ts';
import { noMutationInGetter, type NoMutationInGetterOptions } from './no-mutation-in-getter.ts';
import { noNonatomicSharedMemory, type NoNonatomicSharedMemoryOptions } from './no-nonatomic-shared-memory.ts';
import { noProseClause } from './no-prose-clause.ts';
import { noReadonlyEscape, type NoReadonlyEscapeOptions } from './no-readonly-escape.ts';
import { noRepresentationCapture, type NoRepresentationCaptureOptions } from './no-representation-capture.ts';
import { noRepresentationExposure, type NoRepresentationExposureOptions } from './no-representation-exposure.ts';
import { noSharedGlobalRegexp, type NoSharedGlobalRegexpOptions } from './no-shared-global-regexp.ts';
import { noSharedMutableDefault, type NoSharedMutableDefaultOptions } from './no-shared-mutable-default.ts';
import { noStaleWriteAcrossAwait, type NoStaleWriteAcrossAwaitOptions } from './no-stale-write-across-await.ts';
import { noStaticMutableState, type NoStaticMutableStateOptions } from './no-static-mutable-state.ts';
import { noUndeclaredModuleWrite, type NoUndeclaredModuleWriteOptions } from './no-undeclared-module-write.ts';
import { noUndeclaredParameterMutation, type NoUndeclaredParameterMutationOptions } from './no-undeclared-parameter-mutation.ts';
import { noUseAfterConsume, type NoUseAfterConsumeOptions } from './no-use-after-consume.ts';
import { noUseAfterTransfer, type NoUseAfterTransferOptions } from './no-use-after-transfer.ts';
import { noViolatedPrecondition, type NoViolatedPreconditionOptions } from './no-violated-precondition.ts';
import { preferContract } from './prefer-contract.ts';
import type { PureContractOptions } from './pure-contract.ts';
import { requireContract, type RequireContractOptions } from './require-contract.ts';
import { safeOld, type SafeOldOptions } from './safe-old.ts';
import { rules as syntactic } from './syntactic.ts';
import type { ValidContractOptions } from './valid-contract.ts';

export const rules = {
  'compatible-override': syntactic['compatible-override'],
  'contract-from-comment': contractFromComment,
  'max-no-contract': maxNoContract,
  'meaningful-contract': meaningfulContract,
  'no-async-state-in-constructor': noAsyncStateInConstructor,
  'no-borrow-escape': noBorrowEscape,
  'no-captured-mutation-in-concurrent-callback': noCapturedMutationInConcurrentCallback,
  'no-check-then-act-across-await': noCheckThenActAcrossAwait,
  'no-frozen-mutation': noFrozenMutation,
  'no-global-mutation': noGlobalMutation,
  'no-invariant-gap': noInvariantGap,
  'no-mutable-export': noMutableExport,
  'no-mutation-during-iteration': noMutationDuringIteration,
  'no-mutation-in-getter': noMutationInGetter,
  'no-nonatomic-shared-memory': noNonatomicSharedMemory,
  'no-prose-clause': noProseClause,
  'no-readonly-escape': noReadonlyEscape,
  'no-representation-capture': noRepresentationCapture,
  'no-representation-exposure': noRepresentationExposure,
  'no-shared-global-regexp': noSharedGlobalRegexp,
  'no-shared-mutable-default': noSharedMutableDefault,
  'no-stale-write-across-await': noStaleWriteAcrossAwait,
  'no-static-mutable-state': noStaticMutableState,
  'no-undeclared-module-write': noUndeclaredModuleWrite,
  'no-undeclared-parameter-mutation': noUndeclaredParameterMutation,
  'no-use-after-consume': noUseAfterConsume,
  'no-use-after-transfer': noUseAfterTransfer,
  'no-violated-precondition': noViolatedPrecondition,
  'prefer-contract': preferContract,
  'pure-contract': syntactic['pure-contract'],
  'require-contract': requireContract,
  'safe-old': safeOld,
  'valid-contract': syntactic['valid-contract'],
};

/** The options of the rules that have any. */
export interface RuleOptions {
  'max-no-contract': MaxNoContractOptions;
  'meaningful-contract': MeaningfulContractOptions;
  'no-async-state-in-constructor': NoAsyncStateInConstructorOptions;
  'no-borrow-escape': NoBorrowEscapeOptions;
  'no-captured-mutation-in-concurrent-callback': NoCapturedMutationInConcurrentCallbackOptions;
  'no-check-then-act-across-await': NoCheckThenActAcrossAwaitOptions;
  'no-frozen-mutation': NoFrozenMutationOptions;
  'no-global-mutation': NoGlobalMutationOptions;
  'no-invariant-gap': NoInvariantGapOptions;
  'no-mutable-export': NoMutableExportOptions;
  'no-mutation-during-iteration': NoMutationDuringIterationOptions;
  'no-mutation-in-getter': NoMutationInGetterOptions;
  'no-nonatomic-shared-memory': NoNonatomicSharedMemoryOptions;
  'no-readonly-escape': NoReadonlyEscapeOptions;
  'no-representation-capture': NoRepresentationCaptureOptions;
  'no-representation-exposure': NoRepresentationExposureOptions;
  'no-shared-global-regexp': NoSharedGlobalRegexpOptions;
  'no-shared-mutable-default': NoSharedMutableDefaultOptions;
  'no-stale-write-across-await': NoStaleWriteAcrossAwaitOptions;
  'no-static-mutable-state': NoStaticMutableStateOptions;
  'no-undeclared-module-write': NoUndeclaredModuleWriteOptions;
  'no-undeclared-parameter-mutation': NoUndeclaredParameterMutationOptions;
  'no-use-after-consume': NoUseAfterConsumeOptions;
  'no-use-after-transfer': NoUseAfterTransferOptions;
  'no-violated-precondition': NoViolatedPreconditionOptions;
  'pure-contract': PureContractOptions;
  'require-contract': RequireContractOptions;
  'safe-old': SafeOldOptions;
  'valid-contract': ValidContractOptions;
}
