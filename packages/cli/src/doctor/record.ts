/** Whether the `contracts.json` of the last build says what the sources say. */
import { read, type PublishedContract } from '@proviso/compiler';
import { recordsBelow } from '../project/find-records.ts';
import type { Project } from '../project/open-project.ts';
import { relativePath } from '../project/select-subjects.ts';
import type { Check } from './check.ts';
import { transformerConfigs } from './hosts.ts';

/** The check. */
export const recordFresh: Check = {
  name: 'contracts.json',
  look(folder) {
    const { project, root, manifest } = folder;
    const [config] = transformerConfigs(folder).filter(({ entry }) => entry.profile !== 'off');
    if ('problem' in project) return { state: 'skipped', found: 'it is compared with the sources, which need a tsconfig' };
    const records = [...recordsBelow(root, false)].filter(({ packages }) => Object.hasOwn(packages, manifest?.name ?? ''));
    if (records.length === 0) return config ? { state: 'note', found: 'nothing is built yet', todo: `npx tspc -p ${config.file}` } : { state: 'skipped', found: 'only tspc writes it' };
    const known = idsByPath(project);
    const stale = records.filter(({ packages }) => Object.entries(packages[manifest?.name ?? ''] ?? {}).some(([path, contracts]) => known.get(path) !== idsOf(contracts)));
    if (stale.length === 0) return { state: 'right', found: records.map(({ path }) => relativePath(root, path)).join(', ') };
    return { state: 'wrong', found: `${stale.map(({ path }) => relativePath(root, path)).join(', ')} is older than the contracts of the sources`, todo: config ? `npx tspc -p ${config.file}` : 'Build again' };
  },
};

/** By the path in the package, the ids of a file's clauses. */
function idsByPath({ program, host }: Project): ReadonlyMap<string, string> {
  const found = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile).flatMap((file) => read(host, file) ?? []);
  return new Map(found.map(({ path, contracts }) => [path, idsOf(contracts)]));
}

function idsOf(contracts: readonly { readonly clauses: readonly Pick<PublishedContract['clauses'][number], 'id'>[] }[]): string {
  return contracts.flatMap(({ clauses }) => clauses.map(({ id }) => id)).sort().join();
}
