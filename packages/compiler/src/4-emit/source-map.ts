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
  mappings: string;
  /** The column in the text. */
  column: number;
  /** The line of the text has a segment already. */
  hasSegment: boolean;
  readonly files: ts.SourceFile[];
  segment: number;
  source: number;
  line: number;
  character: number;
}

/** An empty text. `file` is the source that most of it comes from. */
export function createOutput(file: ts.SourceFile): Output {
  return { code: '', mappings: '', column: 0, hasSegment: false, files: [file], segment: 0, source: 0, line: 0, character: 0 };
}

/** The map of what was written. */
export function mapOf({ files, mappings }: Output): SourceMap {
  return { version: 3, sources: files.map(({ fileName }) => fileName), sourcesContent: files.map(({ text }) => text), names: [], mappings };
}

/** Writes a stretch of a source as it is: every word and every run of signs leads to where it stands there. */
export function writeKept(output: Output, { file, offset: start }: Origin, end: number): void {
  if (start >= end) return;
  const { text } = file;
  const source = sourceOf(output, file);
  const { line: first, character } = file.getLineAndCharacterOfPosition(start);
  let line = first;
  let lineStart = start - character;
  let columnStart = start - output.column;
  let before = blank;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (kinds[code] as number) : code === 0x2028 || code === 0x2029 ? lineBreak : word;
    if (kind === lineBreak) {
      if (code === 13 && text.charCodeAt(at + 1) === 10 && at + 1 < end) continue;
      output.mappings += ';';
      output.segment = 0;
      output.hasSegment = false;
      line++;
      lineStart = columnStart = at + 1;
    } else if (kind !== before && kind !== blank) addSegment(output, { column: at - columnStart, source, line, character: at - lineStart });
    before = kind;
  }
  output.code += text.slice(start, end);
  output.column = end - columnStart;
}

/** Writes text of our own. All of it leads to `origin`; without one it leads nowhere. */
export function writeInserted(output: Output, text: string, origin?: Origin): void {
  if (text === '') return;
  if (!origin) addNowhere(output);
  else {
    const { line, character } = origin.file.getLineAndCharacterOfPosition(origin.offset);
    addSegment(output, { column: output.column, source: sourceOf(output, origin.file), line, character });
  }
  output.code += text;
  const [, ...further] = text.split(/\r\n|[\r\n\u2028\u2029]/);
  const last = further.at(-1);
  output.column = last === undefined ? output.column + text.length : last.length;
  if (last === undefined) return;
  output.mappings += ';'.repeat(further.length);
  output.segment = 0;
  output.hasSegment = false;
}

/** Writes only the line breaks of a stretch of a source, so that what follows keeps its line. */
export function writeBreaks(output: Output, { file, offset }: Origin, end: number): void {
  const breaks = file.text.slice(offset, end).match(/\r\n|[\r\n\u2028\u2029]/g);
  if (!breaks) return;
  output.code += breaks.join('');
  output.mappings += ';'.repeat(breaks.length);
  output.column = 0;
  output.segment = 0;
  output.hasSegment = false;
}

const blank = 0;
const word = 1;
const sign = 2;
const lineBreak = 3;

/** What each ASCII character is for the map. */
const kinds: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 10 || code === 13) return lineBreak;
  return code <= 32 ? blank : /[\w$]/.test(String.fromCharCode(code)) ? word : sign;
});

function sourceOf(output: Output, file: ts.SourceFile): number {
  const known = output.files.indexOf(file);
  return known === -1 ? output.files.push(file) - 1 : known;
}

interface Segment {
  readonly column: number;
  readonly source: number;
  readonly line: number;
  readonly character: number;
}

function addSegment(output: Output, { column, source, line, character }: Segment): void {
  const start = (output.hasSegment ? ',' : '') + vlq(column - output.segment);
  output.mappings += start + vlq(source - output.source) + vlq(line - output.line) + vlq(character - output.character);
  output.hasSegment = true;
  output.segment = column;
  output.source = source;
  output.line = line;
  output.character = character;
}

function addNowhere(output: Output): void {
  output.mappings += (output.hasSegment ? ',' : '') + vlq(output.column - output.segment);
  output.hasSegment = true;
  output.segment = output.column;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The small numbers, which are nearly all: those from -256 to 255. */
const small: readonly string[] = Array.from({ length: 512 }, (_, index) => encode(index - 256));

function vlq(value: number): string {
  return value >= -256 && value < 256 ? (small[value + 256] as string) : encode(value);
}

/** A number in base 64, the lowest digit first; the lowest bit is the sign, the highest of each digit says that more follow. */
function encode(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += digits[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
