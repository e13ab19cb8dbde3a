/** The block tags of a doc comment, prose and clauses alike, for the rules that look at prose. */
import type { Span } from '@proviso/compiler';

/** The description of a doc comment, or one of its block tags. */
export interface DocTag {
  /** Without the `@`; empty for the description. */
  readonly name: string;
  /** From the `@` to the end of the text, trailing white space excluded. */
  readonly span: Span;
  /** Just behind the name. */
  readonly bodyStart: number;
}

const lines = /(?:^\/\*\*|^)[ \t]*(?:\*(?!\/))?[ \t]*([^\r\n]*)/gm;

/** A line that closes the fence in front. */
const closing = /^[^\r\n]*(?:[\r\n][^]*?)?[\r\n][ \t]*(?:\*(?!\/)[ \t]*)?```/;

/** The description and the block tags of a doc comment, in order. Fenced code holds no tags; a fence that nothing closes holds no code. */
export function docTagsOf(text: string, { start, end }: Span): DocTag[] {
  const tags: { name: string; start: number; end: number; bodyStart: number }[] = [{ name: '', start: start + 3, end: start + 3, bodyStart: start + 3 }];
  let isCode = false;
  for (const { 0: whole, 1: content = '', index } of text.slice(start, end - 2).matchAll(lines)) {
    const at = start + index + whole.length - content.length;
    const name = /^@([A-Za-z][\w-]*)/.exec(content)?.[1];
    if (content.startsWith('```')) isCode = !isCode && closing.test(text.slice(at, end));
    else if (!isCode && name !== undefined) tags.push({ name, start: at, end: at, bodyStart: at + 1 + name.length });
    const tag = tags.at(-1);
    if (tag && content.trim() !== '') tag.end = at + content.trimEnd().length;
  }
  return tags.map(({ name, start: from, end: to, bodyStart }) => ({ name, span: { start: from, end: to }, bodyStart }));
}

/** A stretch of a comment without line decoration and fenced code; every other character keeps its offset. */
export function proseOf(text: string, { start, end }: Span): string {
  const blank = (match: string): string => ' '.repeat(match.length);
  return text.slice(start, end).replace(/```[^]*?(?:```|$)/g, blank).replace(/(?:\r\n?|\n)[ \t]*\*?/g, blank);
}
