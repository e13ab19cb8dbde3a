import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { root } from '../workspace.mjs';

/** The tags of contracts for tools that follow TSDoc, from the table of the compiler; it has to be built. */
export async function tsdoc() {
  const { contractTags } = await import(pathToFileURL(join(root, 'packages/compiler/dist/index.js')).href);
  // TSDoc has `@throws` itself.
  const own = contractTags.filter((tag) => tag !== 'throws').map((tag) => `@${tag}`);
  const config = {
    $schema: 'https://developer.microsoft.com/json-schemas/tsdoc/v0/tsdoc.schema.json',
    tagDefinitions: own.map((tagName) => ({ tagName, syntaxKind: 'block', allowMultiple: true })),
  };
  return { path: 'packages/eslint-plugin/tsdoc.json', text: `${JSON.stringify(config, null, 2)}\n` };
}
