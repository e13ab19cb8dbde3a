/** Names that a clause means and that its target gives to something else: in ES5 a block has no names of its own, and TypeScript does not know of the checks that are put beside a body. */
import type ts from 'typescript';
import { bodyBindings, clauseNames, declaredIn } from '../1-read/resolve.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, ContractOwner, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import type { OldTarget } from '../old-target.ts';
import type { Carried } from './carried.ts';
import { clausesFromElsewhere, type CheckedContracts } from './index.ts';

/**
 * The contracts of a file without the clauses that cannot be checked for its target, which are said.
 *
 * @ensures `target === 'ES5' || result === checked`
 */
export function withoutHiddenNames(ts: TypeScript, checked: CheckedContracts, target: OldTarget | undefined): CheckedContracts {
  if (target !== 'ES5') return checked;
  const sound = new Set(checked.sound);
  const lost: Diagnostic[] = [];
  const called = checked.callbacks.map(({ node, contract }): Carried => ({ owner: { ...contract.owner, node }, clauses: contract.clauses }));
  for (const { owner, clauses } of [...checked.file.contracts, ...clausesFromElsewhere(checked), ...called]) {
    for (const clause of clauses) {
      const why = sound.has(clause) ? whyHidden(ts, owner, clause) : undefined;
      if (why === undefined) continue;
      sound.delete(clause);
      lost.push(diagnostic('unsupported-name', clause.span, owner.name, ...why));
    }
  }
  return lost.length === 0 ? checked : { ...checked, sound, unsupported: [...checked.unsupported, ...lost] };
}

/** A name of a clause that its check would not find, and why. In the body, where clauses are code, TypeScript finds them. */
function whyHidden(ts: TypeScript, { node }: ContractOwner, clause: Clause): readonly [name: string, why: string] | undefined {
  if (clauseKinds[clause.kind].seesLocals) return undefined;
  const body = 'body' in node && node.body && ts.isBlock(node.body) ? node.body : undefined;
  const own = body ? bodyBindings(ts, body).lexical : new Set<string>();
  for (const name of clauseNames(ts, clause)) {
    const spelling = clause.origin?.spelled.get(name);
    const { text } = name;
    if ((spelling && spelling.as !== 'reference') || isReplaced(ts, clause, text)) continue;
    if (own.has(text)) return [text, 'the body declares another'];
    if (!clause.statement && isOfBlock(ts, node, text)) return [text, 'TypeScript may rename one that is declared in a block'];
  }
  return undefined;
}

/**
 * Whether a name of a clause is one of its kind, which becomes a name of the check's own.
 *
 * @pure
 */
export function isReplaced(ts: TypeScript, { kind, statement, predicate }: Clause, name: string): boolean {
  if (statement || !predicate || !clauseKinds[kind].names.some((each) => each === name)) return false;
  return name === 'old' || !ts.isArrowFunction(predicate.expression);
}

/** Whether what declares a name around a node is a block, a loop or a `catch`, and no whole function or file. */
function isOfBlock(ts: TypeScript, node: ts.Node, name: string): boolean {
  for (let scope: ts.Node = node; !ts.isSourceFile(scope); scope = scope.parent) {
    const isBody = ts.isFunctionLike(scope) || ts.isFunctionLike(scope.parent) || ts.isClassLike(scope);
    if (declaredIn(ts, scope).has(name)) return !isBody;
  }
  return false;
}
