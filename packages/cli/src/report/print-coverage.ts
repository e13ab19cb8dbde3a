/** The coverage of contracts that people read: what is missing, with places to go to, and a table. */
import type { ClauseHint, ClausePart, ClauseState, CoverageDocument, CoveredClause, CoveredFunction, CoveredPlace, Shares, Unchecked } from '../coverage/covered.ts';
import type { Paint } from './paint.ts';

type Style = Parameters<Paint>[0];

interface MissingRow extends CoveredPlace {
  readonly mark: string;
  readonly style: Style;
  readonly name: string;
  readonly said: string;
}

/**
 * The whole report.
 *
 * @ensures `result.endsWith('\n')`
 */
export function printCoverage(document: CoverageDocument, paint: Paint): string {
  const missing = missingIn(document);
  const places = missing.map(({ file, line, column }) => `${file}:${line}:${column}`);
  const widths = [places, missing.map(({ name }) => name)].map((texts) => Math.min(48, Math.max(0, ...texts.map(({ length }) => length))));
  const lines = missing.map(({ mark, style, name, said }, index) => `${paint(style, mark)} ${(places[index] ?? '').padEnd(widths[0] ?? 0)}  ${name.padEnd(widths[1] ?? 0)}  ${said}`);
  return `${[...(lines.length > 0 ? [...lines, ''] : []), ...tableOf(document, paint), '', ...notesOf(document), ...verdicts(document, paint)].join('\n').trimEnd()}\n`;
}

const lacks: Readonly<Record<Exclude<ClauseState, 'exercised' | 'not-called' | 'unchecked'>, Readonly<Record<ClausePart, string>>>> = {
  'not-reached': { precondition: 'precondition never evaluated', postcondition: 'postcondition never reached', throws: 'condition never evaluated', other: 'never evaluated' },
  'never-held': { precondition: 'precondition never met', postcondition: 'postcondition never held', throws: 'never held', other: 'never held' },
};

const hints: Readonly<Record<ClauseHint, (clause: CoveredClause) => string>> = {
  violated: ({ evaluated, held }) => `violated ${evaluated - held} of ${evaluated} times`,
  'antecedent-never-true': () => 'antecedent never true',
  'never-thrown': () => 'never had to throw',
};

function missingIn({ functions, clauses }: CoverageDocument): MissingRow[] {
  const rows = [...functions.flatMap((each) => missingOf(each, clauses)), ...clauses.flatMap(missingOfClause)];
  return rows.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
}

function missingOf(each: CoveredFunction, clauses: readonly CoveredClause[]): MissingRow[] {
  const place = { file: each.file, line: each.line, column: each.column, name: each.name };
  if (each.contract === 'none') return [{ ...place, mark: '-', style: 'dim', said: 'exported without a contract' }];
  if (each.calls !== 0) return [];
  const count = clauses.filter(({ file, owner, state }) => file === each.file && owner === each.name && state === 'not-called').length;
  return [{ ...place, mark: '✗', style: 'red', said: count === 0 ? 'never called' : `never called: ${count} ${count === 1 ? 'clause' : 'clauses'}` }];
}

function missingOfClause(clause: CoveredClause): MissingRow[] {
  const { file, line, column, owner, part, state, hint, text } = clause;
  const place = { file, line, column, name: owner === '' ? '(module)' : owner };
  if (state === 'not-reached' || state === 'never-held') return [{ ...place, mark: '✗', style: 'red', said: `${lacks[state][part]}: ${text}` }];
  return hint === undefined ? [] : [{ ...place, mark: '!', style: 'yellow', said: `${hints[hint](clause)}: ${text}` }];
}

function tableOf({ packages, total }: CoverageDocument, paint: Paint): string[] {
  const rows = packages.map(({ name, counted, ...shares }) => [name, ...cellsOf(shares, counted)]);
  const all = [['', 'contracts', '', 'clauses', ''], ...rows, ...(packages.length > 1 ? [['total', ...cellsOf(total, true)]] : [])];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row, index) => {
    const line = row.map((cell, column) => (column === 2 || column === 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd();
    return index === 0 || (index === all.length - 1 && packages.length > 1) ? paint('bold', line) : line;
  });
}

function cellsOf({ contracts, clauses }: Shares, counted: boolean): string[] {
  const cells = ({ covered, total, percent }: Shares['clauses'] | Shares['contracts']): string[] => (total === 0 ? ['none', ''] : [`${covered} of ${total}`, `${percent} %`]);
  return [...cells(contracts), ...(counted ? cells(clauses) : ['not known', ''])];
}

const why: Readonly<Record<Unchecked, string>> = { 'audit-only': 'checked under the profile `audit` alone', axiom: 'believed', 'not-compiled': 'not checked by this version' };

/** What is in no total. */
function notesOf({ clauses, total, leftOut }: CoverageDocument): string[] {
  const { exempt } = total.contracts;
  const unchecked = Object.entries(why).flatMap(([reason, said]) => {
    const count = clauses.filter((each) => each.unchecked === reason && each.state === 'unchecked').length;
    return count === 0 ? [] : [`${count} ${said}`];
  });
  return [
    ...(exempt > 0 ? [`not counted: ${exempt} exported ${exempt === 1 ? 'function that says why it has' : 'functions that say why they have'} no contract`] : []),
    ...(unchecked.length > 0 ? [`not counted: clauses that are not looked at: ${unchecked.join(', ')}`] : []),
    ...leftOut.map(({ folder, reason }) => `left out: ${folder}: ${reason}`),
  ];
}

function verdicts({ thresholds }: CoverageDocument, paint: Paint): string[] {
  return thresholds.map(({ of, min, percent, met }) => paint(met ? 'green' : 'red', `${met ? '✓' : '✗'} ${of}: ${percent === null ? 'there are none' : `${percent} %`}, and at least ${min} % are wanted`));
}
