/** `proviso merge`: puts the documents of several parts of a run together. */
import type { Report, Verdict } from '@proviso/testing';
import { defineCommand, type ArgsDef, type CommandDef } from 'citty';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodeOf } from '../exit-codes.ts';
import type { CheckDocument } from '../report/json.ts';
import { writeDocuments } from '../report/write-reports.ts';
import { UserError } from '../user-error.ts';

const args = {
  documents: { type: 'positional', required: true, description: 'What proviso check --shard=i/n --json wrote, a file for each part' },
  json: { type: 'boolean', description: 'Write one JSON document to stdout' },
  sarif: { type: 'string', valueHint: 'file', description: 'Also write SARIF 2.1.0' },
  junit: { type: 'string', valueHint: 'file', description: 'Also write JUnit XML' },
} as const;

/** The command. */
export const mergeCommand: CommandDef = defineCommand({
  meta: { name: 'merge', description: 'Put what the parts of a run of check found together' },
  args: args as ArgsDef,
  run: ({ args: given }) => merge(given as unknown as Given),
});

interface Given {
  readonly json?: boolean;
  readonly sarif?: string;
  readonly junit?: string;
  readonly _: readonly string[];
}

async function merge({ json, sarif, junit, _: files }: Given): Promise<number> {
  const root = process.cwd().replaceAll('\\', '/');
  const reports = files.flatMap((file) => reportsIn(resolve(root, file))).sort(byPlace);
  const twice = reports.find((each, index) => index > 0 && byPlace(each, reports[index - 1] as Report) === 0);
  if (twice) throw new UserError(`${twice.symbol} of ${twice.file} is in two documents: they are not parts of one run`);
  await writeDocuments(reports, { root, json: json === true, sarif, junit });
  return exitCodeOf(reports);
}

function byPlace(a: Report, b: Report): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || (a.symbol < b.symbol ? -1 : Number(a.symbol !== b.symbol));
}

function reportsIn(file: string): Report[] {
  const { version, results } = documentIn(file);
  if (version !== 1 || !isList(results)) throw new UserError(`${file} is no document of proviso check --json of this version`);
  return results.map(({ verdict, details, ...report }) => ({ ...report, verdict: { verdict, ...details } as Verdict }));
}

function isList(results: CheckDocument['results'] | undefined): results is CheckDocument['results'] {
  return Array.isArray(results);
}

function documentIn(file: string): Partial<CheckDocument> {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) ?? {}) as Partial<CheckDocument>;
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
