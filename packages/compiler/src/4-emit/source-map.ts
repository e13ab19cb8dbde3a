/** Text that is written piece by piece, with the source map that belongs to it. */
import type ts from 'typescript';

/** A source map, version 3, as bundlers and Node read it. */
export interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Where something comes from. */
export interface Origin {
  readonly file: ts.SourceFile;
  readonly offset: number;
}

/** A text in the making. The numbers are those of its last segment, which the next one is written relative to. */
export interface Output {
  code: string;
  /** The mappings, a byte a character. */
  bytes: Uint8Array;
  length: number;
  /** The column in the text. */
  column: number;
  /** The line of the text has a segment already. */
  hasSegment: boolean;
  /** What was written last. */
  tail: string;
  /** Where the text that was inserted last comes from, as long as nothing else was written behind it. */
  inserted: Origin | undefined;
  readonly files: ts.SourceFile[];
  segment: number;
  source: number;
  line: number;
  character: number;
}

/** An empty text. `file` is the source that most of it comes from. */
export function createOutput(file: ts.SourceFile): Output {
  return { code: '', bytes: new Uint8Array(file.text.length + 1024), length: 0, column: 0, hasSegment: false, tail: '', inserted: undefined, files: [file], segment: 0, source: 0, line: 0, character: 0 };
}

/** The map of what was written. */
export function mapOf({ files, bytes, length }: Output): SourceMap {
  const mappings = new TextDecoder().decode(bytes.subarray(0, length));
  return { version: 3, sources: files.map(({ fileName }) => fileName), sourcesContent: files.map(({ text }) => text), names: [], mappings };
}

/** Writes a stretch of a source as it is: every word and every run of signs leads to where it stands there, a line of a comment as a whole. */
export function writeKept(output: Output, { file, offset: start }: Origin, end: number): void {
  if (start >= end) return;
  const { text } = file;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const reading: Reading = { source: sourceOf(output, file), line, lineStart: start - character, shift: output.column - start };
  let isFirst = false;
  for (let at = start; at < end; ) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === blank || isHalfBreak(text, at, end)) at++;
    else if (kind === lineBreak) {
      nextLine(output, reading, ++at);
      isFirst = true;
    } else {
      addSegment(output, reading, at);
      const isComment = isFirst && text.startsWith('/*', at);
      at = isComment ? mapComment(output, reading, { text, at, end }) : mapRest(output, { text, at, end });
      isFirst = false;
    }
  }
  put(output, text.slice(start, end));
  output.column = end + reading.shift;
}

/** Where reading a source has come to. */
interface Reading {
  readonly source: number;
  line: number;
  lineStart: number;
  /** From an offset to the column that it is written at. */
  shift: number;
}

/** A stretch of a source. */
interface Stretch {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** Maps what is on a line behind its segment at `at`, and gives where the line ends. From one to the next, both columns grow by the same. */
function mapRest(output: Output, { text, at, end }: Stretch): number {
  let before = kindOf(text.charCodeAt(at));
  let last = at;
  let next = at + 1;
  for (; next < end; next++) {
    const kind = kindOf(text.charCodeAt(next));
    if (kind === lineBreak) break;
    if (kind !== before && kind !== blank) {
      addStep(output, next - last);
      last = next;
    }
    before = kind;
  }
  output.segment += last - at;
  output.character += last - at;
  return next;
}

/** Maps each line of a comment as a whole, and gives where it ends. */
function mapComment(output: Output, reading: Reading, { text, at, end }: Stretch): number {
  const close = text.indexOf('*/', at + 2);
  const stop = close === -1 ? end : Math.min(close + 2, end);
  everyBreak.lastIndex = at;
  for (let found = everyBreak.exec(text); found && found.index < stop; found = everyBreak.exec(text)) {
    nextLine(output, reading, found.index + found[0].length);
    if (reading.lineStart < stop) addSegment(output, reading, reading.lineStart);
  }
  everyBreak.lastIndex = 0;
  return stop;
}

/** The first half of `\r\n`. */
function isHalfBreak(text: string, at: number, end: number): boolean {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 && at + 1 < end;
}

function nextLine(output: Output, reading: Reading, lineStart: number): void {
  breakLine(output);
  reading.line++;
  reading.lineStart = lineStart;
  reading.shift = -lineStart;
}

function put(output: Output, text: string): void {
  output.code += text;
  output.tail = text;
  output.inserted = undefined;
}

function breakLine(output: Output): void {
  addByte(output, semicolon);
  output.segment = 0;
  output.hasSegment = false;
}

/** Writes text of our own. All of it leads to `origin`; without one it leads nowhere. */
export function writeInserted(output: Output, text: string, origin?: Origin): void {
  if (text === '') return;
  const { inserted } = output;
  const isSame = origin !== undefined && inserted?.offset === origin.offset && inserted.file === origin.file;
  if (!origin) startSegment(output, output.column);
  else if (!isSame) {
    const { line, character } = origin.file.getLineAndCharacterOfPosition(origin.offset);
    addSegment(output, { source: sourceOf(output, origin.file), line, lineStart: origin.offset - character, shift: output.column - origin.offset }, origin.offset);
  }
  put(output, text);
  output.column += text.length;
  output.inserted = origin;
  if (text.search(everyBreak) !== -1) endLines(output, text);
}

/** Writes only the line breaks of a stretch of a source, so that what follows keeps its line. */
export function writeBreaks(output: Output, { file, offset }: Origin, end: number): void {
  const breaks = file.text.slice(offset, end).match(everyBreak)?.join('') ?? '';
  if (breaks === '') return;
  put(output, breaks);
  endLines(output, breaks);
}

function endLines(output: Output, text: string): void {
  const [, ...further] = text.split(everyBreak);
  further.forEach(() => breakLine(output));
  output.column = further.at(-1)?.length ?? output.column;
  output.inserted = undefined;
}

const everyBreak = /\r\n|[\r\n\u2028\u2029]/g;
const blank = 0;
const word = 1;
const sign = 2;
const lineBreak = 3;

/** What each ASCII character is for the map. */
const kinds: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 10 || code === 13) return lineBreak;
  return code <= 32 ? blank : /[\w$]/.test(String.fromCharCode(code)) ? word : sign;
});

function kindOf(code: number): number {
  return code < 128 ? (kinds[code] as number) : code === 0x2028 || code === 0x2029 ? lineBreak : word;
}

function sourceOf(output: Output, file: ts.SourceFile): number {
  const known = output.files.indexOf(file);
  return known === -1 ? output.files.push(file) - 1 : known;
}

function addSegment(output: Output, { source, line, lineStart, shift }: Reading, offset: number): void {
  const column = offset + shift;
  const character = offset - lineStart;
  startSegment(output, column);
  addNumber(output, source - output.source);
  addNumber(output, line - output.line);
  addNumber(output, character - output.character);
  output.source = source;
  output.line = line;
  output.character = character;
}

function startSegment(output: Output, column: number): void {
  if (output.hasSegment) addByte(output, comma);
  addNumber(output, column - output.segment);
  output.hasSegment = true;
  output.segment = column;
}

const semicolon = 59;
const comma = 44;
const digits: Uint8Array = Uint8Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', (digit) => digit.charCodeAt(0));

/** A number in base 64, the lowest digit first; the lowest bit is the sign, the highest of each digit says that more follow. */
function addNumber(output: Output, value: number): void {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  do {
    const digit = rest & 31;
    rest >>>= 5;
    addByte(output, digits[rest > 0 ? digit | 32 : digit] as number);
  } while (rest > 0);
}

/** A segment so many columns behind the last, in the text and in its source. */
function addStep(output: Output, step: number): void {
  if (output.length + longestStep > output.bytes.length) grow(output);
  const { bytes, length } = output;
  if (step >= 16) {
    addByte(output, comma);
    addNumber(output, step);
    addByte(output, zero);
    addByte(output, zero);
    return addNumber(output, step);
  }
  const digit = digits[step << 1] as number;
  bytes[length] = comma;
  bytes[length + 1] = digit;
  bytes[length + 2] = zero;
  bytes[length + 3] = zero;
  bytes[length + 4] = digit;
  output.length = length + 5;
}

const zero = digits[0] as number;
const longestStep = 5;

function addByte(output: Output, byte: number): void {
  if (output.length === output.bytes.length) grow(output);
  output.bytes[output.length++] = byte;
}

function grow(output: Output): void {
  const { bytes } = output;
  output.bytes = new Uint8Array(2 * bytes.length);
  output.bytes.set(bytes);
}
