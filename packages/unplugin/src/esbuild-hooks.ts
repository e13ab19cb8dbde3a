/** The plugin of esbuild: a file at a time, so that others get what has no contracts, and messages have their line. */
import type { Loader, PartialMessage, PluginBuild } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { UnpluginOptions } from 'unplugin';
import { compileFile, slashed, type Build } from './build.ts';
import { compileCache, type Asked } from './compile-cache.ts';
import type { CompiledFile } from './compile-session.ts';
import { formalTagIn } from './component-files.ts';
import { withInlineMap } from './inline-map.ts';
import { behindLinks } from './source-filter.ts';
import { filesOf } from './leads.ts';
import type { LostImport } from './lost-imports.ts';
import type { Problem } from './problem.ts';

/** The loaders by ending, where the options of the build name no other. */
const loaders: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx', '.jsx': 'jsx' };

/**
 * The hooks of esbuild. One plugin may serve several builds, one after the other or at once: each is prepared for itself.
 *
 * @noContract what it gives are functions; that says what they do
 */
export function esbuildHooks(prepare: () => Build): NonNullable<UnpluginOptions['esbuild']> {
  return {
    setup(esbuild) {
      const { initialOptions } = esbuild;
      const build = prepare();
      const production = initialOptions.define?.['process.env.NODE_ENV'];
      if (production !== undefined) build.facts.isProduction = /^["']production["']$/.test(production);
      if (initialOptions.absWorkingDir !== undefined) build.facts.root = slashed(initialOptions.absWorkingDir);
      build.claim(initialOptions);
      if (build.isIdle()) return;
      esbuild.onStart(build.begin);
      loadFiles(build, esbuild);
      esbuild.onEnd(build.printSummary);
    },
  };
}

function loadFiles(build: Build, esbuild: PluginBuild): void {
  const { loader, stdin } = esbuild.initialOptions;
  const isUnseen = typeof stdin?.contents === 'string' && formalTagIn(stdin.contents) !== undefined;
  const texts = new Map<string, string | undefined>();
  let builds = 0;
  let compile = compileAsked;
  esbuild.onStart(() => {
    // Only now it is known to go on: it will ask for all files again and again.
    if (++builds === 2) {
      build.facts.watches = true;
      build.restart();
      compile = compileCache((name) => textOnDisk(texts, name));
    }
    texts.clear();
    return isUnseen ? { warnings: [{ text: 'Contracts in `stdin` are not checked: esbuild shows it to no plugin. Put the code into a file.' }] } : undefined;
  });
  esbuild.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
    const fileName = behindLinks(slashed(path));
    if (!build.concerns(fileName)) return undefined;
    const text = await readFile(path, 'utf8');
    const compiled = await compile({ fileName, text, compile: () => compileFile(build, { fileName, text, ask: (lost) => resolved(esbuild, lost) }) });
    if (!compiled) return undefined;
    const { code, map, errors, unsupported, dependsOn, wants } = compiled;
    if (errors.length > 0) build.fail();
    // Another plugin may load it: whatever is given here ends the search for one.
    if (code === undefined && [dependsOn, wants, errors, unsupported].every(({ length }) => length === 0)) return undefined;
    const ending = /\.\w+$/.exec(fileName)?.[0] ?? '';
    return {
      contents: code === undefined ? text : `${withInlineMap(code, JSON.stringify(map))}\n`,
      loader: loader?.[ending] ?? loaders[ending] ?? 'js',
      errors: build.untold(errors).map(messageOf),
      warnings: unsupported.map(messageOf),
      watchFiles: [...filesOf(compiled)],
    };
  });
}

/** The text of a file in this build. */
function textOnDisk(texts: Map<string, string | undefined>, name: string): string | undefined {
  if (!texts.has(name)) texts.set(name, existsSync(name) ? readFileSync(name, 'utf8') : undefined);
  return texts.get(name);
}

async function resolved(esbuild: PluginBuild, { specifier, from }: LostImport): Promise<string | undefined> {
  const { path, external, errors } = await esbuild.resolve(specifier, { importer: from, resolveDir: dirname(from), kind: 'import-statement' });
  return external || errors.length > 0 ? undefined : slashed(path);
}

/** Without memory, as long as nobody will ask twice. */
async function compileAsked({ compile }: Asked): Promise<CompiledFile | undefined> {
  return compile();
}

function messageOf({ code, text, path, line, column, length, lineText }: Problem): PartialMessage {
  return { text: code === undefined ? text : `${code}: ${text}`, location: { file: path, line, column: column - 1, length, lineText } };
}
