// A package that opted in, so that the contracts of the corpus count. Its files are never written.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of a new package, which is removed when the process ends. */
export function packageFolder() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'proviso-corpus-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'corpus', type: 'module', dependencies: { '@proviso/runtime': '*' } }));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder.replaceAll('\\', '/');
}
