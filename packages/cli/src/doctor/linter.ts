/** Whether ESLint looks at contracts. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { relativePath } from '../project/select-subjects.ts';
import type { Check } from './check.ts';
import { installedIn } from './folder.ts';

const name = '@proviso/eslint-plugin';
const endings = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'];

/** The check. */
export const linter: Check = {
  name: 'eslint',
  look({ root }) {
    const file = configAbove(root);
    const instead = insteadOfNative(root);
    const install = instead ?? `npm install --save-dev ${name}`;
    const todo = instead ?? `${install}, and add proviso.configs.recommended to the configuration of ESLint`;
    if (file === undefined) return { state: 'note', found: 'there is no eslint.config.*: mistakes in contracts show in builds alone', todo };
    if (!readFileSync(file, 'utf8').includes(name)) return { state: 'note', found: `${relativePath(root, file)} does not use ${name}`, todo };
    const installed = installedIn(root, name);
    if (!installed) return { state: 'wrong', found: `${relativePath(root, file)} uses ${name}, which is not installed`, todo: install };
    return { state: 'right', found: `${name} ${installed.version}` };
  },
};

/** What to do where the project's TypeScript is the native one, beside which neither typescript-eslint nor the plugin can be installed. */
function insteadOfNative(root: string): string | undefined {
  const own = installedIn(root, 'typescript');
  const isNative = own !== undefined && Number.parseInt(own.version, 10) >= 7;
  return isNative ? `lint in a folder with a TypeScript 6 of its own: typescript-eslint does not run with TypeScript ${own.version}` : undefined;
}

/** ESLint looks upwards, too. */
function configAbove(folder: string): string | undefined {
  const found = endings.map((ending) => `${folder}/eslint.config.${ending}`).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const isTop = existsSync(`${folder}/.git`) || dirname(folder) === folder;
  return isTop ? undefined : configAbove(dirname(folder));
}
