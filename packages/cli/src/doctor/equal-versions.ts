/** Whether all packages of Proviso are of one version: they are released together. */
import type { Check } from './check.ts';
import { provisoPackages } from './folder.ts';

/** The check. */
export const equalVersions: Check = {
  name: 'versions',
  look(folder) {
    const packages = provisoPackages(folder);
    const versions = [...new Set(packages.map(({ version }) => version))].sort();
    const [only] = versions;
    if (only === undefined) return { state: 'skipped', found: 'no package of Proviso is installed' };
    if (versions.length === 1) return { state: 'right', found: `${packages.length} ${packages.length === 1 ? 'package' : 'packages'} of ${only}` };
    const said = versions.map((version) => `${version}: ${[...new Set(packages.filter((each) => each.version === version).map(({ name }) => name))].join(', ')}`);
    return { state: 'wrong', found: said.join('; '), todo: `npm install ${[...new Set(packages.map(({ name }) => `${name}@latest`))].join(' ')}` };
  },
};
