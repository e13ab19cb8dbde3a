/** `proviso check`: tries every contracted function with inputs made from its types and preconditions. */
import { defaults, modulesOf, type Report, type Subject } from '@proviso/testing';
import { defineCommand, type ArgsDef, type CommandDef } from 'citty';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { aliasesOf } from '../check/aliases.ts';
import { openCache, type Cache } from '../check/cache.ts';
import { runTasks, type RunOptions } from '../check/run-tasks.ts';
import { loadConfig, configFileIn, type ProvisoConfig } from '../config.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { changedFiles } from '../project/changed-files.ts';
import { reachFinder } from '../project/imported-files.ts';
import { openProject, type Project } from '../project/open-project.ts';
import { selectSubjects } from '../project/select-subjects.ts';
import { listDocument, listed } from '../report/list.ts';
import { nameClauses } from '../report/name-clauses.ts';
import { writeReports } from '../report/write-reports.ts';
import { progressOf } from '../report/progress.ts';
import { UserError } from '../user-error.ts';
import { textOf } from './text-option.ts';

const args = {
  subjects: { type: 'positional', required: false, description: 'Globs, files, folders or symbols: src/money.ts, LruCache.get. All of the project by default' },
  project: { type: 'string', alias: 'p', valueHint: 'file', description: 'The tsconfig of what is checked (tsconfig.json)' },
  config: { type: 'string', valueHint: 'file', description: 'The configuration (proviso.config.{ts,js,json})' },
  runs: { type: 'string', valueHint: 'n', description: `Calls that each function has to stand (${defaults.runs})` },
  seed: { type: 'string', valueHint: 'n', description: 'Try the inputs of this seed' },
  timeout: { type: 'string', valueHint: 's', description: 'Seconds after which a function is given up (20)' },
  memory: { type: 'string', valueHint: 'mb', description: 'Megabytes that the code of one process may take (512)' },
  'non-finite': { type: 'boolean', description: 'Take NaN and the infinities for inputs like others, also where nothing in a function speaks of them' },
  jobs: { type: 'string', valueHint: 'n', description: 'Processes (as many as there are cores)' },
  shard: { type: 'string', valueHint: 'i/n', description: 'Check only the i-th of n parts; put their --json documents together with proviso merge' },
  since: { type: 'string', valueHint: 'ref', description: 'Check only what can reach a file that differs from this commit' },
  cache: { type: 'boolean', default: true, description: 'Take what was found before from node_modules/.cache/proviso; --no-cache checks all anew' },
  list: { type: 'boolean', description: 'Only show what would be checked' },
  json: { type: 'boolean', description: 'Write one JSON document to stdout' },
  sarif: { type: 'string', valueHint: 'file', description: 'Also write SARIF 2.1.0' },
  junit: { type: 'string', valueHint: 'file', description: 'Also write JUnit XML' },
  'emit-tests': { type: 'string', valueHint: 'folder', description: 'Write each counterexample as a Vitest file, which passes once it is mended' },
} as const;

/** The command. */
export const checkCommand: CommandDef = defineCommand({
  meta: { name: 'check', description: 'Try every contracted function with inputs made from its types and preconditions' },
  args: args as ArgsDef,
  run: ({ args: given }) => check(given as unknown as Given),
});

type Given = { readonly [Name in keyof typeof args]?: string | boolean | undefined } & { readonly _: readonly string[] };

async function check(given: Given): Promise<number> {
  const root = process.cwd().replaceAll('\\', '/');
  const configFile = textOf(given.config);
  const config = await loadConfig(root, configFile);
  const project = openProject(root, textOf(given.project) ?? config.project);
  const options = runOptions(given, { config, project, configFile: configFile ?? configFileIn(root) });
  const subjects = shardOf(changedSince(project, subjectsOf(project, given, config), textOf(given.since)), textOf(given.shard));
  if (given.list === true) return list(subjects, { root, json: given.json === true });
  const cache = given.cache === false ? undefined : openCache(project, join(root, 'node_modules/.cache/proviso/check'), options);
  const { reports: found, cached } = await run(subjects, options, cache);
  const reports = nameClauses(found, root);
  await writeReports(reports, { project, cached, shard: textOf(given.shard), json: given.json === true, sarif: textOf(given.sarif), junit: textOf(given.junit), emitTests: textOf(given['emit-tests']) });
  return exitCodeOf(reports);
}

function changedSince(project: Project, subjects: readonly Subject[], ref: string | undefined): readonly Subject[] {
  if (ref === undefined) return subjects;
  const changed = changedFiles(project.root, ref);
  const reachOf = reachFinder(project);
  return subjects.filter((subject) => [...reachOf(modulesOf(subject))].some((each) => changed.has(each)));
}

/** Every n-th subject, so that each part has some of every file. */
function shardOf(subjects: readonly Subject[], shard: string | undefined): readonly Subject[] {
  if (shard === undefined) return subjects;
  const [part = 0, of = 0] = (/^([1-9]\d*)\/([1-9]\d*)$/.exec(shard) ?? []).slice(1).map(Number);
  if (part < 1 || part > of) throw new UserError(`--shard takes which of how many parts: 1/3, not ${JSON.stringify(shard)}`);
  return subjects.filter((_, index) => index % of === part - 1);
}

function scriptsOf({ program }: Project): string[] {
  return program.getSourceFiles().flatMap(({ fileName }) => (/\.[cm]?jsx?$/.test(fileName) && !fileName.includes('/node_modules/') ? [fileName] : []));
}

interface Configured {
  readonly config: ProvisoConfig;
  readonly configFile: string | undefined;
  readonly project: Project;
}

/** The same inputs in every run, unless somebody asks for others. */
const usualSeed = 1;

function runOptions(given: Given, { config: { check: configured = {} }, configFile, project }: Configured): Omit<RunOptions, 'onReports'> {
  const timeout = countOf(given, 'timeout') ?? configured.timeout ?? 20;
  const { root, program } = project;
  return {
    root,
    config: configFile,
    aliases: aliasesOf(program.getCompilerOptions(), root),
    scripts: scriptsOf(project),
    runs: countOf(given, 'runs') ?? configured.runs ?? defaults.runs,
    exhaustive: configured.exhaustive ?? defaults.exhaustive,
    seed: countOf(given, 'seed', 0) ?? configured.seed ?? usualSeed,
    interleavings: configured.interleavings === false ? 0 : configured.interleavings ?? defaults.interleavings,
    nonFinite: given['non-finite'] === undefined ? configured.nonFinite ?? false : given['non-finite'] === true,
    patience: Math.min(defaults.patience, (timeout * 1000) / 4),
    timeout: timeout * 1000,
    memory: countOf(given, 'memory') ?? configured.memory ?? 512,
    jobs: countOf(given, 'jobs') ?? configured.jobs ?? availableParallelism(),
  };
}

function countOf(given: Given, name: keyof typeof args, least = 1): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < least || text === '') throw new UserError(`--${name} takes a whole number from ${least} on, not ${JSON.stringify(text)}`);
  return count;
}

function subjectsOf(project: Project, { _: wanted }: Given, { exclude = [], check: { arbitraries = {} } = {} }: ProvisoConfig): Subject[] {
  const subjects = selectSubjects(project, { wanted, exclude, registered: new Set(Object.keys(arbitraries)) });
  if (subjects.length > 0) return subjects;
  if (project.host.packageOf(`${project.root}/package.json`)?.optedIn !== true) throw new UserError('package.json does not name @proviso/runtime as a dependency, so the tags of this package are no contracts. Run: npm install @proviso/runtime');
  throw new UserError('no function of this project has a contract');
}

function list(subjects: readonly Subject[], { root, json }: { readonly root: string; readonly json: boolean }): number {
  const rows = listed(subjects);
  const lines = rows.map(({ symbol, file, line, clauses }) => `${symbol}  ${file}:${line}  ${clauses} ${clauses === 1 ? 'clause' : 'clauses'}`);
  process.stdout.write(`${json ? JSON.stringify(listDocument(rows, root), undefined, 2) : lines.join('\n')}\n`);
  return exitCodes.fine;
}

async function run(subjects: readonly Subject[], options: Omit<RunOptions, 'onReports'>, cache: Cache | undefined): Promise<{ readonly reports: readonly Report[]; readonly cached: number }> {
  const found = new Map<Subject, readonly Report[]>();
  for (const subject of subjects) {
    const known = cache?.find(subject);
    if (known) found.set(subject, known);
  }
  const left = subjects.filter((subject) => !found.has(subject));
  const cached = [...found.values()].flat().length;
  const progress = progressOf(left.length);
  await runTasks(left, { ...options, onReports: (reports, subject) => {
    found.set(subject, reports);
    cache?.keep(subject, reports);
    progress.step(reports);
  } });
  progress.end();
  return { reports: subjects.flatMap((subject) => found.get(subject) ?? []), cached };
}
