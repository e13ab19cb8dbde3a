/** What the text of a file, or of any file that it leads to by its imports, may hold: told by scans, so that most files are never parsed for another. */
import { mayHoldContracts, mayRefine } from '@proviso/compiler';
import { posix } from 'node:path';

/** What is looked for. */
const marks = { contract: mayHoldContracts, refinement: mayRefine };

export type Mark = keyof typeof marks;

/** A file, by its name and text. */
export interface Text {
  readonly fileName: string;
  readonly text: string;
}

/** The file that an import in a folder leads to; `unknown` where nobody can tell without parsing, undefined where it leads to nothing that counts. */
type FollowFrom = (folder: string) => (specifier: string) => Text | 'unknown' | undefined;

/** What was found of a file with this text, as far as somebody asked. */
interface Node extends Text {
  leadsTo?: readonly (Text | 'unknown')[];
  /** Whether it, or what it leads to, has a mark. */
  readonly reaches: Partial<Record<Mark, boolean>>;
}

/** Strings that are paths, wherever they are, and what follows the words that import. */
const specifiers = /(['"`])(\.{1,2}(?:\/[^'"`\n]*)?)\1|\b(?:from|import|require)(?:[\s(]|\/\*[^]*?\*\/|\/\/[^\n]*)*(['"`])([^'"`\n]*)\3/g;

/**
 * Tells whether a file, or one that it leads to, may hold a contract, or a type alias with an invariant. It says so too often rather than too rarely.
 * What it learns of a text it keeps.
 */
export function reach(followFrom: FollowFrom): (file: Text, mark: Mark) => boolean {
  const nodes = new Map<string, Node>();
  const nodeOf = ({ fileName, text }: Text): Node => {
    const known = nodes.get(fileName);
    if (known?.text === text) return known;
    const found = { fileName, text, reaches: {} };
    nodes.set(fileName, found);
    return found;
  };
  const fromNode = ({ fileName, text }: Node): readonly (Text | 'unknown')[] => {
    const names = new Set([...text.matchAll(specifiers)].map(([, , path, , name]) => path ?? name ?? ''));
    const follow = followFrom(posix.dirname(fileName));
    return [...names].flatMap((name) => (/[\\$]/.test(name) ? 'unknown' : (follow(name) ?? [])));
  };
  return (file, mark) => {
    const start = nodeOf(file);
    const seen = new Set([start]);
    for (const node of seen) {
      if (node.reaches[mark] === false) continue;
      const found = node.reaches[mark] === true || marks[mark](node.text);
      const leadsTo = found ? [] : (node.leadsTo ??= fromNode(node));
      if (found || leadsTo.includes('unknown')) return (start.reaches[mark] = true);
      for (const next of leadsTo) if (next !== 'unknown') seen.add(nodeOf(next));
    }
    for (const { reaches } of seen) reaches[mark] = false;
    return false;
  };
}
