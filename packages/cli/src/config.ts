/** `proviso.config.{ts,mts,cts,js,mjs,cjs,json}`: what every command is told. */
import { createJiti } from 'jiti';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from './user-error.ts';

export interface CheckConfig {
  /** Calls that each function has to stand; 200 unless it says otherwise. */
  readonly runs?: number;
  /** With it the same inputs are tried; by default a constant, so that a run can be repeated. */
  readonly seed?: number;
  /** A domain of at most so many inputs is gone through as a whole, where there is time for it; 10000 unless it says otherwise. */
  readonly exhaustive?: number;
  /** Seconds after which a function that does not come back is given up; 20 unless it says otherwise. */
  readonly timeout?: number;
  /** Megabytes that the code of one process may take; 512 unless it says otherwise. */
  readonly memory?: number;
  /** Processes; as many as there are cores unless it says otherwise. */
  readonly jobs?: number;
  /** So many times calls of async code overlap; 50 unless it says otherwise. `false` where calls of the project never do. */
  readonly interleavings?: number | false;
  /** NaN and the infinities are inputs like others, also where nothing in a function speaks of them; they are not unless it says otherwise. */
  readonly nonFinite?: boolean;
  /** By the name of a type, arbitraries of fast-check for it: `{ Email: () => fc.emailAddress() }`. */
  readonly arbitraries?: Readonly<Record<string, () => unknown>>;
}

export interface CoverageConfig {
  /** What runs the tests, as a line for the shell; the script `test` unless it says otherwise. */
  readonly command?: string;
  /** Percent of the exported functions that have to have a contract. */
  readonly minContracts?: number;
  /** Percent of the clauses that the tests have to exercise. */
  readonly minClauses?: number;
}

export interface ProvisoConfig {
  /** The tsconfig of what is checked; `tsconfig.json` unless it says otherwise. */
  readonly project?: string;
  /** Globs of files that are left out. */
  readonly exclude?: readonly string[];
  readonly check?: CheckConfig;
  readonly coverage?: CoverageConfig;
}

const names = ['proviso.config.ts', 'proviso.config.mts', 'proviso.config.cts', 'proviso.config.js', 'proviso.config.mjs', 'proviso.config.cjs', 'proviso.config.json'];

/**
 * The file that configures a folder; undefined where there is none.
 *
 * @noContract what it finds depends on the disk
 */
export function configFileIn(folder: string): string | undefined {
  return names.map((name) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Reads the configuration of a folder.
 *
 * @throws {UserError} where the file cannot be loaded, or says what nobody understands.
 * @noContract what it gives depends on the disk
 */
export async function loadConfig(folder: string, given?: string): Promise<ProvisoConfig> {
  const file = given === undefined ? configFileIn(folder) : resolve(folder, given);
  if (file === undefined) return {};
  if (!existsSync(file)) throw new UserError(`there is no ${file}`);
  const config = await contentOf(file);
  const wrong = complaintAbout(config);
  if (wrong !== undefined) throw new UserError(`${file}: ${wrong}`);
  return config as ProvisoConfig;
}

async function contentOf(file: string): Promise<unknown> {
  try {
    return file.endsWith('.json') ? JSON.parse(readFileSync(file, 'utf8')) : await createJiti(file, { fsCache: false }).import(file, { default: true });
  } catch (error) {
    throw new UserError(`${file} cannot be loaded: ${(error as Error).message}`);
  }
}

type Kind = 'yes or no' | 'text' | 'number' | 'count' | 'number or false' | 'percent' | 'texts' | 'functions';

const known: Readonly<Record<string, Kind | Readonly<Record<string, Kind>>>> = {
  project: 'text',
  exclude: 'texts',
  check: { runs: 'count', seed: 'number', exhaustive: 'count', timeout: 'count', memory: 'count', jobs: 'count', interleavings: 'number or false', nonFinite: 'yes or no', arbitraries: 'functions' },
  coverage: { command: 'text', minContracts: 'percent', minClauses: 'percent' },
};

const tests: Readonly<Record<Kind, readonly [wanted: string, isRight: (value: unknown) => boolean]>> = {
  text: ['a text', (value) => typeof value === 'string'],
  number: ['a whole number that is not negative', (value) => Number.isSafeInteger(value) && (value as number) >= 0],
  count: ['a whole number from 1 on', (value) => Number.isSafeInteger(value) && (value as number) >= 1],
  'number or false': ['false, or a whole number that is not negative', (value) => value === false || (Number.isSafeInteger(value) && (value as number) >= 0)],
  'yes or no': ['true or false', (value) => typeof value === 'boolean'],
  percent: ['a number from 0 to 100', (value) => typeof value === 'number' && value >= 0 && value <= 100],
  texts: ['a list of texts', (value) => Array.isArray(value) && value.every((each) => typeof each === 'string')],
  functions: ['functions that give an arbitrary, by the names of types', (value) => isObject(value) && Object.values(value).every((each) => typeof each === 'function')],
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function complaintAbout(config: unknown, rows: Readonly<Record<string, Kind | Readonly<Record<string, Kind>>>> = known, prefix = ''): string | undefined {
  if (!isObject(config)) return prefix === '' ? 'it has to export an object' : `${prefix.slice(0, -1)} has to be an object`;
  for (const [name, value] of Object.entries(config)) {
    const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
    if (row === undefined) return `there is no option ${prefix}${name}. There are: ${Object.keys(rows).map((each) => `${prefix}${each}`).join(', ')}`;
    if (typeof row === 'object') {
      const inner = complaintAbout(value, row, `${prefix}${name}.`);
      if (inner !== undefined) return inner;
    } else if (value !== undefined && !tests[row][1](value)) return `${prefix}${name} has to be ${tests[row][0]}`;
  }
  return undefined;
}
