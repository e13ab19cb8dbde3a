/** The start of a constructor of a derived class, up to `super(…)`: no block may enclose it, so what it throws is judged piece by piece. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { superCall } from './class.ts';
import { editNode, type PlanDraft } from './draft.ts';
import { isNameless } from './expressions.ts';
import { caughtName, code, joinCode, keep, keepAll, type Code } from './plan.ts';
import type { PlannedThrows } from './throws.ts';

interface StartOfConstructor {
  /** Statements of the body, of which the last is `super(…)`; none in any other function. */
  readonly head: readonly ts.Statement[];
  readonly throws: PlannedThrows;
  readonly keepsInvariant: boolean;
}

/**
 * What stands before `super(…)`, and the call: what it throws is judged like what the body throws, and methods that it calls do not check the
 * unfinished object.
 */
export function startOfConstructor(draft: PlanDraft, { head, throws, keepsInvariant }: StartOfConstructor): Code {
  const call = head.at(-1);
  if (!call) return [];
  const error = caughtName(draft);
  const rescue = throws.catching ? code`catch (${error}) {\nthrow ${throws.judge(error)};\n} ` : [];
  if (keepsInvariant) draft.edits.set(call, { op: 'replace', code: superCall(draft, [keepAll([call])], rescue) });
  else if (throws.catching) draft.edits.set(call, { op: 'replace', code: code`try {\n${keepAll([call])}\n} ${rescue}` });
  if (!throws.catching) return [keepAll(head)];
  return joinCode([...judgedStatements(draft, head.slice(0, -1), rescue), [keepAll([call])]], '\n');
}

/**
 * Statements in a `try`, but for declarations, which all that follows sees: of those, what they begin with.
 *
 * before → after: `const half = halve(n);` → `const half = (() => { try { return halve(n); } catch (p$x) { throw …; } })();`
 */
function judgedStatements(draft: PlanDraft, all: readonly ts.Statement[], rescue: Code): Code[] {
  const { ts } = draft;
  const judged: Code[] = [];
  let run: ts.Statement[] = [];
  const endRun = (): void => {
    if (run.length > 0) judged.push(code`try {\n${keepAll(run)}\n} ${rescue}`);
    run = [];
  };
  for (const statement of all) {
    if (!declares(ts, statement)) {
      run.push(statement);
      continue;
    }
    endRun();
    for (const { initializer } of ts.isVariableStatement(statement) ? statement.declarationList.declarations : []) {
      if (initializer && !isNameless(ts, initializer)) editNode(draft, initializer, { op: 'replace', code: code`(() => { try { return ${keep(initializer)}; } ${rescue}})()` });
    }
    judged.push([keepAll([statement])]);
  }
  endRun();
  return judged;
}

/** Whether a statement declares what a block around it would hide. */
function declares(ts: TypeScript, statement: ts.Statement): boolean {
  if (ts.isVariableStatement(statement)) return (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0;
  return ts.isDeclarationStatement(statement);
}
