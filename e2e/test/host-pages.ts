/** The set-ups that the pages of hosts show, as people copy them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The files that a page shows: blocks of code that begin with their name. */
export function filesOnPage(host: string): Record<string, string> {
  const page = readFileSync(fileURLToPath(new URL(`../../docs/hosts/${host}.md`, import.meta.url)), 'utf8');
  return Object.fromEntries([...page.matchAll(/^```[jt]s\n\/\/ (\S+)\n([^]*?)^```$/gm)].map(([, name = '', text = '']) => [name, text]));
}
