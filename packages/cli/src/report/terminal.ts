/** The report that people read. */
import { starvation, type Counterexample, type Report, type Verdict, type VerdictName } from '@proviso/testing';
import { relativePath } from '../project/select-subjects.ts';
import type { Paint } from './paint.ts';
import { notesOf } from './notes.ts';
import { printOverlap } from './print-overlap.ts';

const marks: Readonly<Record<VerdictName, readonly [mark: string, style: Parameters<Paint>[0]]>> = {
  passed: ['✓', 'green'],
  exhaustive: ['✓', 'green'],
  refuted: ['✗', 'red'],
  error: ['✗', 'red'],
  starved: ['!', 'yellow'],
  vacuous: ['!', 'yellow'],
  skipped: ['-', 'dim'],
};

export interface Printing {
  readonly root: string;
  readonly paint: Paint;
  /** How many of the reports were found before. */
  readonly cached?: number;
}

/**
 * The whole report: a line for each subject, by file, with what is wrong below it, and a line that sums it up.
 *
 * @ensures `result.endsWith('\n')`
 */
export function printReports(reports: readonly Report[], printing: Printing): string {
  const files = new Map<string, Report[]>();
  for (const each of reports) files.set(each.file, [...(files.get(each.file) ?? []), each]);
  const width = Math.min(40, Math.max(...reports.map(({ symbol }) => symbol.length), 0));
  const blocks = [...files].map(([file, those]) => [printing.paint('bold', relativePath(printing.root, file)), ...those.flatMap((each) => printReport(each, printing, width))].join('\n'));
  return `${[...blocks, summary(reports, printing)].join('\n\n')}\n`;
}

function printReport(report: Report, { root, paint }: Printing, width: number): string[] {
  const { symbol, verdict, counts, line, file } = report;
  const [mark, style] = marks[verdict.verdict];
  const first = `  ${paint(style, mark)} ${symbol.padEnd(width)}  ${paint(style, `${headline(verdict)}${qualified(report)}`)}`;
  const notes = [...notesOf(report), ...detailsOf(verdict, { report, paint, root, place: `${relativePath(root, file)}:${line}` }), ...(counts.thrown !== undefined && verdict.verdict !== 'refuted' ? [paint('dim', `${counts.threw} of ${counts.accepted} calls threw, as no clause forbids: ${counts.thrown}`)] : [])];
  return [first, ...notes.map((each) => (each === '' ? '' : `      ${each}`))];
}

function headline(verdict: Verdict): string {
  switch (verdict.verdict) {
    case 'passed':
    case 'exhaustive': return `${verdict.verdict}(${verdict.runs}${verdict.interleaved === undefined ? '' : `, ${verdict.interleaved} interleaved`})`;
    case 'skipped': return `skipped: ${verdict.reason}`;
    case 'vacuous': return `vacuous: ${verdict.why}`;
    case 'starved': return `starved: ${starvation(verdict)}`;
    case 'refuted': return verdict.of === undefined ? 'refuted' : `refuted: see ${verdict.of}`;
    case 'error': return verdict.verdict;
  }
}

/** What is to be known before the number is believed. */
function qualified({ verdict: { verdict }, nonFinite, few }: Report): string {
  if (verdict !== 'passed' && verdict !== 'exhaustive') return '';
  const inputs = few && (few.areListsEmpty ? 'all lists empty' : `${few.inputs} different ${few.inputs === 1 ? 'input' : 'inputs'}`);
  return [inputs, nonFinite && `without ${nonFinite.number.replace('-', '')}`].map((each) => (each === undefined ? '' : `, ${each}`)).join('');
}

interface Detailed {
  readonly report: Report;
  readonly paint: Paint;
  readonly root: string;
  readonly place: string;
}

function detailsOf(verdict: Verdict, { paint, root, place }: Detailed): string[] {
  switch (verdict.verdict) {
    case 'refuted': return verdict.of !== undefined ? [] : ['', ...printCounterexample(verdict.counterexample, paint, root), ''];
    case 'error': return [...verdict.reason.split('\n'), ...(verdict.call === undefined ? [] : ['at the last of these calls:', ...verdict.call.split('\n').map((each) => `  ${each}`)]), paint('dim', `at ${place}`)];
    case 'starved': return verdict.clause ? [`most fail at ${verdict.clause.text}`, `Register an arbitrary for the type, or say it in a way that can be turned round: docs/check.md`] : [];
    case 'vacuous': return verdict.clause ? [verdict.clause.text, paint('dim', `at ${verdict.clause.location}`)] : [];
    default: return [];
  }
}

/**
 * A counterexample: the code, and what it breaks.
 *
 * @ensures `result.length > 0`
 */
function printCounterexample({ code, problem, seed, overlap }: Counterexample, paint: Paint, root: string): string[] {
  const lines = [...code.map((each) => paint('cyan', `${each};`)), '', ...(overlap ? [...printOverlap(overlap, root), ''] : [])];
  const [first = '', ...rest] = problem.message.split('\n');
  lines.push(paint('red', first), ...rest.map((each) => each.trimEnd()));
  if (problem.problem === 'violation' && problem.wasSwallowed) lines.push('The code caught this violation and went on.');
  return [...lines, paint('dim', `seed ${seed}`)];
}

const order: readonly VerdictName[] = ['refuted', 'error', 'starved', 'vacuous', 'passed', 'exhaustive', 'skipped'];

function summary(reports: readonly Report[], { paint, cached = 0 }: Printing): string {
  const counts = order.flatMap((name) => {
    const count = reports.filter(({ verdict: { verdict } }) => verdict === name).length;
    return count === 0 ? [] : [paint(marks[name][1], `${count} ${name}`)];
  });
  return `${reports.length} checked${cached > 0 ? `, ${cached} of them before` : ''}${counts.length > 0 ? ': ' : ''}${counts.join(', ')}`;
}
