/** Where packages are installed: in the nearest `node_modules` of a folder, or of one above. */
import { existsSync, realpathSync } from 'node:fs';
import { once } from './once.ts';

/** The folder of the package of a name, as a module in a folder finds it. */
export type Installed = (name: string, folder: string) => string | undefined;

/** Looks at each folder once. */
export function installedFinder(): Installed {
  const holdsPackages = once((folder) => existsSync(`${folder}/node_modules`));
  const find = once((key): string | undefined => {
    const [name = '', folder = ''] = key.split('\n');
    const path = `${folder}/node_modules/${name}`;
    if (holdsPackages(folder) && existsSync(path)) return realpathSync(path);
    const parent = folder.slice(0, folder.lastIndexOf('/'));
    return parent === '' ? undefined : find(`${name}\n${parent}`);
  });
  return (name, folder) => find(`${name}\n${folder}`);
}
