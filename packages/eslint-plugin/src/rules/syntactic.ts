/** The rules of `syntactic`, which is meant to be quick: what they need is loaded without the code of the others. */
import { compatibleOverride } from './compatible-override.ts';
import { pureContract } from './pure-contract.ts';
import { validContract } from './valid-contract.ts';

export const rules = {
  'compatible-override': compatibleOverride,
  'pure-contract': pureContract,
  'valid-contract': validContract,
};
