/** The hooks of a Node that runs them in a thread of their own: before 22.15, and beside tsx as long as it does not mix them with others. */
import type { InitializeHook, LoadHook } from 'node:module';
import type { MessagePort } from 'node:worker_threads';
import type { ProvisoOptions } from '../options.ts';
import { loadCompiled, loadErased } from './load-hook.ts';
import { createSourceLoader, type SourceLoader } from './source-loader.ts';

/** What the thread is given. */
export interface ThreadData {
  readonly options: ProvisoOptions;
  readonly isBesideTsx: boolean;
  /** Takes what the main thread is to report. */
  readonly reports: MessagePort;
}

let loader: SourceLoader | undefined;

/** Called by Node with what `register` was given. */
export const initialize: InitializeHook<ThreadData> = ({ options, isBesideTsx, reports }) => {
  loader = createSourceLoader(options, { report: (files) => reports.postMessage(files), isBesideTsx });
};

/** Called by Node for every module. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!loader) return nextLoad(url, context);
  const compiled = loadCompiled(loader, url, context);
  if (compiled) return compiled;
  try {
    return await nextLoad(url, context);
  } catch (error) {
    return loadErased(loader, url, error);
  }
};
