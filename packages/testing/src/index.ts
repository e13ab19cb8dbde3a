/**
 * Property tests from contracts: inputs from types and preconditions, verdicts and counterexamples.
 *
 * @module
 */
export { findSubjects, type FindOptions } from './find-subjects.ts';
export { modulesOf } from './modules-of.ts';
export { checkSubject, defaults, type CheckOptions, type Running } from './running/check-subject.ts';
export { starvation } from './starvation.ts';
export { mostValues } from './running/outcome.ts';
export { installTurns } from './interleaving/turns.ts';
export { isInterleaving } from './interleaving/ongoing.ts';
export { markSuspensions, type RunningText } from './interleaving/mark-suspensions.ts';
export type * from './subject.ts';
export type * from './verdict.ts';
export type * from './shape.ts';
export type * from './fact.ts';
