/** What files were compiled to, for a bundler that asks for all of them in every build. */
import type { CompiledFile } from './compile-session.ts';
import { filesOf, noLeads } from './leads.ts';

/** A file, and how it is compiled if it has to be. */
export interface Asked {
  readonly fileName: string;
  readonly text: string;
  readonly compile: () => CompiledFile | undefined | Promise<CompiledFile | undefined>;
}

interface Known {
  readonly text: string;
  /** The texts of the files that it leads to; undefined for those that are not there. */
  readonly around: ReadonlyMap<string, string | undefined>;
  readonly compiled: CompiledFile | undefined;
}

/**
 * Remembers what files were compiled to, as long as they and the files that they inherit from stay as they are.
 *
 * @noContract what it gives is a function; that says what it does
 */
export function compileCache(textOf: (fileName: string) => string | undefined): (asked: Asked) => Promise<CompiledFile | undefined> {
  const known = new Map<string, Promise<Known>>();
  const isSame = ({ around }: Known): boolean => [...around].every(([fileName, text]) => textOf(fileName) === text);
  const renewed = async (before: Promise<Known> | undefined, { text, compile }: Asked): Promise<Known> => {
    // What failed to compile is asked for again.
    const last = await before?.catch(() => undefined);
    if (last?.text === text && isSame(last)) return last;
    const compiled = await compile();
    return { text, around: new Map(filesOf(compiled ?? noLeads).map((each) => [each, textOf(each)])), compiled };
  };
  return async (asked) => {
    const made = renewed(known.get(asked.fileName), asked);
    known.set(asked.fileName, made);
    return (await made).compiled;
  };
}
