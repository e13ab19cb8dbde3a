// Bytes of the emitted JavaScript, without comments, against what plain tsc emits of the same sources without contracts.
import { gzipSync } from 'node:zlib';

import { compile, javaScript, makeRxjs } from './projects.mjs';

const profiles = [
  { profile: 'enforce', bar: '≤ +20 %' },
  { profile: 'boundary', bar: '≤ +4 %' },
  { profile: 'off', bar: '0' },
];

/** Two rows for each profile: bytes, and bytes after gzip of all files together. */
export function run() {
  const { plain, contracts, clauses } = makeRxjs();
  const theirs = sizes(compile(plain, 'tsc', { out: 'tsc-bare', flags: ['--removeComments'] }));
  return profiles.flatMap(({ profile, bar }) => {
    const compiled = compile(contracts, profile, { out: `${profile}-bare`, flags: ['--removeComments'] });
    const checked = profile === 'off' ? clauses : Number(/(\d+) clauses enforced/.exec(compiled.stdout)?.[1]);
    const ours = sizes(compiled);
    const row = (what, unit, limit) => {
      const added = ours[unit] - theirs[unit];
      const figure = `+${((100 * added) / theirs[unit]).toFixed(1)} % (${(added / checked).toFixed(0)} B a clause)`;
      return { what: `bytes: ${profile}, ${checked} of ${clauses} clauses${what}`, against: 'plain tsc, no contracts', figure, bar: limit, ours: `${ours[unit]} B`, theirs: `${theirs[unit]} B`, runs: 1 };
    };
    return [row('', 'bytes', bar), row(', gzip', 'gzip', '')];
  });
}

function sizes({ out }) {
  const all = Buffer.concat(javaScript(out).map(({ bytes }) => bytes));
  return { bytes: all.length, gzip: gzipSync(all, { level: 9 }).length };
}
