/** Files of components, whose scripts other plugins take out: no contract in them is compiled. */
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
  const found = ending === undefined ? null : formal.exec(file.text);
  if (ending === undefined || !found) return undefined;
  const start = found.index + found[0].indexOf('@');
  return problemAt(file, { start, end: start + (found[1] ?? '').length }, { text: `Contracts in \`.${ending}\` files are not checked: the bundler has the script of one from another plugin. Move the function to a file of TypeScript, and import it.` });
}
