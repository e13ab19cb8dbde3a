// What the text printer costs in a bundler's plugin, against TypeScript's own parse of the same file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { median, runNode } from './measure.mjs';
import { work } from './projects.mjs';
import { textSource } from './text-source.mjs';

const script = fileURLToPath(new URL('text-loop.mjs', import.meta.url));

/** A file with contracts under two profiles, and one without. */
export function run({ runs = 41 } = {}) {
  const folder = join(work, 'text');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'text', type: 'module', dependencies: { '@proviso/runtime': '*' } }));
  writeFileSync(join(folder, 'contracts.ts'), textSource(true));
  writeFileSync(join(folder, 'plain.ts'), textSource(false));
  const measure = (file, profile, subject) => JSON.parse(runNode([script, join(folder, file), profile, String(runs), subject], folder).stdout);
  const alone = [['contracts.ts', 'enforce'], ['contracts.ts', 'off'], ['plain.ts', 'enforce']].map(([file, profile]) => row(measure(file, profile, 'compileText'), `text: ${profile}`, runs));
  const plugin = ['contracts.ts', 'plain.ts'].map((file) => row(measure(file, 'enforce', 'plugin'), 'bundler plugin: enforce', runs));
  return [...alone, ...plugin];
}

function row({ ratio, quartiles, least, ours, against, lines, clauses }, what, runs) {
  const common = { what: `${what}, ${lines} lines, ${clauses} clauses`, ours: `${median(ours).toFixed(clauses > 0 ? 2 : 4)} ms`, theirs: `${median(against).toFixed(2)} ms`, runs };
  if (clauses === 0) return { ...common, against: '', figure: `${median(ours).toFixed(4)} ms`, bar: '≤ 0.05 ms' };
  const figure = `${ratio.toFixed(2)}× (${quartiles.map((each) => each.toFixed(2)).join(' to ')}, least ${least.toFixed(2)}×)`;
  return { ...common, against: 'parse', figure, bar: what.endsWith('enforce') ? '≤ 2.5×' : '' };
}
