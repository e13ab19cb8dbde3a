/** Every rule of the plugin, by name. */
import { pureContract } from './pure-contract.ts';
import { validContract } from './valid-contract.ts';

export const rules = {
  'pure-contract': pureContract,
  'valid-contract': validContract,
};
