/** One entry of the plugin in one build: its session, begun once the bundler has said what kind of build it is. */
import { profiles, type Profile } from '@proviso/compiler';
import type { UnpluginContextMeta } from 'unplugin';
import { createSession, type CompiledFile, type Session } from './compile-session.ts';
import { hosts } from './hosts.ts';
import { isFirstEntry, type Entry } from './one-entry.ts';
import type { AskHost } from './lost-imports.ts';
import type { ReadOptions } from './options.ts';
import { printProblem, type Problem } from './problem.ts';
import type { FilePattern } from './source-filter.ts';
import { findTypeScript } from './typescript.ts';

/** What a bundler says of its build, as far as it has. */
interface BuildFacts {
  root: string;
  /** Undefined where the bundler has no mode: then the environment decides. */
  isProduction: boolean | undefined;
  watches: boolean;
  /** What is compiled now is taken from a cache in later runs. */
  outlivesRun: boolean;
  /** Several builds of the bundler have this one for theirs, maybe at once: each has to be told of everything. */
  servesSeveral: boolean;
  /** Takes the files that one depends on, where the bundler's own way makes more of them than that. */
  watchFiles: ((files: readonly string[]) => void) | undefined;
  /** What a module has watched counts as imported by it: it has to be there, and be a module. */
  importsWatched: boolean;
  /** Called whenever a file was compiled, or is none to compile: by a build that has no end. */
  whenAsked: (() => void) | undefined;
  print: (line: string) => void;
}

export interface Build {
  readonly facts: BuildFacts;
  /** The profile, by what is known now. */
  readonly profile: () => Profile;
  /** The files of the build. It begins with what is known when it is first asked for. */
  readonly session: () => Session;
  /** Whether a file may have contracts, by its name alone. */
  readonly concerns: (fileName: string) => boolean;
  /** Has to be told of what the bundler hands to all its plugins alike. */
  readonly claim: (shared: object) => void;
  /** Whether another entry does the work of this one. */
  readonly isIdle: () => boolean;
  /** Has to be called when a build begins, and when files may have changed. */
  readonly begin: () => void;
  readonly fail: () => void;
  /** Of problems, those that were not told yet since the build began: a file may be asked for after its heirs, which tell of it too. */
  readonly untold: (problems: readonly Problem[]) => readonly Problem[];
  /** Begins a session anew, for facts that have changed. */
  readonly restart: () => void;
  /** Prints the summary line, unless the build has failed, or it says what it said last; or that `include` kept every file out. */
  readonly printSummary: () => void;
}

/**
 * Prepares a build.
 *
 * @noContract what it gives are functions; that says what they do
 */
export function prepareBuild({ profile, include, exclude, givesWay }: ReadOptions, { framework }: UnpluginContextMeta): Build {
  const facts: BuildFacts = {
    root: slashed(process.cwd()), isProduction: undefined, watches: false, outlivesRun: false, servesSeveral: false, watchFiles: undefined, importsWatched: false, whenAsked: undefined,
    // Some bundlers write their output to stdout.
    print: (line) => process.stderr.write(`${line}\n`),
  };
  const entry: Entry = { get profile() { return chosen().name; }, givesWay };
  const chosen = (): Profile => profile ?? profiles[isProduction(facts, framework) ? 'boundary' : 'enforce'];
  let session: Session | undefined;
  let isIdle = false;
  let hasFailed = false;
  let printed: string | undefined;
  let hasMet = false;
  const told = new Set<string>();
  const sessionOfBuild = (): Session => (session ??= createSession({ ts: findTypeScript(facts.root), profile: chosen(), root: facts.root, include, exclude, watches: facts.watches || facts.outlivesRun, answers: true, handsOnTypes: true }));
  const closingLine = (): string | undefined => (include === undefined || hasMet || facts.outlivesRun ? session?.summary() : `proviso ${chosen().name}: ${nothingMet(facts)}: ${shown(include)}, below ${facts.root}`);
  return {
    facts,
    profile: chosen,
    session: sessionOfBuild,
    concerns(fileName) {
      const isConcerned = sessionOfBuild().concerns(fileName);
      hasMet ||= isConcerned;
      return isConcerned;
    },
    claim(shared) {
      if (isIdle || isFirstEntry(shared, entry)) return;
      isIdle = true;
      if (!givesWay) facts.print('proviso: @proviso/unplugin is listed twice in this build; the second entry does nothing. Remove it.');
    },
    isIdle: () => isIdle,
    begin() {
      hasFailed = false;
      told.clear();
      session?.refresh();
    },
    fail() {
      hasFailed = true;
    },
    untold(problems) {
      const found = problems.filter((each) => !told.has(printProblem(each)));
      for (const each of found) told.add(printProblem(each));
      return found;
    },
    restart() {
      session = undefined;
      hasMet = false;
    },
    printSummary() {
      const line = isIdle || hasFailed ? undefined : closingLine();
      if (line !== undefined && line !== printed) facts.print(line);
      printed = line;
    },
  };
}

/** A server is asked for files for as long as it lives. */
function nothingMet({ whenAsked }: BuildFacts): string {
  return whenAsked ? 'nothing is checked so far, since `include` matches no file that was asked for' : 'nothing is checked, since `include` matches no file of this build';
}

function shown(pattern: FilePattern): string {
  const list = typeof pattern === 'string' || pattern instanceof RegExp ? [pattern] : pattern;
  return list.map((each) => `\`${String(each)}\``).join(', ') || 'an empty list';
}

/** A file as a bundler has it, and the bundler. */
export interface AskedFile {
  readonly fileName: string;
  readonly text: string;
  readonly ask: AskHost;
}

type Compiled = CompiledFile | undefined;

/**
 * Compiles a file of a build; undefined where there is nothing to say of it. At once, unless the bundler has to be asked where imports lead.
 *
 * @noContract it depends on the files around
 */
export function compileFile(build: Build, asked: AskedFile): Compiled | Promise<Compiled> {
  const compiled = compileKnown(build, asked);
  const told = (result: Compiled): Compiled => {
    if (result && result.errors.length > 0) build.fail();
    build.facts.whenAsked?.();
    return result;
  };
  return compiled && compiled.lost.length > 0 ? compileAnswered(build, asked, compiled).then(told) : told(compiled);
}

function compileKnown(build: Build, { fileName, text }: AskedFile): Compiled {
  // Bundlers take every file for a module, but whether a plain `.js` is one of CommonJS is theirs to find out.
  return build.session().compile({ fileName, text, ...(/\.(?:tsx?|[cm][jt]s)$/.test(fileName) ? { isModule: true } : {}) });
}

/** What an answer leads to may inherit by an alias too. */
async function compileAnswered(build: Build, asked: AskedFile, first: CompiledFile): Promise<Compiled> {
  let compiled: Compiled = first;
  while (compiled && compiled.lost.length > 0) {
    const answers = await Promise.all(compiled.lost.map(async (lost) => [lost, await asked.ask(lost)] as const));
    for (const [lost, id] of answers) build.session().answer(lost, id);
    compiled = compileKnown(build, asked);
  }
  return compiled;
}

function isProduction({ isProduction: known }: BuildFacts, framework: UnpluginContextMeta['framework']): boolean {
  if (known !== undefined) return known;
  return hosts[framework].mode === 'production' || process.env['NODE_ENV'] === 'production';
}

/**
 * A path with `/` on every system.
 *
 * @pure
 */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
