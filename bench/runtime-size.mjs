// What compiled code brings into a bundle: the names that it imports from the runtime, minified and compressed; in a bundle for browsers, and
// in one for any host.
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

import { compile, javaScript, makeRxjs, work } from './projects.mjs';

const checkImport = /^import \{ (.*) \} from "@proviso\/runtime\/check";$/gm;

/** One row for each profile with the names that the contracts of rxjs need, and one for everything that compiled code can need. */
export async function run() {
  const { contracts } = makeRxjs();
  const used = (profile) => namesIn(compile(contracts, profile).out);
  const contents = {
    enforce: `export { ${used('enforce').join(', ')} } from '@proviso/runtime/check';`,
    boundary: `export { ${used('boundary').join(', ')} } from '@proviso/runtime/check';`,
    'all of it': "export * from '@proviso/runtime/check';",
  };
  const rows = [];
  for (const [what, text] of Object.entries(contents)) for (const platform of ['browser', 'neutral']) rows.push(await row({ what, platform }, text));
  return rows;
}

function namesIn(out) {
  const imports = javaScript(out).flatMap(({ bytes }) => [...bytes.toString().matchAll(checkImport)]);
  return [...new Set(imports.flatMap(([, list]) => list.split(', ').map((each) => each.split(' as ')[0])))].sort();
}

async function row({ what, platform }, contents) {
  const { outputFiles } = await build({ stdin: { contents, resolveDir: work }, bundle: true, minify: true, format: 'esm', platform, write: false });
  const [{ contents: bytes }] = outputFiles;
  const count = contents.includes('*') ? '' : `, ${contents.split(',').length} names`;
  return { what: `runtime: ${what}${count}, ${platform === 'browser' ? 'for browsers' : 'for any host'}`, against: '', figure: `${gzipSync(bytes, { level: 9 }).length} B gzip`, bar: what === 'all of it' ? '' : '≤ 1500 B', ours: `${bytes.length} B min`, theirs: '', runs: 1 };
}
