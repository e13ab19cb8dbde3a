/** `proviso coverage`: how much of a project has contracts, and how much of these its own tests exercise. */
import { profiles, type ProfileName } from '@proviso/compiler';
import { defineCommand, type ArgsDef, type CommandDef } from 'citty';
import { join } from 'node:path';
import { loadConfig, type CoverageConfig, type ProvisoConfig } from '../config.ts';
import type { CoverageDocument, CoveredPackage, Shares, Threshold } from '../coverage/covered.ts';
import { inventoryOf } from '../coverage/inventory.ts';
import { judgePackage, sharesOf } from '../coverage/judge-package.ts';
import { packagesToCover, type FoundPackages, type PackageToCover } from '../coverage/packages-to-cover.ts';
import { readCounts, realPath, type Counts } from '../coverage/read-counts.ts';
import { refuseNothing, refuseOld } from '../coverage/refuse-counts.ts';
import { lastRun, runTests, usualCommand, type TestCommand, type TestRun } from '../coverage/run-tests.ts';
import { exitCodes } from '../exit-codes.ts';
import { relativePath } from '../project/select-subjects.ts';
import { paintFor } from '../report/paint.ts';
import { printCoverage } from '../report/print-coverage.ts';
import { UserError } from '../user-error.ts';
import { textOf } from './text-option.ts';

const args = {
  '-- command': { type: 'positional', required: false, description: 'What runs the tests (npm test)' },
  project: { type: 'string', alias: 'p', valueHint: 'file', description: 'The tsconfig of what is covered (tsconfig.json)' },
  config: { type: 'string', valueHint: 'file', description: 'The configuration (proviso.config.{ts,js,json})' },
  'min-contracts': { type: 'string', valueHint: 'percent', description: 'Fail if fewer of the exported functions have a contract' },
  'min-clauses': { type: 'string', valueHint: 'percent', description: 'Fail if the tests exercise fewer of the clauses' },
  run: { type: 'boolean', default: true, description: 'Run the tests; --no-run reports what the last run counted' },
  json: { type: 'boolean', description: 'Write one JSON document to stdout' },
} as const;

/** The command. */
export const coverageCommand: CommandDef = defineCommand({
  meta: { name: 'coverage', description: 'Run the tests, and show what has a contract and which clauses they exercise' },
  args: args as ArgsDef,
  run: ({ args: given, rawArgs }) => cover(given as unknown as Given, rawArgs),
});

type Given = { readonly [Name in keyof typeof args]?: string | boolean | undefined } & { readonly _: readonly string[] };

async function cover(given: Given, rawArgs: readonly string[]): Promise<number> {
  const root = process.cwd().replaceAll('\\', '/');
  const config = await loadConfig(root, textOf(given.config));
  const wanted = thresholdsOf(given, config.coverage);
  const tests = testsOf(root, { isAsked: given.run !== false, command: commandOf(given, rawArgs), config });
  const found = await packagesToCover({ root, config, project: textOf(given.project) ?? config.project });
  const run = await tests();
  const counts = readCounts(folderOf(root));
  refuseNothing(counts, run);
  const document = documentOf({ root, found, counts, run, isOld: given.run === false, wanted });
  process.stdout.write(given.json === true ? `${JSON.stringify(document, undefined, 2)}\n` : printCoverage(document, paintFor(process.stdout)));
  return verdictOf(document, counts);
}

function folderOf(root: string): string {
  return join(root, 'node_modules/.cache/proviso/coverage').replaceAll('\\', '/');
}

/** What stands behind `--`. */
function commandOf({ _: words, run }: Given, rawArgs: readonly string[]): TestCommand | undefined {
  const end = rawArgs.indexOf('--');
  const [program, ...rest] = end === -1 ? [] : rawArgs.slice(end + 1);
  const stray = words.slice(0, words.length - (program === undefined ? 0 : rest.length + 1));
  if (stray.length > 0) throw new UserError(`coverage takes no names; ${JSON.stringify(stray[0])} is one. The command that runs the tests stands behind --`);
  if (end !== -1 && program === undefined) throw new UserError('behind -- there is no command');
  if (program !== undefined && run === false) throw new UserError('--no-run runs nothing: leave out what stands behind --');
  return program === undefined ? undefined : [program, ...rest];
}

interface Asked {
  readonly isAsked: boolean;
  readonly command: TestCommand | undefined;
  readonly config: ProvisoConfig;
}

/** What gives the run to report, looked for before anything takes time. */
function testsOf(root: string, { isAsked, command, config }: Asked): () => Promise<TestRun> {
  const folder = folderOf(root);
  if (!isAsked) {
    const last = lastRun(folder);
    return () => Promise.resolve(last);
  }
  const wanted = command ?? config.coverage?.command ?? usualCommand(root);
  return () => runTests({ root, folder, command: wanted });
}

interface Covering {
  readonly root: string;
  readonly found: FoundPackages;
  readonly counts: Counts;
  readonly run: TestRun;
  /** The counts are of a run before this one. */
  readonly isOld: boolean;
  readonly wanted: readonly Omit<Threshold, 'percent' | 'met'>[];
}

function documentOf({ root, found: { packages, leftOut }, counts, run, isOld, wanted }: Covering): CoverageDocument {
  const ran = [...counts.counted].map((name) => profiles[name as ProfileName]);
  const listed = packages.map((each) => ({ each, files: inventoryOf(each, ran) }));
  refuseOld(listed.flatMap(({ files }) => files), packages, { root, counts, ...(isOld ? { ended: run.ended } : {}) });
  const judged = listed.map(({ each, files }) => ({ each, judged: judgePackage(files, { name: each.name, root, counts }) }));
  const functions = judged.flatMap((each) => each.judged.functions);
  const clauses = judged.flatMap((each) => each.judged.clauses);
  if (clauses.length === 0) throw new UserError('no function of this project has a contract');
  const total = sharesOf({ functions, clauses });
  return {
    version: 1,
    run: { command: run.command, status: run.status },
    total,
    packages: judged.map(({ each, judged: own }) => packageOf(each, { root, counts, shares: sharesOf(own) })),
    leftOut,
    thresholds: wanted.map(({ of, min }) => thresholdOf({ of, min, shares: total })),
    functions,
    clauses,
  };
}

function packageOf({ name, folder, files }: PackageToCover, { root, counts, shares }: { readonly root: string; readonly counts: Counts; readonly shares: Shares }): CoveredPackage {
  const paths = files.map(({ fileName }) => realPath(fileName));
  const counted = shares.clauses.total === 0 || paths.some((path) => counts.compiled.has(path) || counts.files.has(path));
  return { name, folder: folder === root ? '.' : relativePath(root, folder), counted, ...shares, ...(counted ? {} : { clauses: { ...shares.clauses, percent: null } }) };
}

function thresholdOf({ of, min, shares }: { readonly of: Threshold['of']; readonly min: number; readonly shares: Shares }): Threshold {
  const { covered, total, percent } = shares[of];
  return { of, min, percent, met: covered * 100 >= min * total };
}

function thresholdsOf(given: Given, { minContracts, minClauses }: CoverageConfig = {}): Covering['wanted'] {
  const contracts = percentOf(given, 'min-contracts') ?? minContracts;
  const clauses = percentOf(given, 'min-clauses') ?? minClauses;
  return [...(contracts === undefined ? [] : [{ of: 'contracts' as const, min: contracts }]), ...(clauses === undefined ? [] : [{ of: 'clauses' as const, min: clauses }])];
}

function percentOf(given: Given, name: 'min-contracts' | 'min-clauses'): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const percent = typeof text === 'string' && text.trim() !== '' ? Number(text) : NaN;
  if (!(percent >= 0 && percent <= 100)) throw new UserError(`--${name} takes a number from 0 to 100, not ${JSON.stringify(text)}`);
  return percent;
}

/** Says on stderr what of the run is not as it should be, and what the process ends with. */
function verdictOf({ run, packages, thresholds }: CoverageDocument, { broken }: Counts): number {
  const unknown = packages.filter(({ counted }) => !counted).map(({ name }) => name);
  const unmet = thresholds.filter(({ met }) => !met);
  if (broken > 0) process.stderr.write(`proviso: ${broken === 1 ? 'a line' : `${broken} lines`} of what was counted ${broken === 1 ? 'is' : 'are'} not whole: a process of the tests was killed. There may be more than is shown\n`);
  if (run.status !== 0) process.stderr.write(`proviso: the tests failed (\`${run.command}\` ended with ${run.status}): this is what they covered until then\n`);
  for (const { of, min, percent } of unmet) process.stderr.write(`proviso: ${of} are at ${percent} %, and at least ${min} % are wanted\n`);
  if (unknown.length > 0) process.stderr.write(`proviso: no file of ${unknown.join(', ')} was loaded with its contracts compiled, so nothing is known of its clauses. Its tests may not use the plugin, or there are none\n`);
  if (unknown.length > 0) return exitCodes.unusable;
  return run.status !== 0 || unmet.length > 0 ? exitCodes.found : exitCodes.fine;
}
