/** Contracts of callbacks: each is called through a function at the head of the body, which checks what the call demands and promises. */
import type ts from 'typescript';
import { clauseNames, parameterNames } from '../1-read/resolve.ts';
import type { Callback } from '../2-check/index.ts';
import { secretsOf } from '../2-check/secrets.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { ContractOwner, Place } from '../contract.ts';
import { checkCode, type ActiveClause } from './check-code.ts';
import { made, type PlanDraft } from './draft.ts';
import { code, statements, type Code } from './plan.ts';
import { substitute, type FunctionNames } from './substitute.ts';

/** A callback of one function with the clauses that the profile checks. */
export interface PlannedCallback {
  readonly callback: Callback;
  readonly active: readonly ActiveClause[];
}

/** Picks the clauses of a callback that are checked. Each has the name of the call site, so that a report tells who called what. */
export function plannedCallback(callback: Callback, active: readonly ActiveClause[]): PlannedCallback {
  const { caller, parameter, contract } = callback;
  const owner: ContractOwner = { ...contract.owner, node: parameter.type, name: `${parameter.name.text} in ${caller}`, calledBy: caller };
  return { callback, active: active.map((each) => ({ ...each, owner, clause: { ...each.clause } })) };
}

/** The names that the clauses of a callback take from around the function. */
export function outerNames(ts: PlanDraft['ts'], { callback, active }: PlannedCallback): string[] {
  const own = parameterNames(ts, callback.parameter.type);
  return active.flatMap(({ clause }) => clauseNames(ts, clause).map(({ text }) => text)).filter((name) => !own.has(name));
}

/**
 * Plans the function that calls one callback, and leads its calls there. The arguments go on as they came, and the callback has no
 * `this`, as before.
 *
 * before → after: `compare(a, b)` → `p$w1(a, b)`, with, at the head of the body,
 * `const p$w1 = (...p$v) => { const p$_a = p$v[0]; checks; const p$r = compare(...p$v); checks; return p$r; };`
 */
export function planCallback(draft: PlanDraft, { callback, active }: PlannedCallback, { number, secrets }: { number: number; secrets: readonly Place[] }): Code {
  const { ts } = draft;
  const [wrapper, args, result] = [made(draft, `w${number}`), made(draft, 'v'), made(draft, 'r')];
  const { name, type } = callback.parameter;
  for (const call of callback.calls) draft.edits.set(call, { op: 'replace', code: isOptional(ts, call) ? code`(${name.text} && ${wrapper})` : [wrapper] });
  const own = secretsOf(callback.contract);
  const hidden = [...own, ...active.flatMap(({ clause }) => clause.origin?.secrets ?? [])];
  const used = new Set([...active.flatMap(({ clause }) => clauseNames(ts, clause)).map(({ text }) => text), ...hidden.map(({ root }) => root)]);
  const snapshots = new Map([...parameterNames(ts, type)].filter((each) => used.has(each)).map((each) => [each, made(draft, `_${each}`)]));
  const names: FunctionNames = { snapshots, secrets: [...own, ...secrets.filter(({ root }) => root !== 'this')], accessors: new Set(), captures: [] };
  const at = (moment: string): Code[] => active.filter(({ clause }) => clauseKinds[clause.kind].moment === moment).map((each) => checkCode(draft, each, substitute(draft, each, names)));
  const [entry, exit] = [at('entry'), at('exit')];
  const values = type.parameters.filter((each) => !isThis(ts, each)).map((each, index): Code => {
    const local = snapshots.get(each.name.getText());
    const value = each.dotDotDotToken ? `${args}.slice(${index})` : `${args}[${index}]`;
    return local === undefined ? [] : code`const ${local} = ${value};`;
  });
  const call = exit.length === 0 ? code`return ${name.text}(...${args});` : code`const ${result} = ${name.text}(...${args});\n${statements(exit)}\nreturn ${result};`;
  return code`const ${wrapper} = (...${args}) => {\n${statements(values.filter((each) => each.length > 0))}\n${statements(entry)}\n${statements(names.captures)}\n${call}\n};`;
}

function isThis(ts: PlanDraft['ts'], { name }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && name.text === 'this';
}

function isOptional(ts: PlanDraft['ts'], callee: ts.Identifier): boolean {
  const call = ts.findAncestor(callee.parent, (each) => ts.isCallExpression(each));
  return call?.questionDotToken !== undefined;
}
