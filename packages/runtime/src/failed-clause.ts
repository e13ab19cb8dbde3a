import { unset } from './clause.ts';
import type { ClauseRow, Failure, FailedClause, Reporter } from './clause.ts';
import { evidence } from './evidence.ts';
import { state } from './state.ts';

/** What a compiled file gives when a clause of it fails. */
export interface Report {
  /** The function of the file through which its clauses report. */
  readonly report: Reporter;
  /**
   * Its arguments: the number of the clause, what was caught (the function itself where the clause was false), the values of the row's
   * expressions, and behind them, where the message has to be computed, the function that does. A value that was not reached is the function.
   */
  readonly given: ArrayLike<unknown>;
  /** The signs that part rows, fields and parts of a field; the row of the file; the rows of the clauses. See the compiler's `site-table.ts`. */
  readonly table: string;
}

const verbs: Readonly<Record<string, string>> = { r: 'requires', e: 'ensures' };

/** How a sentence says a verb, where it is another than the verb itself. */
const phrases: Readonly<Record<string, string>> = { invariant: 'keeps', assert: 'asserts', unreachable: 'reached unreachable code' };

/** Finds the row of a clause in the table of its file. */
export function failedClause({ report, given, table }: Report): FailedClause {
  const [number, caught, ...values] = Array.from(given, (value, index) => (value === report && index > 1 ? unset : value));
  const [line, field, part] = table as unknown as readonly [string, string, string];
  const [[profile, file], ...rows] = table.slice(3).split(line).map((each) => each.split(field)) as [[string, string], ...[string, string, string, string, string, ...string[]][]];
  const above = rows.slice(0, (number as number) + 1).reverse();
  const [first, , source, position, id, ...places] = above[0]!;
  const [short, written, label, calledBy, inheritedFrom, frames] = first.split(part) as [string, ...string[]];
  const verb = verbs[short] ?? short;
  const expressions = places.map((each) => each.replace(/^(\d+)-(\d+)$/, (_, from: string, to: string) => source.slice(Number(from), Number(to))));
  const subject = above.find((each) => each[1])![1];
  const message = values[expressions.length];
  const failure: Failure = caught === report || [caught];
  const row: ClauseRow = [verb, subject, source, position, id, expressions, written, label, calledBy, inheritedFrom, Number(frames || 1)];
  return {
    row,
    site: [report, file, profile || 'enforce'],
    failure,
    heading: `${subject} ${phrases[verb] ?? verb}${source && ` \`${source}\``}`,
    message: () => (typeof message === 'function' ? computed(message as () => unknown) : written),
    evidence: () => evidence(row, values, failure),
  };
}

/** A message of the user's own making; while it is computed checks are off, and if that throws there is none. */
function computed(message: () => unknown): string | undefined {
  const { off } = state;
  state.off = 1;
  try {
    const text = message() as string | undefined;
    return text === undefined ? text : String(text);
  } catch {
    return undefined;
  } finally {
    state.off = off;
  }
}
