/** `contract-from-comment`: what prose demands of a parameter can be a clause that is checked. */
import { clauseKinds, isFunctionWithBody, type Clause, type FunctionNode } from '@proviso/compiler';
import { analysisOf, type Analysis, type Context } from '../analysis.ts';
import { clausesOf } from '../clauses-of.ts';
import { createRule } from '../create-rule.ts';
import { documentedIn, insertClause, type Documented } from '../doc-comment.ts';
import { docTagsOf, proseOf, type DocTag } from '../doc-tags.ts';
import { guardedNames } from '../guards.ts';
import { operandsOf } from '../operands.ts';
import { demandsIn, isLimited, modal, type Demand } from '../prose-demands.ts';
import { report } from '../report.ts';

export const contractFromComment = createRule<readonly [], 'demand' | 'add'>({
  name: 'contract-from-comment',
  meta: {
    type: 'suggestion',
    docs: { description: 'What prose demands of a parameter is also said as a clause', configs: [], needsTypes: false },
    hasSuggestions: true,
    messages: {
      demand: 'The comment says "{{phrase}}" of `{{name}}`, and nothing checks it. Add to the doc comment: {{clause}}. If other values are allowed, say in the prose what happens to them.',
      add: 'Add {{clause}} to the doc comment.',
    },
    schema: [],
  },
  defaultOptions: [],
  create: (context) => ({
    Program: () => {
      const analysis = analysisOf(context);
      if (analysis?.pkg?.optedIn !== true) return;
      for (const { owner, comment } of documentedIn(analysis, (text) => mayDemand.test(text))) {
        if (isFunctionWithBody(analysis.ts, owner)) for (const demand of demandsOn(analysis, owner, comment)) reportDemand(context, analysis, { owner, ...demand });
      }
    },
  }),
});

const mayDemand = new RegExp(`${modal}|at least|at most|between|no less|no more|than or equal`, 'i');

/** A demand on a parameter of a function; offsets are those of the file. */
interface NamedDemand extends Demand {
  readonly name: string;
}

function reportDemand(context: Readonly<Context>, analysis: Analysis, { owner, name, condition, start, end }: NamedDemand & { readonly owner: FunctionNode }): void {
  const clause = `@requires \`${condition}\``;
  const phrase = proseOf(analysis.sourceFile.text, { start, end }).replace(/\s+/g, ' ').trim();
  report(context, {
    span: { start, end },
    messageId: 'demand',
    data: { phrase, name, clause },
    suggest: [{ messageId: 'add', data: { clause }, edits: [insertClause(analysis, owner, clause)] }],
  });
}

/** What the comment of a function demands of parameters that no clause names yet. A guard has its own error, which `@requires` would change. */
function demandsOn(analysis: Analysis, owner: FunctionNode, comment: Documented['comment']): NamedDemand[] {
  const { sourceFile: { text } } = analysis;
  const clauses = clausesOf(analysis, owner);
  if (clauses.some(({ kind }) => clauseKinds[kind].content === 'reason')) return [];
  const guarded = guardedNames(analysis, owner);
  const isFree = (name: string): boolean => !guarded.has(name.split('.', 1)[0] ?? name) && !clauses.some((clause) => isAbout(clause, name));
  return docTagsOf(text, comment).flatMap((tag) => {
    const prose = uptoNextTag(proseOf(text, { start: tag.bodyStart, end: tag.span.end }));
    return subjectsOf(owner, tag, prose).filter(({ name }) => isFree(name)).flatMap(({ name, from, to }) =>
      demandsIn(prose.slice(from, to), operandsOf(analysis, owner, name), { aloneToo: tag.name !== '' }).map((demand) => ({
        ...demand, name, start: tag.bodyStart + from + demand.start, end: tag.bodyStart + from + demand.end,
      })),
    );
  });
}

/** What is said before another tag on the same line. */
function uptoNextTag(prose: string): string {
  const next = prose.search(/\s@[A-Za-z]/);
  return next < 0 ? prose : prose.slice(0, next);
}

/** Whether a clause says something about a parameter on entry. */
function isAbout({ kind, predicate, errors }: Clause, name: string): boolean {
  const { moment } = clauseKinds[kind];
  const isEntry = moment === 'entry' || errors !== undefined;
  return isEntry && predicate !== undefined && new RegExp(`(?<![\\w$.])${name.replace(/[$.]/g, '\\$&')}(?![\\w$])`).test(predicate.text);
}

interface Subject {
  readonly name: string;
  /** The stretch of the prose that is about it. */
  readonly from: number;
  readonly to: number;
}

const paramHead = /^\s*(?:\{[^}]*\}\s*)?\[?([\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*)(?:\s*=[^\]]*)?\]?\s*-?/u;

/** The parameters that a tag or the description is about, and where. */
function subjectsOf(owner: FunctionNode, tag: DocTag, prose: string): Subject[] {
  const names = owner.parameters.flatMap(({ name }) => ('text' in name ? [name.text] : []));
  if (tag.name === 'param') {
    const [head, name = ''] = paramHead.exec(prose) ?? [''];
    return names.includes(name.split('.', 1)[0] ?? '') ? [{ name, from: head.length, to: prose.length }] : [];
  }
  if (tag.name !== '') return [];
  return names.flatMap((name) => {
    const subject = new RegExp(`(?<![\\w$.])(\`?)${name.replaceAll('$', '\\$')}\\1\\s+(?=${modal.replaceAll(' ', '\\s+')})`, 'g');
    return [...prose.matchAll(subject)].filter(({ index }) => !isLimited(prose.slice(startOfSentence(prose, index), index))).map(({ 0: head, index }) => ({ name, from: index + head.length, to: endOfSentence(prose, index) }));
  });
}

function startOfSentence(prose: string, to: number): number {
  return [...prose.slice(0, to).matchAll(/\.\s|[!?]/g)].at(-1)?.index ?? 0;
}

function endOfSentence(prose: string, from: number): number {
  const end = prose.slice(from).search(/\.(?:\s|$)|[!?]/);
  return end < 0 ? prose.length : from + end;
}
