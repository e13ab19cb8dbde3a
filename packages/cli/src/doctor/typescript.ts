/** Whether there is a TypeScript that can be asked, and only one. */
import { readdirSync } from 'node:fs';
import type { Check } from './check.ts';
import { installedIn, type Folder, type Installed } from './folder.ts';
import { isForTransformer, transformerConfigs } from './hosts.ts';

/** The check that its version is usable. */
export const typescriptUsable: Check = {
  name: 'typescript',
  look(folder) {
    const { root, ts } = folder;
    const own = installedIn(root, 'typescript');
    const needsOwn = transformerConfigs(folder).length > 0;
    if (own && needsOwn && !isForTransformer(own.version)) return { state: 'wrong', found: `TypeScript ${own.version} does not run @proviso/transformer, which a tsconfig names`, todo: `npm install --save-dev typescript@6.0, or compile contracts in a bundler with @proviso/unplugin, and for types of clauses ${recipe}` };
    if (own && ts?.version === own.version) return { state: 'right', found: `TypeScript ${own.version}` };
    const seen = own ? `TypeScript ${own.version} cannot be asked` : 'TypeScript is not installed in the project';
    if (!ts) return { state: 'wrong', found: seen, todo: 'npm install --save-dev typescript@6.0, or beside TypeScript 7 install `proviso` anew, with its dependencies' };
    if (needsOwn) return { state: 'wrong', found: `${seen}, and a tsconfig names @proviso/transformer`, todo: 'npm install --save-dev typescript@6.0' };
    const found = `${seen}; contracts are parsed by the TypeScript ${ts.version} that comes with Proviso`;
    if (!own) return { state: 'right', found };
    const checked = foldersIn(root).find((name) => checksTypes({ root: `${root}/${name}`, ts }));
    return checked === undefined ? { state: 'note', found, todo: `To have types of clauses checked: ${recipe}` } : { state: 'right', found: `${found}; types of clauses are checked in ${checked}` };
  },
};

/** Beside TypeScript 7. */
const recipe = 'run tspc with a TypeScript 6 in a folder of its own: docs/hosts/typescript-7.md';

/** Whether a folder has a TypeScript of its own that the transformer runs in. */
function checksTypes(folder: Pick<Folder, 'root' | 'ts'>): boolean {
  const own = installedIn(folder.root, 'typescript');
  return own !== undefined && isForTransformer(own.version) && transformerConfigs(folder).length > 0;
}

function foldersIn(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name);
}

/** What has to share TypeScript with the project. */
const sharers = ['ts-patch', '@proviso/transformer', 'typescript-eslint', '@typescript-eslint/parser'];

/** The check that no second one is there. */
export const oneTypescript: Check = {
  name: 'one typescript',
  look({ root }: Folder) {
    const own = installedIn(root, 'typescript');
    if (!own) return { state: 'skipped', found: 'none is installed' };
    const others = sharers.flatMap((name) => otherThan(own, installedIn(root, name)));
    if (others.length === 0) return { state: 'right', found: 'one copy' };
    return { state: 'wrong', found: `the project has ${own.version}; ${others.join(', ')}`, todo: 'npm dedupe: two copies do not know the types of each other' };
  },
};

function otherThan(own: Installed, user: Installed | undefined): string[] {
  const theirs = user && installedIn(user.folder, 'typescript');
  return user && theirs && theirs.folder !== own.folder ? [`${user.name} has ${theirs.version} in ${theirs.folder}`] : [];
}
