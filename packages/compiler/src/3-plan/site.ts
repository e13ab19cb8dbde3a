/** How the clauses of a file report: through a function at its end, which holds what is constant of each, so that bodies stay small. */
import { isGenerator } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import { textOf } from '../1-read/texts.ts';
import type { Clause } from '../contract.ts';
import { positionOf, printPlace } from '../sidecar.ts';
import type { ActiveClause } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { code, lines, name, number, type Code, type Hole } from './plan.ts';
import { tableOf, type Row } from './site-table.ts';

/** What a file reports, by the name of the function that does: one for each way to report, and each file that clauses come from. */
export type Rows = Map<string, Reporting>;

interface Reporting {
  readonly reporter: keyof typeof reporters;
  /** The file that the clauses are in. */
  readonly path: string;
  readonly rows: Map<Clause, { readonly number: number; readonly row: Row }>;
}

/** The functions, and what of the runtime each calls. */
const reporters = { f: 'fail', n: 'observe' } as const;

/** What reports a clause: the function of its file, and its number there. */
export interface Site {
  readonly callee: Hole;
  readonly number: Hole;
}

/** Gives a clause its row, if it has none yet. `expressions` are what its values are the values of. */
export function siteOf(draft: PlanDraft, active: ActiveClause, expressions: readonly string[]): Site {
  const { clause } = active;
  const [own, { rows }] = reportingOf(draft, active);
  const known = rows.get(clause) ?? { number: rows.size, row: rowOf(draft, active, expressions) };
  rows.set(clause, known);
  return { callee: name(made(draft, own), clause), number: number(known.number) };
}

/** The name of the function through which a clause reports. It also stands for what is false, and for what was not evaluated. */
export function reporterOf(draft: PlanDraft, active: ActiveClause): string {
  return made(draft, reportingOf(draft, active)[0]);
}

/** What is caught where a clause is false: the function that reports it, which throws itself if it is called with nothing. */
export function thrownBy(draft: PlanDraft, active: ActiveClause): Code {
  return [active.semantic === 'short' ? runtime(draft, 'short') : reporterOf(draft, active)];
}

function reportingOf({ rows, file }: PlanDraft, { clause, semantic }: ActiveClause): [string, Reporting] {
  const reporter = semantic === 'observe' ? 'n' : 'f';
  const path = clause.origin?.path ?? file.path;
  let others = 0;
  for (const known of rows) {
    const [, each] = known;
    if (each.reporter === reporter && each.path === path) return known;
    if (each.reporter === reporter && each.path !== file.path) others++;
  }
  const name = path === file.path ? reporter : `${reporter}${others + 2}`;
  const reporting: Reporting = { reporter, path, rows: new Map() };
  rows.set(name, reporting);
  return [name, reporting];
}

/** What the runtime is told about a clause. */
function rowOf(draft: PlanDraft, { clause, owner }: ActiveClause, expressions: readonly string[]): Row {
  const { message = '', label = '', origin } = clause;
  const texts = [verbOf(clause), owner.name, sourceOf(clause), origin?.position ?? positionOf(draft.file, clause), clause.id] as const;
  const frames = framesOf({ clause, owner });
  const more = [message, label, owner.calledBy ?? '', owner.calledBy === undefined && origin?.of === undefined ? (origin?.from ?? '') : '', frames > 1 ? String(frames) : ''];
  return { texts, more, expressions };
}

/** How many frames stand between the caller and the report of a clause: a generator checks in a function among its parameters. */
export function framesOf({ clause, owner }: Pick<ActiveClause, 'clause' | 'owner'>): number {
  return clauseKinds[clause.kind].moment === 'entry' && isGenerator(owner.node) ? 2 : 1;
}

/** What stands between backticks in the violation's sentence. */
function sourceOf({ predicate, places = [] }: Clause): string {
  return predicate?.text ?? places.map(printPlace).join(', ');
}

/** The verb of the violation's sentence; its first word is the kind. */
function verbOf(clause: Clause): string {
  const { violation } = clauseKinds[clause.kind];
  if (clause.origin?.of !== undefined) return `${violation} \`${clause.origin.from}\` of ${clause.origin.of}:`;
  if (clauseKinds[clause.kind].isFrame === true) return `${violation} ${(clause.places ?? []).length === 0 ? 'nothing' : 'only'}`;
  if (!clause.errors) return violation;
  return `${violation} ${clause.errors.map(textOf).join(' or ')} ${clause.iff === true ? 'exactly when' : 'only if'}`;
}

/**
 * The functions through which the clauses of a file report. They come last in the file and are compiled by the engine only when a clause
 * fails.
 *
 * ```
 * function p$f() { p$fail(p$f, arguments, `
 * |,|src/account.ts
 * r|withdraw|amount > 0|5:14|k3j2h1g0|0-6`); }
 * ```
 */
export function siteFunctions(draft: PlanDraft): Code[] {
  return [...draft.rows].map(([name, { reporter, path, rows }]) => {
    const own = made(draft, name);
    const table = tableOf([draft.profile.name === 'enforce' ? '' : draft.profile.name, path], [...rows.values()].map(({ row }) => row));
    return code`function ${own}() { ${runtime(draft, reporters[reporter])}(${own}, arguments, ${lines(table)}); }`;
  });
}
