/** What is wrong with a contract, as people see it: the place, the code, the text and the line in question. */
import { diagnostics, type Diagnostic, type Span } from '@proviso/compiler';
import { posix } from 'node:path';

/** A message about a place of a file. */
export interface Problem {
  /** `TS97001`; undefined where it is not about a contract. */
  readonly code?: string;
  readonly text: string;
  readonly fileName: string;
  /** Relative to the root where it lies below it. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Of the place, on its first line. */
  readonly length: number;
  readonly lineText: string;
  /** The line, and the place marked under it. */
  readonly frame: string;
}

/** A file in which something is wrong. */
export interface ProblemFile {
  readonly fileName: string;
  readonly text: string;
  readonly root: string;
}

const longestLine = 160;

/**
 * Tells of a place of a file.
 *
 * @ensures `result.line >= 1 && result.column >= 1`
 */
export function problemAt({ fileName, text, root }: ProblemFile, { start, end }: Span, message: Pick<Problem, 'text' | 'code'>): Problem {
  const before = text.slice(0, start).split(/\r\n|[\r\n]/);
  const line = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  const [whole = ''] = text.slice(start - column + 1).split(/\r\n|[\r\n]/, 1);
  const length = Math.max(1, Math.min(end - start, whole.length - column + 1));
  return { ...message, fileName, path: pathBelow(root, fileName), line, column, length, lineText: whole, frame: frameOf({ line, column, length, lineText: whole }) };
}

/**
 * A path relative to `root`, if it lies below it.
 *
 * @pure
 */
export function pathBelow(root: string, fileName: string): string {
  const path = posix.relative(root, fileName);
  return path.startsWith('..') ? fileName : path;
}

function frameOf({ line, column, length, lineText }: Pick<Problem, 'line' | 'column' | 'length' | 'lineText'>): string {
  const margin = `${' '.repeat(String(line).length)} |`;
  const skipped = column > longestLine ? column - longestLine / 2 : 0;
  const indent = lineText.slice(skipped, column - 1).replace(/[^\t]/g, ' ');
  return `${line} | ${lineText.slice(skipped, skipped + longestLine)}\n${margin} ${indent}${'^'.repeat(Math.min(length, longestLine))}`;
}

/**
 * Tells of what the compiler found.
 *
 * @ensures `result.code !== undefined`
 */
export function problemOf(file: ProblemFile, { name, span, text }: Diagnostic): Problem {
  return problemAt(file, span, { text, code: `TS${diagnostics[name].code}` });
}

/**
 * The place, the code and the text in one line.
 *
 * @ensures `result.includes(problem.text)`
 */
export function printProblem(problem: Problem): string {
  const { path, line, column, code, text } = problem;
  return `${path}:${line}:${column} ${code === undefined ? '' : `${code}: `}${text}`;
}

/**
 * The same, with the line in question under it.
 *
 * @ensures `result.startsWith(printProblem(problem))`
 */
export function printWithFrame(problem: Problem): string {
  return `${printProblem(problem)}\n\n${problem.frame}\n`;
}
