/** TABLE: what the bundlers do each in a way of its own. */
import type { UnpluginContextMeta } from 'unplugin';
import { printProblem, printWithFrame, type Problem } from './problem.ts';

/** Messages as `this.error` and `this.warn` of a transform take them. */
export interface Message {
  readonly message: string;
  readonly id?: string;
  readonly frame?: string;
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
}

/** How a bundler is told of a problem. */
interface HostRow {
  readonly message: (problem: Problem) => string | Message;
  /** Whether the first error ends the transform, so that all of a file have to be told in one. */
  readonly stopsAtError: boolean;
  /** Without a mode a build is one for production. */
  readonly mode: 'production' | 'environment';
}

const withCode = ({ code, text }: Problem): string => (code === undefined ? text : `${code}: ${text}`);
const locOf = ({ fileName, line, column }: Problem): Required<Message>['loc'] => ({ file: fileName, line, column: column - 1 });

/** Rollup and its kin print the place and the frame themselves. */
const placed = (problem: Problem): Message => ({ message: withCode(problem), id: problem.fileName, loc: locOf(problem), frame: problem.frame });

const rollup: HostRow = { message: placed, stopsAtError: true, mode: 'environment' };
const webpack: HostRow = { message: printWithFrame, stopsAtError: false, mode: 'production' };
const plain: HostRow = { message: printWithFrame, stopsAtError: false, mode: 'environment' };

/** A row for each bundler. */
export const hosts: Readonly<Record<UnpluginContextMeta['framework'], HostRow>> = {
  vite: rollup,
  rollup,
  rolldown: rollup,
  unloader: rollup,
  webpack,
  rspack: webpack,
  rsbuild: webpack,
  esbuild: { message: (problem) => ({ message: `${withCode(problem)}\n\n${problem.frame}`, loc: { ...locOf(problem), file: problem.path } }), stopsAtError: false, mode: 'environment' },
  bun: plain,
  farm: plain,
};

/**
 * The errors of one file as a bundler takes them: one by one, or the first with the others below it.
 *
 * @ensures `problems.length === 0 || result.length > 0`
 */
export function errorMessages({ message, stopsAtError }: HostRow, problems: readonly Problem[]): readonly (string | Message)[] {
  const [first, ...others] = problems;
  if (!first) return [];
  if (!stopsAtError || others.length === 0) return problems.map(message);
  const told = message(first);
  const more = others.map((each) => `\n${printProblem(each)}`).join('');
  return [typeof told === 'string' ? told + more : { ...told, message: told.message + more }];
}
