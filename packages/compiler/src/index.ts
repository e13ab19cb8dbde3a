/** `@proviso/compiler`: source text → contracts → diagnostics → plan → output. */
export { read, skim, mayHoldContracts } from './1-read/index.ts';
export { attach, check, checkConditions, checkOverrides, clauseErrors, explained, contractedTypes, heirsIn, type Attached, type CheckedContracts, type ContractedType, type ContractOf } from './2-check/index.ts';
export { plan, type PlanOptions } from './3-plan/index.ts';
export { printAst, type TemplateCache } from './4-emit/index.ts';
export { checkModule, type Plan } from './3-plan/plan.ts';
export { clauseKinds, contractTags, kindsOfTag, type ClauseKind, type ClauseKindRow } from './clause-kinds.ts';
export type * from './contract.ts';
export { diagnostics, diagnostic, type Diagnostic, type DiagnosticName, type DiagnosticRow } from './diagnostics.ts';
export { isProfileName, profiles, semanticOf, type Profile, type ProfileName, type Semantic } from './profile.ts';
export { clauseId, contractRecords, printClause, printContract, type ClauseRecord, type ContractRecord } from './sidecar.ts';
export { countClauses, type ClauseCounts } from './summary.ts';
export { packageFinder } from './packages.ts';
export { runtimeModule } from './1-read/body-calls.ts';
export { docCommentOf, takesCommentOnSameLine } from './1-read/comments.ts';
export { hasModifier, isWrapper } from './1-read/syntax.ts';
export { clauseNames, freeNames } from './1-read/resolve.ts';
export { strayClause } from './stray.ts';
export { resolveValue } from './ts-internals.ts';
