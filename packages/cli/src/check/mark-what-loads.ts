/** Has this process mark the suspensions of what it loads from now on. */
import * as nodeModule from 'node:module';
import { markerFor } from './mark-loaded.ts';

interface SyncHooks {
  load(url: string, context: object, nextLoad: (url: string, context: object) => object): object;
}

const { registerHooks } = nodeModule as { readonly registerHooks?: (hooks: SyncHooks) => unknown };

/**
 * Marks what is loaded by import, after contracts were compiled into it: has to be called after those hooks are there.
 *
 * @noContract it changes what the process loads
 */
export function markWhatLoads(root: string): void {
  if (!registerHooks) {
    nodeModule.register('./mark-hooks.js', { parentURL: import.meta.url, data: root });
    return;
  }
  const marker = markerFor(root);
  registerHooks({ load: (url, context, nextLoad) => marker.again(url) ?? marker.mark(url, nextLoad(url, context)) });
}
