/** Marks suspensions where Node runs the hooks of imports in a thread of their own: before 22.15. */
import type { InitializeHook, LoadFnOutput, LoadHook } from 'node:module';
import { markerFor, type Marker } from './mark-loaded.ts';

let marker: Marker | undefined;

/** Called by Node with the root of the run. */
export const initialize: InitializeHook<string> = (root) => {
  marker = markerFor(root);
};

/** Called by Node for every module. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!marker) return nextLoad(url, context);
  return marker.again<LoadFnOutput>(url) ?? marker.mark(url, await nextLoad(url, context));
};
