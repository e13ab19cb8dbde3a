/** `no-prose-clause`: a tag that is made for conditions holds one. */
import { clauseKinds, freeNames, kindsOfTag, ownerOf, type OwnerNode } from '@proviso/compiler';
import type ts from 'typescript';
import { analysisOf, type Analysis, type Context } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { documentedIn } from '../doc-comment.ts';
import { docTagsOf, type DocTag } from '../doc-tags.ts';
import { conditionText } from '../guard-condition.ts';
import { report } from '../report.ts';
import { seesNames } from '../scope-names.ts';

export const noProseClause = createRule<readonly [], 'prose' | 'braces' | 'quote' | 'withoutBraces'>({
  name: 'no-prose-clause',
  meta: {
    type: 'problem',
    docs: { description: 'Tags for conditions hold an expression in backticks, not prose', configs: ['strict'], needsTypes: false },
    hasSuggestions: true,
    messages: {
      prose: 'This @{{tag}} is prose, so nothing checks it. Write the condition as one expression in backticks: @{{tag}} `{{example}}`. What no expression can say belongs in the description, without the tag.',
      braces: 'Nothing checks this @{{tag}}, because braces stand before its condition. Write it without them: @{{tag}} `{{example}}`.',
      quote: 'Put the expression in backticks.',
      withoutBraces: 'Remove the braces.',
    },
    schema: [],
  },
  defaultOptions: [],
  create: (context) => ({
    Program: () => {
      const analysis = analysisOf(context);
      if (analysis?.pkg?.optedIn !== true || analysis.sourceFile.isDeclarationFile) return;
      for (const { owner, tag } of proseTags(analysis)) {
        const quoted = asClause(context, analysis, { owner, tag });
        report(context, {
          span: tag.span,
          messageId: quoted?.hadBraces === true ? 'braces' : 'prose',
          data: { tag: tag.name, example: quoted?.condition ?? examples[tag.name] ?? 'n > 0' },
          suggest: quoted ? [{ messageId: quoted.hadBraces ? 'withoutBraces' : 'quote', edits: [{ range: [tag.span.start, tag.span.end], text: quoted.text }] }] : [],
        });
      }
    },
  }),
});

const conditionTags: ReadonlySet<string> = new Set(Object.values(clauseKinds).flatMap(({ tag, content, alwaysFormal }) => (tag !== undefined && alwaysFormal && content === 'condition' ? [tag] : [])));
const anyConditionTag = new RegExp(`@(?:${[...conditionTags].join('|')})\\b`);
const examples: Readonly<Record<string, string>> = { ensures: 'result > 0', ensuresAlso: 'result > 0', invariant: 'this.size >= 0' };

interface Prose {
  readonly owner: OwnerNode;
  readonly tag: DocTag;
}

/** The tags for conditions that the compiler takes for prose. */
function proseTags(analysis: Analysis): Prose[] {
  const { contracts, sourceFile } = analysis;
  const known = [...(contracts?.file.contracts.flatMap(({ clauses }) => clauses) ?? []), ...(contracts?.errors ?? [])];
  const taken = new Set(known.map(({ span }) => span.start));
  const isProse = ({ name, span, bodyStart }: DocTag): boolean =>
    conditionTags.has(name) && !/^\s*module:/.test(sourceFile.text.slice(bodyStart, span.end)) && ![...taken].some((start) => span.start <= start && start < span.end);
  return documentedIn(analysis, (comment) => anyConditionTag.test(comment)).flatMap(({ owner, comment }) =>
    docTagsOf(sourceFile.text, comment).filter(isProse).map((tag) => ({ owner, tag })),
  );
}

interface Quoted {
  readonly condition: string;
  readonly text: string;
  /** The condition stands in backticks, behind something in braces. */
  readonly hadBraces: boolean;
}

/** A type or a link in braces, the condition, and what may follow it. */
const behindBraces = /^\{[^{}]*\}\s*`([^`]+)`(.*)$/;

/** The tag as a clause, where its prose is one condition whose names all mean something. */
function asClause(context: Readonly<Context>, analysis: Analysis, { owner, tag }: Prose): Quoted | undefined {
  const { ts, sourceFile } = analysis;
  const written = sourceFile.text.slice(tag.bodyStart, tag.span.end);
  if (/[\r\n]/.test(written)) return undefined;
  const [, inBackticks, rest = ''] = behindBraces.exec(written.trim()) ?? [];
  const prose = inBackticks ?? written.trim().replace(/\.$/, '');
  const expression = parse(ts, prose);
  const condition = expression && conditionText({ ts, sourceFile, program: undefined }, expression, { withThis: !ts.isConstructorDeclaration(owner) });
  if (expression === undefined || condition === undefined) return undefined;
  const role = ownerOf(ts, owner)?.role;
  const rows = kindsOfTag(tag.name).map((kind) => clauseKinds[kind]).filter(({ owners }) => role !== undefined && owners.includes(role));
  if (rows.length === 0) return undefined;
  const reserved: readonly string[] = rows.flatMap(({ names }) => names);
  const names = freeNames(ts, expression).map(({ text }) => text).filter((name) => !reserved.includes(name));
  return seesNames(context, analysis, { owner, names }) ? { condition, text: `@${tag.name} \`${condition}\`${rest}`, hadBraces: inBackticks !== undefined } : undefined;
}

/** The text as exactly one expression. */
function parse(ts: Analysis['ts'], text: string): ts.Expression | undefined {
  const file = ts.createSourceFile('prose.ts', `(${text}\n)`, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics = [] } = file as { parseDiagnostics?: readonly unknown[] };
  const [statement, ...others] = file.statements;
  if (parseDiagnostics.length > 0 || others.length > 0 || !statement || !ts.isExpressionStatement(statement)) return undefined;
  return ts.isParenthesizedExpression(statement.expression) ? statement.expression.expression : undefined;
}
