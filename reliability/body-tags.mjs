// Declarations gain the clauses of bodies as doc tags, under every profile but `off`.

/**
 * Declarations without the tags of clauses, in one form for comments: `/** x *\/` on a line is `/**`, ` * x` and ` *\/`, and a comment of tags alone
 * is none.
 */
export function withoutClauseTags(text) {
  return text
    .replace(/^( *)\/\*\* (.*?) ?\*\/$/gm, '$1/**\n$1 * $2\n$1 */')
    .replace(/^ *\* @(?:requires|ensures) `.*\n/gm, '')
    .replace(/^ *\/\*\*\n *\*\/\n/gm, '');
}
