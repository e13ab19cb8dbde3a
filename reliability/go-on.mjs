// Loaded before tests (`NODE_OPTIONS=--import=…/reliability/go-on.mjs`) of a package with `--mode=failing`: violations are heard and change nothing.
import { setViolationHandler } from '@proviso/runtime';

setViolationHandler(() => 'continue');
