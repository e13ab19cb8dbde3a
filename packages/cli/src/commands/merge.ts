/** `proviso merge`: puts the documents of several parts of a run together. */
import type { Report, Verdict } from '@proviso/testing';
import { defineCommand, type ArgsDef, type CommandDef } from 'citty';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodeOf } from '../exit-codes.ts';
import type { CheckDocument, CheckResult } from '../report/json.ts';
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
  const documents = files.map((file) => documentIn(resolve(root, file)));
  refuseMissingParts(documents);
  const reports = documents.flatMap(({ results }) => results.map(reportOf)).sort(byPlace);
  const twice = reports.find((each, index) => index > 0 && byPlace(each, reports[index - 1] as Report) === 0);
  if (twice) throw new UserError(`${twice.symbol} of ${twice.file} is in two documents: they are not parts of one run`);
  await writeDocuments(reports, { root, json: json === true, sarif, junit });
  return exitCodeOf(reports);
}

function byPlace(a: Report, b: Report): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || (a.symbol < b.symbol ? -1 : Number(a.symbol !== b.symbol));
}

/** What is in no document was not checked, and would be taken for good. */
function refuseMissingParts(documents: readonly CheckDocument[]): void {
  const shards = new Set(documents.flatMap(({ shard }) => shard ?? []));
  const [of = 0, ...others] = new Set([...shards].map((shard) => Number(shard.split('/')[1])));
  if (others.length > 0) throw new UserError(`these are parts of several runs: ${[...shards].join(', ')}`);
  const missing = Array.from({ length: of }, (_, index) => `${index + 1}/${of}`).filter((shard) => !shards.has(shard));
  if (missing.length > 0) throw new UserError(`a part of the run is missing: ${missing.join(', ')}. Give the documents of all of them`);
}

function reportOf({ verdict, details, ...report }: CheckResult): Report {
  return { ...report, verdict: { verdict, ...details } as Verdict };
}

function documentIn(file: string): CheckDocument {
  const { version, results, ...document } = readDocument(file);
  if (version !== 1 || !Array.isArray(results)) throw new UserError(`${file} is no document of proviso check --json of this version`);
  return { version, results, ...document };
}

function readDocument(file: string): Partial<CheckDocument> {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) ?? {}) as Partial<CheckDocument>;
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
