/** Generators: what is checked at the call stands among their parameters, and every value that they yield goes through a check. */
import { passedParameters } from '../1-read/resolve.ts';
import { isUseStrict } from '../1-read/strict.ts';
import { isAsync } from '../1-read/syntax.ts';
import type { FunctionNode } from '../contract.ts';
import { editNode, made, type PlanDraft } from './draft.ts';
import { furtherName, passedTo } from './names.ts';
import { code, joinCode, keep, statements, type Code } from './plan.ts';

/** What runs when a generator is called, before its body does, and the names that the body takes from there. */
export interface AtCall {
  readonly code: readonly Code[];
  readonly declared: readonly string[];
  /** It looks at the arguments, which an arrow function has none of its own of: for old targets TypeScript makes another function of it. */
  readonly takesArguments: boolean;
}

/**
 * Parameters are bound at the call, and the body runs only with the first `next()`: checks on entry stand in the default of a parameter
 * that no caller gives, in a pattern of the arguments that are left, so that `length` stays.
 *
 * before → after: `function* g(x) { … }` → `function* g(x, ...{ p$p = (() => { checks })() }) { … }`,
 * with entry values `...{ p$p: [p$o1] = (() => { checks; const p$o1 = x.n; return [p$o1]; })() }`,
 * with a rest parameter of its own `function* g(x, ...rest)` → `function* g(x, ...{ p$a: rest = [].slice.call(arguments, 1), p$p = … })`
 */
export function planCall(draft: PlanDraft, node: FunctionNode, { code: checks, declared, takesArguments }: AtCall): void {
  const { ts } = draft;
  if (checks.length === 0) return;
  const taken = made(draft, 'p');
  const values = joinCode(declared.map((each) => [each]), ', ');
  const leave = declared.length > 0 ? code`\nreturn [${values}];` : [];
  const { list } = passedTo(draft, node);
  const binding = code`${declared.length > 0 ? code`${taken}: [${values}]` : taken} = ((${takesArguments ? list : ''}) => {\n${statements(checks)}${leave}\n})(${takesArguments ? 'arguments' : ''})`;
  const rest = node.parameters.find(({ dotDotDotToken }) => dotDotDotToken);
  if (!rest) editNode(draft, node, { op: 'append', list: 'parameters', code: code`...{ ${binding} }` });
  else {
    const before = passedParameters(ts, node).indexOf(rest);
    draft.edits.set(rest.name, { op: 'replace', as: 'pattern', code: code`{ ${made(draft, 'a')}: ${keep(rest.name)} = [].slice.call(arguments, ${String(before)}), ${binding} }` });
  }
  dropStrict(draft, node);
}

/**
 * A rest parameter does not count in `length`.
 *
 * before → after: `async () => e` → `async (...p$a) => e`
 */
export function planFurther(draft: PlanDraft, node: FunctionNode): void {
  editNode(draft, node, { op: 'append', list: 'parameters', code: [`...${furtherName(draft)}`] });
  dropStrict(draft, node);
}

/** A function with such a parameter must not say `"use strict"`; it is strict without. */
function dropStrict(draft: PlanDraft, { body }: FunctionNode): void {
  for (const statement of body && draft.ts.isBlock(body) ? body.statements : []) {
    if (isUseStrict(draft.ts, statement)) draft.edits.set(statement, { op: 'replace', code: [] });
  }
}

/**
 * The check of what a generator yields, as its body begins with it; every value goes through it where it is yielded.
 *
 * `const p$y = (p$v) => { checks; return p$v; };`
 */
export function yieldCheck(draft: PlanDraft, node: FunctionNode, checks: readonly Code[]): Code[] {
  if (checks.length === 0) return [];
  const [check, value, early] = [made(draft, 'y'), made(draft, 'v'), made(draft, 'u')];
  const temporary = isAsync(draft.ts, node) ? code`let ${early};\n` : [];
  return [code`${temporary}const ${check} = (${value}) => {\n${statements(checks)}\nreturn ${value};\n};`];
}
