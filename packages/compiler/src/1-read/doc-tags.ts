/** From the block tags of a doc comment to clauses whose expressions are not parsed yet. Decides formal or prose. */
import { clauseKinds, contractTags, kindsOfTag, type ClauseKind } from '../clause-kinds.ts';
import type { Label, Span } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { blockTags, inlineTagIn, unfold, type BlockTag } from './comments.ts';

/** A clause as text: every span is an offset pair of the source file. */
export interface TagClause {
  readonly tag: string;
  readonly span: Span;
  /** Between the backticks. */
  readonly expression?: Span;
  readonly errors?: readonly Span[];
  readonly iff?: boolean;
  readonly label?: Label;
  readonly message?: string;
  /** A list of places, not yet resolved. */
  readonly places?: readonly Span[];
  /** The list stands in backticks, has an index, or is followed by punctuation: where its names are known, one is meant. */
  readonly isAlmostList?: true;
  readonly reason?: string;
  /** JSDoc's own tag: where the expression does not parse and has no operator, it is prose after all. */
  readonly tentative?: boolean;
}

export interface TagClauses {
  readonly clauses: readonly TagClause[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The result of reading one tag: a clause, a problem, or neither for prose. `next` is a tag on the same line. */
interface TagReading {
  readonly clause?: TagClause;
  readonly problem?: Diagnostic;
  readonly next?: BlockTag;
}

/** The clauses of one doc comment. Prose gives nothing. */
export function readTags(text: string, comment: Span): TagClauses {
  const clauses: TagClause[] = [];
  const problems: Diagnostic[] = [];
  for (const block of blockTags(text, comment, (name) => kindsOfTag(name).length > 0)) {
    for (let tag: BlockTag | undefined = block; tag; ) {
      const reading = readTag(text, tag);
      if (reading.clause) clauses.push(reading.clause);
      if (reading.problem) problems.push(reading.problem);
      tag = reading.next;
    }
  }
  return { clauses, diagnostics: problems };
}

function readTag(text: string, tag: BlockTag): TagReading {
  const [kind] = kindsOfTag(tag.name);
  if (kind === undefined) return misspelt(text, tag);
  const formal = clauseKinds[kind].alwaysFormal ? readFormal(text, tag) : {};
  if (formal.clause || formal.problem) return formal;
  // A reason is a sentence, which may end in the name of a tag.
  const { end, next } = splitTail(text, { start: tag.bodyStart, end: tag.span.end }, clauseKinds[kind].content !== 'reason');
  if (clauseKinds[kind].alwaysFormal) return next ? { next } : {};
  const span = { start: tag.span.start, end: trimmed(text, end) };
  return { ...readInformal(text, { ...tag, span }, kind), ...(next ? { next } : {}) };
}

/** TABLE: what tags are called by mistake, beside what is wrong in nothing but capitals. */
const otherNames: Readonly<Record<string, string>> = {
  require: 'requires', pre: 'requires', precondition: 'requires', requiresAlso: 'requires',
  ensure: 'ensures', post: 'ensures', postcondition: 'ensures',
  invariants: 'invariant', decrease: 'decreases', requireElse: 'requiresElse', ensureAlso: 'ensuresAlso', ensuresElse: 'ensuresAlso',
  throw: 'throws', exception: 'throws', yield: 'yields', secrets: 'secret', modify: 'modifies', consumes: 'consume', borrows: 'borrow',
  'no-contract': 'noContract', noContracts: 'noContract', nocontracts: 'noContract',
};

const meantTags: ReadonlyMap<string, string> = new Map([
  ...contractTags.flatMap((tag) => [tag.toLowerCase(), tag.toUpperCase(), `${tag.charAt(0).toUpperCase()}${tag.slice(1)}`].flatMap((name) => (name === tag ? [] : [[name, tag] as const]))),
  ...Object.entries(otherNames),
]);

/** What scanners have to stop at, though it is no contract tag. */
export const misspeltTags: readonly string[] = [...meantTags.keys()];

/** Reports a tag that is no contract tag by a letter and has what the one that is meant has: a condition, places, a reason or nothing. */
function misspelt(text: string, tag: BlockTag): TagReading {
  const meant = meantTags.get(tag.name);
  const [kind] = meant === undefined ? [] : kindsOfTag(meant);
  if (meant === undefined || kind === undefined) return {};
  const { content } = clauseKinds[kind];
  if (content === 'reason' || content === 'nothing') {
    // `@Pure()` is a decorator in an example.
    const isTag = content === 'nothing' ? unfold(text.slice(tag.bodyStart, tag.span.end)) === '' : text[tag.bodyStart] !== '(';
    return isTag ? { problem: diagnostic('misspelt-tag', tag.span, tag.name, meant) } : {};
  }
  if (content === 'places' || content === 'parameters') {
    const { clause } = readPlaces(text, { ...tag, name: meant });
    return clause ? { clause: { ...clause, isAlmostList: true } } : {};
  }
  const head = content === 'error-condition' ? matchAt(throwsHead, text, tag.bodyStart) : undefined;
  const [, condition = ''] = /^\s*`([^`\r\n]+)`/.exec(unfold(text.slice(head?.end ?? tag.bodyStart, tag.span.end))) ?? [];
  const errors = head ? ` ${unfold(text.slice(tag.bodyStart, head.end))}` : '';
  const isMeant = hasOperator(condition) && (content !== 'error-condition' || head !== undefined);
  return isMeant || (condition !== '' && content === 'measure') ? { problem: diagnostic('almost-a-clause', tag.span, `${meant}${errors} \`${condition}\``) } : {};
}

/** A tag that other tools know too, or that takes no condition. */
function readInformal(text: string, tag: BlockTag, kind: ClauseKind): TagReading {
  switch (clauseKinds[kind].content) {
    case 'condition':
    case 'measure':
      return readWhole(text, tag, yieldsHead);
    case 'error-condition':
      return readWhole(text, tag, throwsHead);
    case 'places':
    case 'parameters':
      return readPlaces(text, tag);
    case 'reason':
      return { clause: { tag: tag.name, span: tag.span, reason: unfold(text.slice(tag.bodyStart, tag.span.end)) } };
    case 'nothing':
      return { clause: { tag: tag.name, span: tag.span } };
  }
}

/** Stars are the decoration of lines: a tag may go on in the next one between any two of its parts. */
const formalHead = /[\s*]*(?:\[([^\]`\r\n]*)\][\s*]*)?(?=`)/y;

/** A tag that is formal whenever a backtick follows it. */
function readFormal(text: string, tag: BlockTag): TagReading {
  const head = matchAt(formalHead, text, tag.bodyStart);
  if (!head || head.end >= tag.span.end) return punctuated(text, tag);
  const fence = readFence(text, tag, head.end);
  if (fence.problem) return { problem: fence.problem };
  const label = head.groups[1];
  if (label !== undefined && !isLabel(label)) return { problem: diagnostic('unknown-label', tag.span, label) };
  const tail = splitTail(text, { start: fence.end, end: tag.span.end });
  const message = messageOf(text.slice(fence.end, tail.end));
  const [, connective, second] = /^(?:(and|or|as\s+well\s+as|&&|\|\|)|[,;+])?\s*`([^`]+)`/i.exec(message) ?? [];
  if (second !== undefined && (connective !== undefined || hasComparison(second))) {
    const first = unfold(text.slice(fence.expression.start, fence.expression.end));
    const isOr = /^(?:or|\|\|)$/i.test(connective ?? '');
    return { problem: diagnostic('almost-a-clause', tag.span, `${tag.name} \`${first} ${isOr ? '||' : '&&'} ${unfold(second)}\`${isOr ? '' : ', or two tags'}`) };
  }
  return {
    clause: {
      tag: tag.name,
      span: { start: tag.span.start, end: trimmed(text, tail.end) },
      expression: fence.expression,
      ...(label === undefined ? {} : { label }),
      ...(message === '' ? {} : { message }),
    },
    ...(tail.next ? { next: tail.next } : {}),
  };
}

const punctuatedFence = /[\s*]*[:;,.–—-][\s*]*`([^`\r\n]+)`/y;

/** One label is enough: the first that is there stands for all. */
const labelledFence = /[\s*]*(\[\w*\])[\s*]*(?:\[\w*\][\s*]*)+`([^`\r\n]+)`/y;

/** In brackets or in quotes, as other tools have it. Behind a type it may be prose. */
const bracketedFence = /[\s*]*[=({["']\s*`([^`\r\n]+)`/y;

/** Reports a formal tag whose expression stands behind punctuation, or behind several labels. */
function punctuated(text: string, tag: BlockTag): TagReading {
  const labelled = matchAt(labelledFence, text, tag.bodyStart);
  if (labelled && labelled.end <= tag.span.end) return { problem: diagnostic('almost-a-clause', tag.span, `${tag.name} ${labelled.groups[1]} \`${labelled.groups[2]}\``) };
  const bracketed = matchAt(bracketedFence, text, tag.bodyStart);
  const match = bracketed && hasOperator(bracketed.groups[1] ?? '') ? bracketed : matchAt(punctuatedFence, text, tag.bodyStart);
  const condition = match?.groups[1];
  if (!match || condition === undefined || match.end > tag.span.end) return {};
  return { problem: diagnostic('almost-a-clause', tag.span, `${tag.name} \`${condition}\``) };
}

type Fence = { readonly expression: Span; readonly end: number; readonly problem?: undefined } | { readonly problem: Diagnostic };

/** The fence that opens at `open`. */
function readFence(text: string, tag: BlockTag, open: number): Fence {
  const { end } = tag.span;
  if (text[open + 1] === '`') {
    const closing = text.indexOf('``', open + 2);
    const isEmpty = (closing === -1 || closing >= end) && (open + 2 >= end || /[\s:]/.test(text[open + 2] ?? ' '));
    const span = { start: open, end: open + 2 };
    return { problem: isEmpty ? diagnostic('empty-clause', span, tag.name) : diagnostic('long-fence', span) };
  }
  const close = text.indexOf('`', open + 1);
  if (close === -1 || close >= end) return { problem: diagnostic('unterminated-clause', { start: open, end }) };
  const expression = { start: open + 1, end: close };
  if (text.slice(open + 1, close).trim() === '') return { problem: diagnostic('empty-clause', { start: open, end: close + 1 }, tag.name) };
  return { expression, end: close + 1 };
}

/** Where the text of a clause ends: at the end of its tag, or before the next contract tag, or the item of a list that begins with it. */
function splitTail(text: string, { start, end }: Span, beBare = true): { readonly end: number; readonly next?: BlockTag } {
  const inline = inlineTagIn(text, { start, end }, { beContract: (name) => kindsOfTag(name).length > 0, beBare });
  if (!inline) return { end };
  const next = { name: inline.name, span: { start: inline.start, end }, bodyStart: inline.bodyStart };
  const before = text.slice(start, inline.start);
  const line = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  return { end: line >= 0 && itemMarks.test(before.slice(line)) ? start + line : inline.start, next };
}

/** What stands in front of an item of a list, a quotation or a row of a table. */
const itemMarks = /^\s*(?:(?:[-+*>|]|\d+[.)]|\[[ xX]?\])\s*)*$/;

function trimmed(text: string, end: number): number {
  let at = end;
  while (/\s/.test(text[at - 1] ?? '')) at--;
  return at;
}

/** The text behind a fence: its leading colon, dash or full stop is punctuation, and bars are those of a table. */
function messageOf(text: string): string {
  const message = unfold(text).replace(/^(?:[:—–|]|-(?=\s)|\.(?=\s|$))\s*/, '');
  let { length } = message;
  while (length > 0 && ' |'.includes(message.charAt(length - 1))) length--;
  return message.slice(0, length);
}

function isLabel(text: string): text is Label {
  return text === 'always' || text === 'audit' || text === 'axiom';
}

/** A word in capitals or not. The flag for that makes the classes of identifiers ten times as slow to compile. */
function inAnyCase(word: string): string {
  return [...word].map((letter) => `[${letter}${letter.toUpperCase()}]`).join('');
}

const identifierPath = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$.]*`;
const throwsHead = new RegExp(
  String.raw`[\s*]*(?:\{\s*(${identifierPath}(?:\s*\|\s*${identifierPath})*)\s*\}|(${identifierPath}(?:\|${identifierPath})*))[\s*]+(${inAnyCase('iff')}|${inAnyCase('if')}|${inAnyCase('exactly')}[\s*]+${inAnyCase('when')})[\s*]+(?=\x60)`,
  'uyd',
);
const yieldsHead = /[\s*]*(?=`)/dy;

/** A tag of JSDoc: a clause only if its whole text has the form of one. */
function readWhole(text: string, tag: BlockTag, head: RegExp): TagReading {
  const match = matchAt(head, text, tag.bodyStart);
  if (!match || match.end >= tag.span.end) return almost(text, tag);
  const fence = readFence(text, tag, match.end);
  if (fence.problem) return {};
  const rest = unfold(text.slice(fence.end, tag.span.end));
  const condition = text.slice(fence.expression.start, fence.expression.end);
  if (isBare(condition)) return {};
  if (rest !== '' && !rest.startsWith(':')) return almost(text, tag);
  const errors = match.spans[1] ?? match.spans[2];
  const message = messageOf(rest);
  return {
    clause: {
      tag: tag.name,
      span: tag.span,
      expression: fence.expression,
      tentative: !hasOperator(condition),
      ...(errors ? { errors: splitErrors(text, errors), iff: match.groups[3]?.toLowerCase() !== 'if' } : {}),
      ...(message === '' ? {} : { message }),
    },
  };
}

function splitErrors(text: string, list: Span): Span[] {
  return [...text.slice(list.start, list.end).matchAll(/[^\s|]+/g)].map(({ 0: name, index }) => ({
    start: list.start + index,
    end: list.start + index + name.length,
  }));
}

/** A name, a member path or a literal: what prose puts between backticks. */
function isBare(condition: string): boolean {
  const text = condition.trim();
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\??\.#?[\p{ID_Continue}$]+|\[[^\]]*\])*$/u.test(text) || /^(?:-?[\d.]+n?|'[^']*'|"[^"]*")$/.test(text);
}

/** Whether a condition compares or calls something, so that it cannot be a mere name in prose. */
export function hasOperator(condition: string): boolean {
  return hasComparison(condition) || /[\w$)\]]\(/.test(condition);
}

function hasComparison(condition: string): boolean {
  return /\s(?:[<>]=?|[=!]==?)\s/.test(condition);
}

const almostClause = /^[^`]{0,80}\b(iff?|if\s+not|in\s+case|when|unless|exactly\s+when|whenever)[\s:,(]+(?:\[\w*\]\s*)?`([^`\r\n]+)`\s*(:?)(.?)/is;

/** A condition right behind the tag, its type or a label, which these tags do not have. */
const typedCondition = /^\s*(?:\{[^}`]*\}\s*)?(\[\w*\]\s*)?`([^`\r\n]+)`/;

/** Reports a JSDoc tag that holds a condition and misses the form of a clause by a little. */
function almost(text: string, tag: BlockTag): TagReading {
  const body = unfold(text.slice(tag.bodyStart, tag.span.end));
  const [, label, bare = ''] = typedCondition.exec(body) ?? [];
  if (kindsOfTag(tag.name).includes('yields')) return hasComparison(bare) || (label && hasOperator(bare)) ? { problem: diagnostic('almost-a-clause', tag.span, `${tag.name} \`${bare}\`: message`) } : {};
  const [, word = '', fragment = '', colon = '', rest = ''] = almostClause.exec(body) ?? (hasComparison(bare) ? ['', 'if', bare] : []);
  const isWhole = colon !== '' || rest === '';
  if (!hasComparison(fragment) && !(isWhole && hasOperator(fragment))) return {};
  const whole = withFurther(fragment, body);
  const condition = /^(?:unless|if\s+not)$/i.test(word) ? `!(${whole})` : whole;
  const error = /^\s*\{?\s*(?:@link\s+)?(?!(?:iff?|in|when|unless|exactly|whenever)\b)([\p{ID_Start}$_][\p{ID_Continue}$.]*)/iu.exec(body)?.[1] ?? 'Error';
  return { problem: diagnostic('almost-a-clause', tag.span, `${tag.name} {${error}} if \`${condition}\`: message`) };
}

/** A condition with those that `or` and `and` join to it in prose. */
function withFurther(condition: string, body: string): string {
  const further = /\s*,?\s*\b(or|and)\s+(?:if\s+)?`([^`\r\n]+)`/iy;
  further.lastIndex = body.indexOf(`\`${condition}\``) + condition.length + 2;
  let all = condition;
  for (let match = further.exec(body); match && hasOperator(match[2] ?? ''); match = further.exec(body)) all += ` ${match[1]?.toLowerCase() === 'or' ? '||' : '&&'} ${match[2]}`;
  return all;
}

const place = /[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.#?[\p{ID_Continue}$]+)*/uy;

/** What may stand before a place: white space and decoration, and backticks, which do not belong there. */
const beforePlace = /[\s*]*(`?)[\s*]*/y;

/** What may stand behind a place: an index, a backtick and punctuation with any text do not belong there. */
const afterPlace = /(\[[^\]\r\n]*\])?(`?)\s*(?:(,)|([.;:–—]|-(?=\s)))?/y;

/** A comma-separated list of places that is the whole text of the tag. */
function readPlaces(text: string, tag: BlockTag): TagReading {
  const { start, end } = { start: tag.bodyStart, end: tag.span.end };
  if (unfold(text.slice(start, end)) === '') return { problem: diagnostic('no-places', tag.span, tag.name) };
  const places: Span[] = [];
  let isAlmostList = false;
  const list = (): TagReading => ({ clause: { tag: tag.name, span: tag.span, places, ...(isAlmostList && { isAlmostList }) } });
  for (let at = start; ; ) {
    const before = matchAt(beforePlace, text, at);
    const match = matchAt(place, text, before?.end ?? at);
    if (!match || match.end > end) return {};
    places.push({ start: before?.end ?? at, end: match.end });
    const after = matchAt(afterPlace, text, match.end);
    at = Math.min(after?.end ?? match.end, end);
    const [, index, close, comma, punctuation] = after?.groups ?? [];
    isAlmostList ||= [before?.groups[1], index, close, punctuation].some((each) => each !== undefined && each !== '');
    if (at === end && comma !== undefined) isAlmostList = true;
    if (at === end || punctuation !== undefined) return list();
    if (comma === undefined) return {};
  }
}

interface Match {
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
  readonly spans: readonly (Span | undefined)[];
}

function matchAt(pattern: RegExp, text: string, at: number): Match | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const spans = (match.indices ?? []).map((pair: [number, number] | undefined) => pair && { start: pair[0], end: pair[1] });
  return { end: pattern.lastIndex, groups: [...match], spans };
}
