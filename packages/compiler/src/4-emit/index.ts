/** Phase 4: a plan → output. */
export type { Alone } from './as-is.ts';
export { printAst } from './ast.ts';
export { withoutAddedMetadata } from './decorator-metadata.ts';
export { declarationsWithComments } from './comments.ts';
export { startOfDeclarations } from './file-start.ts';
export type { SourceMap } from './source-map.ts';
export { printText } from './text.ts';
export type { TemplateCache } from './template.ts';
