import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../workspace.mjs';

/** The file with the lines between `<!-- generated: name -->` and `<!-- end of name -->` replaced by `lines`. */
export function withRegion(path, name, lines) {
  const [open, close] = [`<!-- generated: ${name} -->\n`, `<!-- end of ${name} -->`];
  const text = readFileSync(join(root, path), 'utf8');
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`${path} has no region between ${open.trim()} and ${close}`);
  return { path, text: `${text.slice(0, start)}${open}${lines.join('\n')}\n${text.slice(end)}` };
}
