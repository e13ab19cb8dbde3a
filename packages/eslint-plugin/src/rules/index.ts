/** Every rule of the plugin, by name. */
import { compatibleOverride } from './compatible-override.ts';
import { contractFromComment } from './contract-from-comment.ts';
import { maxNoContract } from './max-no-contract.ts';
import { meaningfulContract } from './meaningful-contract.ts';
import { noProseClause } from './no-prose-clause.ts';
import { noViolatedPrecondition } from './no-violated-precondition.ts';
import { preferContract } from './prefer-contract.ts';
import { pureContract } from './pure-contract.ts';
import { requireContract } from './require-contract.ts';
import { safeOld } from './safe-old.ts';
import { validContract } from './valid-contract.ts';

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
