/** Whether the package opted in to contracts, and has what they need. */
import type { Check } from './check.ts';
import { dependenciesOf, installedIn, provisoPackages } from './folder.ts';

const name = '@proviso/runtime';

/** The check that the runtime is a dependency, and there. */
export const runtimeInstalled: Check = {
  name: 'runtime',
  look({ root, manifest }) {
    if (!manifest) return { state: 'wrong', found: 'there is no package.json that can be read', todo: 'Run proviso in the folder of a package' };
    if (!dependenciesOf(manifest).includes(name)) return { state: 'wrong', found: `package.json does not name ${name}, so its contracts are only comments`, todo: `npm install ${name}` };
    const installed = installedIn(root, name);
    if (!installed) return { state: 'wrong', found: `${name} is in package.json and not installed`, todo: 'npm install' };
    return { state: 'right', found: `${name} ${installed.version}` };
  },
};

/** The check that no second one is there: policies and handlers are kept in each. */
export const oneRuntime: Check = {
  name: 'one runtime',
  look(folder) {
    const copies = provisoPackages(folder).filter((each) => each.name === name);
    if (copies.length === 0) return { state: 'skipped', found: 'none is installed' };
    if (copies.length === 1) return { state: 'right', found: 'one copy' };
    return { state: 'wrong', found: `${copies.length} copies: ${copies.map(({ version, folder: at }) => `${version} in ${at}`).join(', ')}`, todo: 'npm dedupe, and give libraries the runtime as a peer dependency' };
  },
};
