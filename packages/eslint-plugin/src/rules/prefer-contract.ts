/** `prefer-contract`: what a guard demands can be said where callers and tools see it. */
import { clauseKinds, type Clause, type FunctionNode } from '@proviso/compiler';
import type ts from 'typescript';
import { addThrows } from '../add-throws.ts';
import { analysisOf, type Analysis, type Context } from '../analysis.ts';
import { clausesOf } from '../clauses-of.ts';
import { createRule, locOf } from '../create-rule.ts';
import { hasName } from '../doc-comment.ts';
import { guardsOf, type Guard } from '../guards.ts';

export const preferContract = createRule<readonly [], 'guard' | 'add'>({
  name: 'prefer-contract',
  meta: {
    type: 'suggestion',
    docs: { description: 'What a guard at the head of a body demands is also said in the contract', configs: [], needsTypes: false },
    hasSuggestions: true,
    messages: {
      guard: 'Callers and tools do not see this guard. Add to the doc comment what it says: {{clause}}. Keep the guard: the clause does not replace it.',
      add: 'Add {{clause}} to the doc comment; the guard stays.',
    },
    schema: [],
  },
  defaultOptions: [],
  create: (context) => ({
    Program: () => {
      const analysis = analysisOf(context);
      if (analysis?.pkg?.optedIn !== true || analysis.sourceFile.isDeclarationFile) return;
      forEachFunction(analysis, (owner) => reportGuards(context, analysis, owner));
    },
  }),
});

function reportGuards(context: Readonly<Context>, analysis: Analysis, owner: FunctionNode): void {
  const clauses = clausesOf(analysis, owner);
  if (!hasName(analysis.ts, owner) || clauses.some(isReason)) return;
  for (const { statement, clause } of guardsOf(analysis, owner).filter((guard) => !clauses.some((said) => says(said, guard)))) {
    const { range, text } = addThrows(analysis, owner, clause);
    const { expression } = statement;
    context.report({
      loc: locOf(context, { start: expression.getStart(), end: expression.end }),
      messageId: 'guard',
      data: { clause },
      suggest: [{ messageId: 'add', data: { clause }, fix: (fixer) => fixer.replaceTextRange(range, text) }],
    });
  }
}

/** Deliberately without a contract. */
function isReason({ kind }: Clause): boolean {
  return clauseKinds[kind].content === 'reason';
}

/** Whether a clause is about the error of a guard. */
function says({ errors = [] }: Clause, { error }: Guard): boolean {
  return errors.some((each) => each.getText() === error);
}

function forEachFunction({ ts, sourceFile }: Analysis, act: (owner: FunctionNode) => void): void {
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) act(node);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
}
