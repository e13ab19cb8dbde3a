/** Code that no plugin is shown, such as the scripts of components, which other plugins take out: no contract in it is compiled. */
import type { Span } from '@proviso/compiler';
import { problemAt, type Problem, type ProblemFile } from './problem.ts';

const component = /\.(vue|svelte|astro)$/;

/** A tag that is formal wherever contracts count. */
const formal = /^[ \t]*(?:\/\*\*|\*)?[ \t]*(@(?:requires|ensures|invariant))[ \t]+(?:\[\w+\][ \t]+)?`/m;

/**
 * Whether a name is that of a component's file.
 *
 * @pure
 */
export function isComponent(fileName: string): boolean {
  return component.test(fileName);
}

/**
 * Says where the first contract in a component stands.
 *
 * @ensures `result === undefined || isComponent(file.fileName)`
 */
export function contractInComponent(file: ProblemFile): Problem | undefined {
  const [, ending] = component.exec(file.fileName) ?? [];
  const span = ending === undefined ? undefined : formalTagIn(file.text);
  if (ending === undefined || !span) return undefined;
  return problemAt(file, span, { text: `Contracts in \`.${ending}\` files are not checked: the bundler has the script of one from another plugin. Move the function to a file of TypeScript, and import it.` });
}

/**
 * The first tag of a text that is formal wherever contracts count.
 *
 * @pure
 * @ensures `result === undefined || text[result.start] === '@'`
 */
export function formalTagIn(text: string): Span | undefined {
  const found = formal.exec(text);
  const start = found ? found.index + found[0].indexOf('@') : 0;
  return found ? { start, end: start + (found[1] ?? '').length } : undefined;
}
