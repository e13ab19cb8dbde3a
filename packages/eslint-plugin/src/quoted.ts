/** Text of a program in a message: on one line and not too long. */

/** A text on one line, cut at some length. */
export function quoted(text: string, longest = 80): string {
  const line = text.replace(/\s*\n\s*\*?\s*/g, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
