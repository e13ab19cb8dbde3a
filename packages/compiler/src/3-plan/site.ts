/** How the clauses of a file report: through a function at its end, which holds what is constant of each, so that bodies stay small. */
import { isGenerator } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause } from '../contract.ts';
import { positionOf } from '../sidecar.ts';
import type { ActiveClause } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { code, items, name, number, string, type Code, type Hole } from './plan.ts';

/** The rows of the clauses that a file reports, by the function that does. */
export type Rows = Map<keyof typeof reporters, Map<Clause, { readonly number: number; readonly row: Code }>>;

/** The functions, and what of the runtime each calls. */
const reporters = { failed: 'fail', observed: 'observe' } as const;

/** What reports a clause: the function of its file, and its number there. */
export interface Site {
  readonly callee: Hole;
  readonly number: Hole;
}

/** Gives a clause its row, if it has none yet. `expressions` are what its values are the values of. */
export function siteOf(draft: PlanDraft, active: ActiveClause, expressions: readonly string[]): Site {
  const { clause, semantic } = active;
  const reporter = semantic === 'observe' ? 'observed' : 'failed';
  const rows = draft.rows.get(reporter) ?? new Map<Clause, { number: number; row: Code }>();
  draft.rows.set(reporter, rows);
  const known = rows.get(clause) ?? { number: rows.size, row: rowOf(draft, active, expressions) };
  rows.set(clause, known);
  return { callee: name(made(draft, reporter), clause), number: number(known.number) };
}

/** What the runtime is told about a clause: kind, subject, source, position, id, expressions, message, label, and who calls it where it is a callback. */
function rowOf(draft: PlanDraft, { clause, owner }: ActiveClause, expressions: readonly string[]): Code {
  const texts = [verbOf(clause), owner.name, clause.predicate?.text ?? '', positionOf(draft.file, clause), clause.id].map((text): Code => [string(text)]);
  const { message, label } = clause;
  const frames = framesOf({ clause, owner });
  const optional = [message, label, owner.calledBy].map((text): Code => (text === undefined ? ['undefined'] : [string(text)]));
  const rest: Code[] = [code`[${items(expressions.map((text) => [string(text)]))}]`, ...optional, [number(frames)]];
  const count = frames > 1 ? 5 : owner.calledBy !== undefined ? 4 : label !== undefined ? 3 : message !== undefined ? 2 : expressions.length > 0 ? 1 : 0;
  return code`[${items([...texts, ...rest.slice(0, count)])}]`;
}

/** How many frames stand between the caller and the report of a clause: a generator checks in a function among its parameters. */
export function framesOf({ clause, owner }: Pick<ActiveClause, 'clause' | 'owner'>): number {
  return clauseKinds[clause.kind].moment === 'entry' && isGenerator(owner.node) ? 2 : 1;
}

/** The verb of the violation's sentence; its first word is the kind. */
function verbOf(clause: Clause): string {
  const { violation } = clauseKinds[clause.kind];
  if (!clause.errors) return violation;
  return `${violation} ${clause.errors.map((error) => error.getText()).join(' or ')} ${clause.iff === true ? 'exactly when' : 'only if'}`;
}

/**
 * The functions through which the clauses of a file report. They come last in the file and are compiled by the engine only when a clause
 * fails.
 *
 * `function p$failed(p$i, p$t, ...p$v) { p$fail([p$failed, "src/account.ts", "enforce"], [["requires", …], …][p$i], p$t, p$v); }`
 */
export function siteFunctions(draft: PlanDraft): Code[] {
  const { file, profile } = draft;
  return [...draft.rows].map(([reporter, rows]) => {
    const [own, index, failure, values] = [made(draft, reporter), made(draft, 'i'), made(draft, 't'), made(draft, 'v')];
    const table = items([...rows.values()].map(({ row }) => row));
    const site = code`[${own}, ${string(file.path)}, ${string(profile.name)}]`;
    return code`function ${own}(${index}, ${failure}, ...${values}) {\n${runtime(draft, reporters[reporter])}(${site}, [\n${table}\n][${index}], ${failure}, ${values});\n}`;
  });
}
