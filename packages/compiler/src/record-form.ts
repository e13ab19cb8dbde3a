/** The form of `contracts.json`, checked before anything is believed: what a dependency publishes is untrusted. */
import { clauseKinds } from './clause-kinds.ts';
import type { OwnerRole } from './contract.ts';
import type { PublishedContract } from './sidecar.ts';

/** A record as it was read. Maps, since names of packages and files are anything. */
export interface ContractsRecord {
  /** By which profile the package was built. */
  readonly profile: string;
  /** By package: the folder whose files the output beside the record mirrors. */
  readonly sources: ReadonlyMap<string, string>;
  readonly packages: ReadonlyMap<string, ReadonlyMap<string, readonly PublishedContract[]>>;
}

/**
 * Reads the text of a `contracts.json`.
 *
 * @returns undefined for a file of that name that is something else.
 */
export function readRecord(text: string): ContractsRecord | { readonly problem: string } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (!isObject(value) || !Object.hasOwn(value, 'packages') || !Object.hasOwn(value, 'profile')) return undefined;
  const problem = record(value, 'the file');
  if (problem !== undefined) return { problem };
  const { profile, sources, packages } = value as unknown as { profile: string; sources: Record<string, string>; packages: Record<string, Record<string, readonly PublishedContract[]>> };
  return { profile, sources: new Map(Object.entries(sources)), packages: new Map(Object.entries(packages).map(([name, files]) => [name, new Map(Object.entries(files))])) };
}

/** What is wrong with a value; undefined if nothing is. */
type Check = (value: unknown, at: string) => string | undefined;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function that(expected: string, holds: (value: unknown) => boolean): Check {
  return (value, at) => (holds(value) ? undefined : `${at} is not ${expected}`);
}

function matching(expected: string, form: RegExp): Check {
  return that(expected, (value) => typeof value === 'string' && form.test(value));
}

function oneOf(values: readonly unknown[]): Check {
  return that(`one of ${values.join(', ')}`, (value) => values.includes(value));
}

function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} is not a list`;
    return firstProblem(value.map((each: unknown, index) => [each, `${at}[${index}]`, check] as const));
  };
}

function mapOf(check: Check): Check {
  return (value, at) => (isObject(value) ? firstProblem(Object.entries(value).map(([key, each]) => [each, `${at}.${key}`, check] as const)) : `${at} is not an object`);
}

function fields(required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  const known = new Map(Object.entries({ ...required, ...optional }));
  return (value, at) => {
    if (!isObject(value)) return `${at} is not an object`;
    const missing = Object.keys(required).find((key) => !Object.hasOwn(value, key));
    if (missing !== undefined) return `${at} lacks \`${missing}\``;
    return firstProblem(Object.entries(value).map(([key, each]) => [each, `${at}.${key}`, known.get(key) ?? unknownField] as const));
  };
}

const unknownField: Check = (_, at) => `${at} is unknown`;

function firstProblem(checks: readonly (readonly [value: unknown, at: string, check: Check])[]): string | undefined {
  for (const [value, at, check] of checks) {
    const problem = check(value, at);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const identifier = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*`;
const text = that('a text', (value) => typeof value === 'string');
const flag = that('true or false', (value) => typeof value === 'boolean');
const offset = that('an offset', (value) => Number.isSafeInteger(value) && (value as number) >= 0);
const hash = matching('a hash', /^[0-9a-hjkmnp-tv-z]{8}$/);
/** Two files that break lines otherwise than a line would put text where none belongs. */
const line = matching('one line of text', /^[^\r\n\u2028\u2029]+$/);
const name = matching('a name', new RegExp(`^${identifier}$`, 'u'));
const roles: readonly OwnerRole[] = ['function', 'method', 'getter', 'setter', 'constructor', 'class', 'interface', 'type', 'signature'];

const origin = fields({ module: line }, { export: line });
const names: Check = (value, at) => mapOf(origin)(value, at) ?? firstProblem(Object.keys(value as object).map((key) => [key, `the name in ${at}`, name] as const));

const clause = fields(
  { id: hash, kind: oneOf(Object.keys(clauseKinds)), at: matching('a place', /^[1-9]\d*:[1-9]\d*$/), span: (value, at) => listOf(offset)(value, at) ?? that('two offsets', (list) => (list as unknown[]).length === 2)(value, at) },
  {
    source: line, errors: listOf(line), iff: flag, label: oneOf(['always', 'audit', 'axiom']), message: text, reason: text, names,
    places: listOf(matching('a place', new RegExp(`^${identifier}(?:\\.#?${identifier})*$`, 'u'))),
  },
);

const contract = fields(
  { owner: text, role: oneOf(roles), exported: flag, hash, clauses: listOf(clause) },
  { static: oneOf([true]), parameters: listOf((value, at) => (value === null ? undefined : name(value, at))) },
);

const record = fields({ version: oneOf([1]), profile: line, sources: mapOf(text), packages: mapOf(mapOf(listOf(contract))) });
