/** What is said of a name, for people and for tools. */
import type { Paint } from '../report/paint.ts';

export interface Explanation {
  readonly explains: 'clause' | 'diagnostic' | 'violation' | 'verdict';
  readonly name: string;
  /** The sentence, or the clause, that it stands for. */
  readonly text: string;
  /** What else is known of it, by headings of one word. */
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * An explanation as people read it.
 *
 * @ensures `result.endsWith('\n')`
 */
export function printExplanation({ explains, name, text, facts }: Explanation, paint: Paint): string {
  const rows = Object.entries(facts).flatMap(([heading, said]) => [said].flat().map((each, index) => [index === 0 ? heading : '', each] as const));
  const width = Math.max(0, ...rows.map(([heading]) => heading.length));
  const lines = rows.map(([heading, said]) => `${paint('dim', heading.padEnd(width))}  ${said}`);
  return `${paint('bold', name)} ${paint('dim', `(${explains})`)}\n\n  ${text}\n\n${lines.join('\n')}\n`;
}
