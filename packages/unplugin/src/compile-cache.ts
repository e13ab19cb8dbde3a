/** What files were compiled to, for a bundler that asks for all of them in every build. */
import type { CompiledFile } from './compile-session.ts';

/** A file, and how it is compiled if it has to be. */
export interface Asked {
  readonly fileName: string;
  readonly text: string;
  readonly compile: () => CompiledFile | undefined;
}

interface Known {
  readonly text: string;
  /** The texts of the files that it inherits from. */
  readonly around: ReadonlyMap<string, string | undefined>;
  readonly compiled: CompiledFile | undefined;
}

/**
 * Remembers what files were compiled to, as long as they and the files that they inherit from stay as they are.
 *
 * @noContract what it gives is a function; that says what it does
 */
export function compileCache(textOf: (fileName: string) => string | undefined): (asked: Asked) => CompiledFile | undefined {
  const known = new Map<string, Known>();
  const isSame = ({ around }: Known): boolean => [...around].every(([fileName, text]) => textOf(fileName) === text);
  return ({ fileName, text, compile }) => {
    const before = known.get(fileName);
    if (before?.text === text && isSame(before)) return before.compiled;
    const compiled = compile();
    known.set(fileName, { text, around: new Map((compiled?.dependsOn ?? []).map((each) => [each, textOf(each)])), compiled });
    return compiled;
  };
}
