/** TABLE: what `proviso doctor` looks at, in order. */
import type { Check } from './check.ts';
import { equalVersions } from './equal-versions.ts';
import { compilesContracts } from './hosts.ts';
import { linter } from './linter.ts';
import { nodeVersion } from './node-version.ts';
import { recordFresh } from './record.ts';
import { oneRuntime, runtimeInstalled } from './runtime.ts';
import { tsconfigFound } from './tsconfig.ts';
import { oneTypescript, typescriptUsable } from './typescript.ts';

/** The checks. */
export const checks: readonly Check[] = [nodeVersion, runtimeInstalled, oneRuntime, typescriptUsable, oneTypescript, tsconfigFound, compilesContracts, linter, recordFresh, equalVersions];
