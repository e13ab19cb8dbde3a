/** Whether a function has a contract already: its own, one that it inherits, or one in the types of its signature. */
import { clauseKinds, type Clause } from '@proviso/compiler';
import type { Analysis } from '../analysis.ts';
import { contractCommentOf } from '../doc-comment.ts';
import type { CallableNode } from '../export-index/function-nodes.ts';
import type { ExportedFunction } from '../export-index/walk.ts';
import { clausesOf } from '../clauses-of.ts';
import { namesRefinement } from './refinements.ts';
import { overriddenDeclarations } from './overridden.ts';

/** Whether nothing is to be demanded of a function. A clause that is wrong is reported by another rule, and counts. */
export function isContracted(analysis: Analysis, { declarations }: ExportedFunction): boolean {
  return declarations.some((each) => hasOwnContract(analysis, each) || hasWrongClause(analysis, each) || inheritsContract(analysis, each) || namesRefinement(analysis, each));
}

function hasOwnContract(analysis: Analysis, node: CallableNode): boolean {
  return ownClauses(analysis, node).some(isContract) || clausesOf(analysis, node.parent).some(isReason);
}

function ownClauses(analysis: Analysis, node: CallableNode): readonly Clause[] {
  const { ts } = analysis;
  const field = ts.findAncestor(node, (each) => (each !== node && ts.isFunctionLike(each) ? 'quit' : ts.isPropertyDeclaration(each)));
  return [node, field].flatMap((each) => (each ? clausesOf(analysis, each) : []));
}

/** The first clause of a function that says something to callers. */
export function firstClauseOf(analysis: Analysis, { declarations }: ExportedFunction): Clause | undefined {
  return declarations.flatMap((each) => ownClauses(analysis, each)).find((clause) => isContract(clause) && !isReason(clause));
}

/** Looks at the doc comment itself: a clause that is wrong is in no contract, nor is one right before a function that does not belong to it, as behind a brace on the same line. */
function hasWrongClause(analysis: Analysis, node: CallableNode): boolean {
  const errors = analysis.contracts?.errors ?? [];
  if (errors.length === 0) return false;
  const before = { start: node.pos, end: node.getStart(analysis.sourceFile) };
  const places = [before, contractCommentOf(analysis, node)];
  return errors.some(({ span }) => places.some((place) => place && span.start >= place.start && span.end <= place.end));
}

function inheritsContract(analysis: Analysis, node: CallableNode): boolean {
  return overriddenDeclarations(analysis, node).some((each) => clausesOf(analysis, each).some(isContract));
}

/** Whether a clause says something to callers, or why there is nothing to say. */
function isContract(clause: Clause): boolean {
  const { moment, isFrame, inheritance } = clauseKinds[clause.kind];
  return (moment !== 'never' && moment !== 'here') || isFrame === true || inheritance !== undefined || isReason(clause);
}

function isReason({ kind, reason = '' }: Clause): boolean {
  return clauseKinds[kind].content === 'reason' && reason.trim() !== '';
}
