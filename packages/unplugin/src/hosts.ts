/** TABLE: what the bundlers do each in a way of its own. */
import { dirname, resolve } from 'node:path';
import type { UnpluginBuildContext, UnpluginContext, UnpluginContextMeta } from 'unplugin';
import { filesOf, type Leads } from './leads.ts';
import type { LostImport } from './lost-imports.ts';
import { printProblem, printWithFrame, type Problem } from './problem.ts';

/** What a transform can tell its bundler. */
type Told = Pick<UnpluginContext, 'error' | 'warn'>;

/** What a transform can ask its bundler. */
type Asked = Pick<UnpluginBuildContext, 'addWatchFile' | 'getNativeBuildContext'>;

/** How a bundler is told of problems, what it is asked, and what it takes a missing mode for. */
interface HostRow {
  /** Fails the build for what is wrong with one file, or around it. There is at least one problem. */
  readonly fail: (context: Told, problems: readonly Problem[], fileName: string) => void;
  readonly warn: (context: Told, problem: Problem) => void;
  /** A file in which something is wrong does not keep it from the others: what one has told of, another does not tell again. */
  readonly goesOn: boolean;
  /** Where an import leads by the bundler's own rules: the path of a file; undefined for what is none, or is not known. */
  readonly resolve: (context: Asked, lost: LostImport) => Promise<string | undefined>;
  /** Has a module compiled again when one of these changes or comes. */
  readonly watch: (context: Asked, files: Leads, module: string) => void;
  /** Without a mode a build is one for production. */
  readonly mode: 'production' | 'environment';
}

/** As Rollup and its kin have it. */
interface Resolving {
  readonly resolve: (specifier: string, from: string) => Promise<{ readonly id: string } | null>;
}

/** As webpack and Rspack have it. */
interface WebpackLoader {
  readonly addMissingDependency: (path: string) => void;
  readonly getResolve: () => (folder: string, specifier: string) => Promise<string | false | undefined>;
}

/** What a bundler fails to find it does not know. */
const known = (path: Promise<string | false | undefined>): Promise<string | undefined> => path.then((found) => found || undefined, () => undefined);

const watchAll: HostRow['watch'] = (context, leads) => filesOf(leads).forEach((each) => context.addWatchFile(each));

/** Rollup and its kin print the place and the frame themselves. */
const placed = (problem: Problem, more = ''): Exclude<Parameters<Told['error']>[0], string> & { readonly frame: string } => ({
  message: (problem.code === undefined ? problem.text : `${problem.code}: ${problem.text}`) + more,
  id: problem.fileName,
  loc: { file: problem.fileName, line: problem.line, column: problem.column - 1 },
  frame: problem.frame,
});

const rollup: HostRow = {
  // The first error ends the transform.
  fail(context, [first, ...others], fileName) {
    if (!first) return;
    const error = placed(first, others.map((each) => `\n${printProblem(each)}`).join(''));
    // They take every place for one of the module that they asked for, so that one elsewhere is told in the text alone.
    const { loc: _, id: __, ...unplaced } = error;
    context.error(first.fileName === fileName ? error : { ...unplaced, message: `${first.path}:${first.line}:${first.column} ${error.message}` });
  },
  warn: (context, problem) => context.warn(placed(problem)),
  resolve: (context, { specifier, from }) => known((context as Partial<Resolving>).resolve?.(specifier, from).then((found) => found?.id) ?? Promise.resolve(undefined)),
  watch: watchAll,
  goesOn: false,
  mode: 'environment',
};

/** The message without the stack of whoever tells it. */
const bare = (problem: Problem): { readonly message: string; readonly stack: string } => ({ message: printWithFrame(problem), stack: '' });

function loaderContextOf({ getNativeBuildContext }: Asked): WebpackLoader | undefined {
  const native = getNativeBuildContext?.();
  return native && 'loaderContext' in native ? (native.loaderContext) : undefined;
}

const webpack: HostRow = {
  fail: (context, problems) => problems.forEach((each) => context.error(bare(each))),
  warn: (context, problem) => context.warn(bare(problem)),
  resolve: (context, { specifier, from }) => known(loaderContextOf(context)?.getResolve()(dirname(from), specifier) ?? Promise.resolve(undefined)),
  watch(context, { dependsOn, wants, settings }) {
    for (const each of [...dependsOn, ...settings]) context.addWatchFile(each);
    // A file that it takes for one that was there, it would build anew for again and again.
    for (const each of wants) loaderContextOf(context)?.addMissingDependency(resolve(each));
  },
  goesOn: true,
  mode: 'production',
};

const plain: HostRow = {
  fail: (context, problems) => problems.forEach((each) => context.error(printWithFrame(each))),
  warn: (context, problem) => context.warn(printWithFrame(problem)),
  // esbuild is asked where its files are loaded; what Bun calls an alias stands in `paths` of a tsconfig.
  resolve: () => Promise.resolve(undefined),
  watch: watchAll,
  goesOn: true,
  mode: 'environment',
};

/** A row for each bundler. */
export const hosts: Readonly<Record<UnpluginContextMeta['framework'], HostRow>> = {
  vite: {
    ...rollup,
    // Vitest shows of an error no more than its text and the frame.
    fail: (context, [first, ...others]) => first && context.error({ ...placed(first), message: [first, ...others].map(printProblem).join('\n') }),
    // Its warnings are no more than their text.
    warn: plain.warn,
  },
  rollup,
  rolldown: rollup,
  unloader: rollup,
  webpack,
  rspack: webpack,
  rsbuild: webpack,
  esbuild: plain,
  bun: plain,
  // It ends the process when it is told of anything by its context.
  farm: {
    fail(_context, problems) {
      const error = new Error(problems.map(printWithFrame).join('\n'));
      // It prints the message, and then the stack.
      error.stack = '';
      throw error;
    },
    resolve({ getNativeBuildContext }, { specifier, from }) {
      const native = getNativeBuildContext?.();
      if (native?.framework !== 'farm') return Promise.resolve(undefined);
      return known(native.context.resolve({ source: specifier, importer: from, kind: 'import' }, { meta: {}, caller: '@proviso/unplugin' }).then((found) => found.resolvedPath));
    },
    // It is told of both files, and unplugin takes them for each other.
    watch({ getNativeBuildContext }, { dependsOn, settings }, module) {
      const native = getNativeBuildContext?.();
      if (native?.framework === 'farm') [...dependsOn, ...settings].forEach((each) => native.context.addWatchFile(module, each));
    },
    warn: (_context, problem) => process.stderr.write(`${printWithFrame(problem)}\n`),
    // In a watch it asks again for the files that have changed alone.
    goesOn: false,
    mode: 'environment',
  },
};
