/** Marks suspensions where Node runs the hooks of imports in a thread of their own: before 22.15. */
import type { InitializeHook, LoadHook } from 'node:module';
import { markerFor, type Marker } from './mark-loaded.ts';

let mark: Marker | undefined;

/** Called by Node with the root of the run. */
export const initialize: InitializeHook<string> = (root) => {
  mark = markerFor(root);
};

/** Called by Node for every module. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  return mark ? mark(url, loaded) : loaded;
};
