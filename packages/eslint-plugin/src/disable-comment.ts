/** Disables a rule for one doc comment: a directive above the comment or in it does not reach what is reported in it. */
import type { Span } from '@proviso/compiler';
import type { Context } from './analysis.ts';
import { indentBefore, lineEndOf, type Edit } from './doc-comment.ts';

/** The pair of directives around the doc comment that a report lies in; undefined where it lies in none. */
export function disablingEdits({ id, sourceCode }: Readonly<Context>, { start }: Span): Edit[] | undefined {
  const comment = sourceCode.getAllComments().find(({ range, type, value }) => String(type) === 'Block' && value.startsWith('*') && range[0] < start && start < range[1]);
  if (!comment) return undefined;
  const { text } = sourceCode;
  const [from, to] = comment.range;
  const indent = indentBefore(text, from);
  const eol = lineEndOf(text);
  const opening = `/* eslint-disable ${id} */`;
  const closing = `/* eslint-enable ${id} */`;
  // A line is begun only where one begins already: elsewhere it could end a statement.
  const isLastOnLine = indent !== undefined && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(to));
  return [
    { range: [from, from], text: indent === undefined ? `${opening} ` : opening + eol + indent },
    { range: [to, to], text: isLastOnLine ? eol + indent + closing : ` ${closing}` },
  ];
}
