/** `@proviso/unplugin/register`: contracts in Node, for code that sets options itself. */
import * as nodeModule from 'node:module';
import { profileOfProcess, readOptions, type ProvisoOptions } from './options.ts';
import { loadCompiled, loadErased, type LoadContext } from './node/load-hook.ts';
import { mixesHooks } from './node/mixes-hooks.ts';
import { hookRequire } from './node/require-hook.ts';
import { createSourceLoader } from './node/source-loader.ts';
import type { ThreadData } from './node/thread-hooks.ts';
import { reportedByThread, watchReport } from './node/watch-report.ts';

export type { ProvisoOptions };

interface SyncHooks {
  load(url: string, context: LoadContext, nextLoad: (url: string, context: LoadContext) => object): object;
}

const { registerHooks } = nodeModule as { readonly registerHooks?: (hooks: SyncHooks) => unknown };

/** Shared by all copies of this package in a process. */
const key = Symbol.for('@proviso/unplugin/registered');

/**
 * Compiles the contracts of what this process loads from now on. Types are erased where nothing else does it. A second call does nothing.
 *
 * @throws {Error} on an option that does not exist, without a TypeScript that can parse, or where a second call names another profile than the first.
 * @noContract it changes what the process loads
 */
export function register(options: ProvisoOptions = {}): void {
  const { profile } = readOptions(options);
  const shared = globalThis as { [key]?: string };
  const first = shared[key];
  if (first !== undefined && profile && profile.name !== first) throw new Error(`@proviso/unplugin compiles what this process loads with the profile \`${first}\` already, by --import @proviso/unplugin/node or an earlier \`register\`; it cannot be \`${profile.name}\` too. PROVISO_PROFILE=${profile.name} or the options of that call name another.`);
  if (first !== undefined) return;
  shared[key] = profileOfProcess(profile).name;
  process.setSourceMapsEnabled(true);
  const isTsx = isBesideTsx();
  const hook = isTsx && !mixesHooks(process.versions.node) ? undefined : registerHooks;
  const report = watchReport();
  const loader = createSourceLoader(options, { report, isBesideTsx: isTsx });
  if (hook) {
    hook({
      load(url, context, nextLoad) {
        const compiled = loadCompiled(loader, url, context);
        if (compiled) return compiled;
        try {
          return nextLoad(url, context);
        } catch (error) {
          return loadErased(loader, url, error);
        }
      },
    });
  } else {
    const reports = reportedByThread(report);
    const data: ThreadData = { options, isBesideTsx: isTsx, reports };
    nodeModule.register('./thread-hooks.js', { parentURL: import.meta.url, data, transferList: [reports] });
  }
  if (!hook || isTsx) hookRequire(loader);
}

/** tsx reads required files itself, and has to be there first. */
function isBesideTsx(): boolean {
  const args = [...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/), ...process.execArgv];
  // `node --test` may hand all of them to the processes of tests twice: the first ones count.
  const tsx = args.findIndex((arg) => /(?:^|[\\/=])tsx(?:[\\/]|$)/.test(arg));
  const own = args.findIndex((arg) => /@proviso[\\/]unplugin[\\/]node/.test(arg));
  if (own !== -1 && own < tsx) throw new Error('@proviso/unplugin/node has to come after tsx, which would take the files from it: node --import tsx --import @proviso/unplugin/node');
  return tsx !== -1;
}
