export function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** How often each kind of bracket opens, less how often it closes. */
export function openBrackets(text: string): number[] {
  return Object.entries(pairs).map(([close, open]) => text.split(open).length - text.split(close).length);
}
