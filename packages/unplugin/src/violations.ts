/** `@proviso/unplugin/violations`: what tests say of violations themselves. */
import { sharedWitness } from './vitest/swallowed.ts';

/**
 * Lets the rest of a test violate contracts without failing for it, where the test sees the errors by other means than `expect`.
 *
 * @noContract it changes what the test is judged by
 */
export function allowViolations(): void {
  sharedWitness().allow();
}
