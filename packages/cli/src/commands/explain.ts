/** `proviso explain`: what an id, a code or a verdict stands for. */
import { defineCommand, type ArgsDef, type CommandDef } from 'citty';
import { existsSync } from 'node:fs';
import { loadConfig } from '../config.ts';
import { exitCodes } from '../exit-codes.ts';
import { explainRecordedClause, explainSourceClause, isClauseId } from '../explain/clause.ts';
import { diagnosticNames, explainDiagnostic } from '../explain/diagnostic.ts';
import { printExplanation, type Explanation } from '../explain/explanation.ts';
import { nearNames } from '../explain/near-names.ts';
import { explainVerdict, verdictNames } from '../explain/verdict.ts';
import { explainViolation, violationCodes } from '../explain/violation.ts';
import { openProject } from '../project/open-project.ts';
import { paintFor } from '../report/paint.ts';
import { UserError } from '../user-error.ts';

const args = {
  name: { type: 'positional', required: true, description: 'The id of a clause (vncc7s81), a diagnostic (TS97001, unparsable-clause), the code of a violation (ERR_CONTRACT_REQUIRES) or a verdict (starved)' },
  project: { type: 'string', alias: 'p', valueHint: 'file', description: 'The tsconfig of the sources (tsconfig.json)' },
  json: { type: 'boolean', description: 'Write one JSON document to stdout' },
} as const;

/** The command. */
export const explainCommand: CommandDef = defineCommand({
  meta: { name: 'explain', description: 'Say what the id of a clause, a code or a verdict stands for' },
  args: args as ArgsDef,
  run: ({ args: given }) => explain(given as unknown as Given),
});

interface Given {
  readonly name: string;
  readonly project?: string;
  readonly json?: boolean;
  readonly _: readonly string[];
}

async function explain({ name, project, json, _: all }: Given): Promise<number> {
  if (all.length > 1) throw new UserError(`explain takes one name, not ${all.length}`);
  const root = process.cwd().replaceAll('\\', '/');
  const explanation = explainVerdict(name) ?? explainViolation(name) ?? explainDiagnostic(name) ?? (isClauseId(name) ? await explainClause(root, name, project) : undefined);
  if (!explanation) throw new UserError(unknown(name));
  process.stdout.write(json === true ? `${JSON.stringify({ version: 1, ...explanation }, undefined, 2)}\n` : printExplanation(explanation, paintFor(process.stdout)));
  return exitCodes.fine;
}

/** A folder without a tsconfig may still hold what was built elsewhere. */
async function explainClause(root: string, id: string, given: string | undefined): Promise<Explanation | undefined> {
  const project = given ?? (await loadConfig(root)).project ?? 'tsconfig.json';
  const isThere = given !== undefined || existsSync(`${root}/${project}`);
  return (isThere ? explainSourceClause(openProject(root, project), id) : undefined) ?? explainRecordedClause(root, id);
}

function unknown(name: string): string {
  if (isClauseId(name)) return `no clause has the id ${name}: neither in the sources of this project, nor in a contracts.json below this folder. Run it where the code comes from, or where that was built`;
  const near = nearNames(name, [...verdictNames, ...violationCodes, ...diagnosticNames]);
  const meant = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ' It takes the id of a clause (eight letters and digits), the name or code of a diagnostic, the code of a violation (ERR_CONTRACT_…) or a verdict.';
  return `nothing is known of ${JSON.stringify(name)}.${meant}`;
}
