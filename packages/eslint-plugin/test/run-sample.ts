/** Runs a sample of a rule, to show what the rule warns of. */
import { compileFunction } from 'node:vm';
import ts from 'typescript';

/** What a module exports, once its text has run. It imports nothing. */
export function run(text: string): Record<string, unknown> {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exports: Record<string, unknown> = {};
  const load = compileFunction(outputText, ['exports']) as (exports: Record<string, unknown>) => void;
  load(exports);
  return exports;
}
