/** Phase 4: a plan → output. */
export { printAst } from './ast.ts';
export type { TemplateCache } from './template.ts';
