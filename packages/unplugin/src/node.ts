/** `node --import @proviso/unplugin/node app.ts`: contracts in Node. `PROVISO_PROFILE` names the profile. */
import type { ProfileName } from '@proviso/compiler';
import { register } from './register.ts';

const profile = process.env['PROVISO_PROFILE'];

try {
  register(profile === undefined || profile === '' ? {} : { profile: profile as ProfileName });
} catch (error) {
  // A mistake of whoever set this up: where we noticed it is no news to them.
  process.stderr.write(`proviso: ${(error as Error).message}\n`);
  process.exit(1);
}
