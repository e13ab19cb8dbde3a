/** How the clauses of a file report: through a function at its end, which holds what is constant of each, so that bodies stay small. */
import { isGenerator } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import { textOf } from '../1-read/texts.ts';
import type { Clause } from '../contract.ts';
import { positionOf, printPlace } from '../sidecar.ts';
import type { ActiveClause } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { code, items, name, number, string, type Code, type Hole } from './plan.ts';

/** What a file reports, by the name of the function that does: one for each way to report, and each file that clauses come from. */
export type Rows = Map<string, Reporting>;

interface Reporting {
  readonly reporter: keyof typeof reporters;
  /** The file that the clauses are in. */
  readonly path: string;
  readonly rows: Map<Clause, { readonly number: number; readonly row: Code }>;
}

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
  const [own, { rows }] = reportingOf(draft, reporter, clause.origin?.path ?? draft.file.path);
  const known = rows.get(clause) ?? { number: rows.size, row: rowOf(draft, active, expressions) };
  rows.set(clause, known);
  return { callee: name(made(draft, own), clause), number: number(known.number) };
}

function reportingOf({ rows, file }: PlanDraft, reporter: keyof typeof reporters, path: string): [string, Reporting] {
  const alike = [...rows].filter(([, each]) => each.reporter === reporter);
  const known = alike.find(([, each]) => each.path === path);
  if (known) return known;
  const name = path === file.path ? reporter : `${reporter}${alike.filter(([, each]) => each.path !== file.path).length + 2}`;
  const reporting: Reporting = { reporter, path, rows: new Map() };
  rows.set(name, reporting);
  return [name, reporting];
}

/** What the runtime is told about a clause: kind, subject, source, position, id, expressions, message, label, and who calls it where it is a callback. */
function rowOf(draft: PlanDraft, { clause, owner }: ActiveClause, expressions: readonly string[]): Code {
  const texts = [verbOf(clause), owner.name, sourceOf(clause), clause.origin?.position ?? positionOf(draft.file, clause), clause.id].map((text): Code => [string(text)]);
  const { message, label, origin } = clause;
  const frames = framesOf({ clause, owner });
  const optional = [message, label, owner.calledBy, owner.calledBy === undefined && origin?.of === undefined ? origin?.from : undefined];
  const rest = [code`[${items(expressions.map((text) => [string(text)]))}]`, ...optional.map((text): Code => (text === undefined ? ['undefined'] : [string(text)])), [number(frames)]];
  const last = optional.findLastIndex((text) => text !== undefined);
  const count = frames > 1 ? rest.length : last >= 0 ? last + 2 : expressions.length > 0 ? 1 : 0;
  return code`[${items([...texts, ...rest.slice(0, count)])}]`;
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
 * `function p$failed(p$i, p$t, ...p$v) { p$fail([p$failed, "src/account.ts", "enforce"], [["requires", …], …][p$i], p$t, p$v); }`
 */
export function siteFunctions(draft: PlanDraft): Code[] {
  const { profile } = draft;
  return [...draft.rows].map(([name, { reporter, path, rows }]) => {
    const [own, index, failure, values] = [made(draft, name), made(draft, 'i'), made(draft, 't'), made(draft, 'v')];
    const table = items([...rows.values()].map(({ row }) => row));
    const site = code`[${own}, ${string(path)}, ${string(profile.name)}]`;
    return code`function ${own}(${index}, ${failure}, ...${values}) {\n${runtime(draft, reporters[reporter])}(${site}, [\n${table}\n][${index}], ${failure}, ${values});\n}`;
  });
}
