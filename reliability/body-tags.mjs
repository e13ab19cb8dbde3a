// Declarations gain the clauses of bodies as doc tags, under every profile but `off`.

/**
 * Declarations without the tags of clauses, and without what a comment that gains tags loses: its own indents, spaces at the ends of lines, and a
 * beginning or an end on a line with text. A comment of tags alone is none.
 */
export function withoutClauseTags(text) {
  return text
    .replace(/^[ \t]+|[ \t]+$/gm, '')
    .replace(/^\/\*\*[ \t]*(\S.*?)[ \t]*\*\/$/gm, '/**\n* $1\n*/')
    .replace(/^(?!\/\*)(.*)\*\/$/gm, (line, inside) => (inside.trim() === '' ? line : `${inside.trimEnd()}\n*/`))
    .replace(/^\* @(?:requires|ensures) `.*\n/gm, '')
    .replace(/\/\*\*\n\*\/\n/g, '');
}
