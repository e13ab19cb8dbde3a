// Bytes of the emitted JavaScript against what plain tsc emits of the same sources without contracts: with the comments, as tsc emits them by default,
// and without.
import { gzipSync } from 'node:zlib';

import { compile, javaScript, makeRxjs } from './projects.mjs';

const profiles = [
  { profile: 'enforce', bar: '≤ +20 %' },
  { profile: 'boundary', bar: '≤ +4 %' },
  { profile: 'off', bar: '0' },
];

/** For each profile: bytes as tsc emits them, bytes where comments are removed on both sides, and these after gzip of all files together. */
export function run() {
  const { plain, contracts, clauses } = makeRxjs();
  const bare = (folder, how) => compile(folder, how, { out: `${how}-bare`, flags: ['--removeComments'] });
  const theirs = sizes(bare(plain, 'tsc'));
  const commented = sizes(compile(contracts, 'noop'));
  return profiles.flatMap(({ profile, bar }) => {
    const compiled = bare(contracts, profile);
    const checked = Number(/(\d+) clauses enforced/.exec(compiled.stdout)?.[1]);
    const ours = sizes(compiled);
    const row = (unit, sides, limit = '') => {
      const added = sides.ours - sides.theirs;
      const each = checked > 0 ? ` (${(added / checked).toFixed(0)} B a clause)` : '';
      const what = `bytes: ${profile}, ${checked} of ${clauses} clauses checked${unit}`;
      return { what, against: 'no contracts', figure: `+${((100 * added) / sides.theirs).toFixed(1)} %${each}`, bar: limit, ours: `${sides.ours} B`, theirs: `${sides.theirs} B`, runs: 1 };
    };
    return [
      row('', { ours: sizes(compile(contracts, profile)).bytes, theirs: commented.bytes }, bar),
      row(', no comments', { ours: ours.bytes, theirs: theirs.bytes }),
      row(', no comments, gzip', { ours: ours.gzip, theirs: theirs.gzip }),
    ];
  });
}

function sizes({ out }) {
  const all = Buffer.concat(javaScript(out).map(({ bytes }) => bytes));
  return { bytes: all.length, gzip: gzipSync(all, { level: 9 }).length };
}
