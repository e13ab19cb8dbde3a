/** What V8 is told about a process that compiles once and ends. */
import { basename } from 'node:path';
import { setFlagsFromString } from 'node:v8';

/** How the process was started; as in `process`. */
interface Run {
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly versions: Readonly<Record<string, string | undefined>>;
}

/**
 * Has V8 put fewer functions into those that it compiles, where the process is one run of `tspc`: what a compiler gains by it in seconds is less
 * than what it takes V8. Processes of others, those that go on and those that were told otherwise stay as they are.
 *
 * @returns whether V8 was told
 */
export function inlineLess(run: Run = process): boolean {
  if (!isOneRunOfTsc(run) || !isKnown(run) || isToldOtherwise(run)) return false;
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=100');
  return true;
}

/** Whether this V8 has the option: one that had not would print an error. Those of Node 20 to 25 have it. */
function isKnown({ versions: { bun, v8 = '' } }: Run): boolean {
  const major = Number.parseInt(v8, 10);
  return bun === undefined && major >= 11 && major <= 14;
}

function isOneRunOfTsc({ argv: [, script = '', ...flags] }: Run): boolean {
  return /^tsp?c(?:\.js)?$/.test(basename(script)) && !flags.some((flag) => /^--?(?:w|watch)$/i.test(flag));
}

function isToldOtherwise({ execArgv, env }: Run): boolean {
  return /max[-_]inlined[-_]bytecode[-_]size[-_]cumulative/.test([...execArgv, env['NODE_OPTIONS']].join(' '));
}
