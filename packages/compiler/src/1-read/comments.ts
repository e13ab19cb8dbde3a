/** The comment scanner: doc comments and the block tags in them, from raw text, in time linear in its length. */
import type ts from 'typescript';
import { clauseKinds, type ClauseContent } from '../clause-kinds.ts';
import type { Span, TypeScript } from '../contract.ts';

/** A block tag of a doc comment: `@name` and the text up to the next tag. */
export interface BlockTag {
  readonly name: string;
  /** From the `@` to the end of the tag's text, trailing white space excluded. */
  readonly span: Span;
  /** Just behind the name. */
  readonly bodyStart: number;
}

/**
 * The last doc comment before `node`, which is the one that TypeScript attaches to it.
 *
 * @pure
 */
export function docCommentOf(ts: TypeScript, sourceFile: ts.SourceFile, node: ts.Node): Span | undefined {
  return takesCommentOnSameLine(ts, node) ? docCommentBefore(ts, sourceFile, node) : lastDocComment(sourceFile.text, ts.getLeadingCommentRanges(sourceFile.text, node.pos) ?? []);
}

/** The last doc comment between `node` and the token before it. */
export function docCommentBefore(ts: TypeScript, { text }: ts.SourceFile, node: ts.Node): Span | undefined {
  return lastDocComment(text, [...(ts.getTrailingCommentRanges(text, node.pos) ?? []), ...(ts.getLeadingCommentRanges(text, node.pos) ?? [])]);
}

function lastDocComment(text: string, ranges: readonly ts.CommentRange[]): Span | undefined {
  const last = ranges.findLast((range) => isDocComment(text, range.pos));
  return last && { start: last.pos, end: last.end };
}

/**
 * Nodes for which TypeScript also looks behind the token before, on the same line: `= /** … *\/ (x) => x`.
 *
 * @pure
 */
export function takesCommentOnSameLine(ts: TypeScript, node: ts.Node): boolean {
  return ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isParenthesizedExpression(node) || ts.isVariableDeclaration(node) || ts.isFunctionTypeNode(node) || ts.isParenthesizedTypeNode(node);
}

/** Whether the text at `start` opens a doc comment: `/**`, but neither the empty comment nor a line of stars. */
function isDocComment(text: string, start: number): boolean {
  return text.startsWith('/**', start) && text[start + 3] !== '/' && text[start + 3] !== '*';
}

/** The stretches that look like doc comments and hold one of the offsets. */
export function commentsAround(text: string, offsets: readonly number[]): Span[] {
  return stretchesAround(text, offsets, '/**').filter(({ start }) => isDocComment(text, start));
}

/** The stretches that look like block comments other than doc comments and hold one of the offsets. */
export function blockCommentsAround(text: string, offsets: readonly number[]): Span[] {
  return stretchesAround(text, offsets, '/*').filter(({ start }) => !isDocComment(text, start));
}

/** The stretches from `opener` to the end of a comment that hold one of the offsets. Each part of the text is looked at once. */
function stretchesAround(text: string, offsets: readonly number[], opener: '/*' | '/**'): Span[] {
  const stretches: Span[] = [];
  let start = text.indexOf(opener);
  let close = 0;
  for (const offset of offsets) {
    if (start === -1) break;
    const last = stretches.at(-1);
    if (last && offset < last.end) continue;
    for (let next = start; next !== -1 && next < offset; next = text.indexOf(opener, next + 1)) start = next;
    if (close < start + opener.length) close = text.indexOf('*/', start + opener.length);
    if (close === -1) break;
    if (start < offset && close > offset) stretches.push({ start, end: close + 2 });
  }
  return stretches;
}

/** Whether what looks like a doc comment at `start` is an example inside of one, which has written `*\\/` for its end. */
export function isInsideComment(ts: TypeScript, sourceFile: ts.SourceFile, start: number): boolean {
  const { text } = sourceFile;
  const closed = text.lastIndexOf('*/', start);
  for (let open = start; open > 0; ) {
    open = text.lastIndexOf('/**', open - 1);
    if (open <= closed) return false;
    const isInLineComment = text.slice(text.lastIndexOf('\n', open) + 1, open).includes('//');
    if (!isInLineComment && isTrivia(ts, sourceFile, open)) return true;
  }
  return false;
}

/** Whether an offset lies between tokens, not inside a string, a template, a regular expression or JSX text. */
export function isTrivia(ts: TypeScript, sourceFile: ts.SourceFile, offset: number): boolean {
  const around = (each: ts.Node): ts.Node | undefined => (each.pos <= offset && offset < each.end ? each : undefined);
  const aroundIn = (list: ts.NodeArray<ts.Node>): ts.Node | undefined => (list.pos <= offset && offset < list.end ? nodeAt(list, offset) : undefined);
  let node: ts.Node = sourceFile;
  for (let child: ts.Node | undefined = node; child; child = ts.forEachChild(node, around, aroundIn)) node = child;
  const isToken = ts.isToken(node) || ts.isJsxText(node) || ts.isStringLiteralLike(node);
  return !isToken || offset < node.getStart(sourceFile);
}

/** The node of an ordered list that an offset is in. */
function nodeAt(list: readonly ts.Node[], offset: number): ts.Node | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const node = list[low];
  return node && node.pos <= offset ? node : undefined;
}

const decoration = /[ \t]*(?:\*(?!\/))?[ \t]*/y;
const tagName = /@([A-Za-z][\w-]*)/y;

/** The tags of some kinds of content, for a pattern. */
function tagsOf(...contents: readonly ClauseContent[]): string {
  return Object.values(clauseKinds).flatMap(({ tag, content }) => (tag !== undefined && contents.includes(content) ? [tag] : [])).join('|');
}

/** A list of words up to the end of the line or to another tag. */
const lastWords = String.raw`[^\S\r\n]+[^\s,@\x60{}*]+(?:[^\S\r\n]*,[^\S\r\n]*[^\s,@\x60{}*]+)*`;
const lineEnd = String.raw`[^\S\r\n]*(?:$|[\r\n]|(?<=\s)@)`;

/**
 * A contract tag in the middle of a line: the name, and in sight of it a label, a fence or a brace; or one that takes no expression, with nothing but its
 * list behind it, so that a sentence about the tag is none.
 */
const inlineTag = new RegExp(
  String.raw`(?<=\s)@(?:(?<bare>(?:${tagsOf('nothing')})(?=${lineEnd})|(?:${tagsOf('places', 'parameters')})(?=${lastWords}${lineEnd}))|(?<formal>[A-Za-z]+)(?=\s+(?:(?:\[\w*\]\s*)?\x60|\{)))`,
  'g',
);

/** A tag in the middle of a line, by its name and where it stands. */
interface InlineTag {
  readonly name: string;
  readonly start: number;
  readonly bodyStart: number;
}

/** The first contract tag in the middle of a stretch of a comment, outside of inline code; `bare` ones, which have no expression, only where they may be meant. */
export function inlineTagIn(text: string, { start, end }: Span, may: { readonly beContract: (name: string) => boolean; readonly beBare: boolean }): InlineTag | undefined {
  const content = text.slice(start, end);
  for (const { 0: tag, groups = {}, index } of content.matchAll(inlineTag)) {
    const name = groups['formal'] ?? (may.beBare ? groups['bare'] : undefined);
    const isCode = content.slice(0, index).split('`').length % 2 === 0;
    if (name !== undefined && may.beContract(name) && !isCode) return { name, start: start + index, bodyStart: start + index + tag.length };
  }
  return undefined;
}

/**
 * The block tags of one doc comment. Tags inside fenced code are examples and do not count; a fence that nothing closes holds none.
 * TypeScript reads a tag wherever `@` follows white space; here that is so for tags that `isContract` knows, where what follows can be a clause.
 */
export function blockTags(text: string, comment: Span, isContract: (name: string) => boolean): BlockTag[] {
  const tags: BlockTag[] = [];
  const end = comment.end - 2;
  let open: { name: string; start: number; bodyStart: number } | undefined;
  let inFence = false;
  let at = -1;
  const close = (at: number): void => {
    if (open) tags.push({ name: open.name, span: { start: open.start, end: trimEnd(text, open.bodyStart, at) }, bodyStart: open.bodyStart });
    open = undefined;
  };
  const start = (tag: NonNullable<typeof open>): void => {
    close(tag.start);
    open = tag;
  };
  for (let lineStart = comment.start + 3; lineStart < end; ) {
    const content = Math.min(matchEnd(decoration, text, lineStart), end);
    const next = nextLine(text, content, end);
    if (text.startsWith('```', content)) {
      close(lineStart);
      inFence = !inFence && opensFence(text, next, end);
    }
    tagName.lastIndex = content;
    const match = inFence ? null : tagName.exec(text);
    if (match?.[1] !== undefined && tagName.lastIndex <= end) start({ name: match[1], start: content, bodyStart: tagName.lastIndex });
    if (at < content) at = nextAt(text, content, end);
    if (at < next && !inFence && !(open && isContract(open.name))) {
      // In a description of several lines, a line may well end in the name of a tag.
      const inline = inlineTagIn(text, { start: content, end: next }, { beContract: isContract, beBare: open !== undefined || next === end });
      if (inline) start(inline);
    }
    lineStart = next;
  }
  close(end);
  return tags;
}

/** Whether a fence before `from` is closed by a later line. */
function opensFence(text: string, from: number, end: number): boolean {
  for (let lineStart = from; lineStart < end; lineStart = nextLine(text, lineStart, end)) {
    if (text.startsWith('```', matchEnd(decoration, text, lineStart))) return true;
  }
  return false;
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.exec(text);
  return pattern.lastIndex;
}

function nextAt(text: string, from: number, end: number): number {
  const at = text.indexOf('@', from);
  return at === -1 ? end : at;
}

const lineBreak = /\r\n?|\n/g;

function nextLine(text: string, from: number, end: number): number {
  lineBreak.lastIndex = from;
  return lineBreak.test(text) ? Math.min(lineBreak.lastIndex, end) : end;
}

/** The end of the text in [start, end) without trailing white space and line decoration. */
function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /[\s*]/.test(text[at - 1] ?? '')) at--;
  return at;
}

/** The text of a stretch of a comment on one line: line breaks and the decoration after them become one space. */
export function unfold(text: string): string {
  const [first = '', ...others] = text.split(/\r\n|[\r\n\u2028\u2029]/);
  if (others.length === 0) return first.trim();
  return [first.trim(), ...others.map((line) => line.trim().replace(/^\*(?!\/)/, '').trim())].join(' ').trim();
}

/** A stretch of a comment with its line decoration blanked; every other character keeps its offset. */
export function blankDecoration(text: string): string {
  return text.replace(/([\r\n\u2028\u2029][ \t]*)\*/g, '$1 ');
}
