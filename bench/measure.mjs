// Measures child processes: CPU time, not wall time, and two sides always in turn, so that a busy machine slows both.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const preload = fileURLToPath(new URL('report-cpu.mjs', import.meta.url));

/** Runs Node with `args` in `cwd` and gives what it printed; throws where it fails, or fails with more than 1 if it `mayFail`. `cpu` is its CPU time in milliseconds, `memory` the most that it had, in megabytes. */
export function runNode(args, cwd, { mayFail = false } = {}) {
  const { status, error, stdout, stderr, output } = spawnSync(process.execPath, ['--import', preload, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (error) throw error;
  if (status !== 0 && !(mayFail && status === 1)) throw new Error(`node ${args.join(' ')} in ${cwd} ended with ${status}:\n${stdout}${stderr}`);
  const [microseconds, kilobytes] = output[3].split(' ').map(Number);
  return { stdout, cpu: microseconds / 1000, memory: kilobytes / 1024 };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Calls both sides in turn, `runs` times; which of them goes first changes from pair to pair.
 * Each call is told which pair it is of and gives a figure; the result is the median and the quartiles of the pairs' ratios, the ratio of the sides' least
 * figures, and what each side gave.
 */
export function pairs(runs, ours, against) {
  const sides = { ours: [], against: [] };
  for (let run = 0; run < runs; run++) {
    if (run % 2 === 0) sides.ours.push(ours(run));
    sides.against.push(against(run));
    if (run % 2 === 1) sides.ours.push(ours(run));
  }
  const ratios = sides.ours.map((value, run) => value / sides.against[run]).sort((a, b) => a - b);
  const quartiles = [0.25, 0.75].map((part) => ratios[Math.round(part * (ratios.length - 1))]);
  return { ratio: median(ratios), quartiles, least: Math.min(...sides.ours) / Math.min(...sides.against), ...sides };
}

/** Prints rows as a table of Markdown, columns aligned. */
export function printTable(rows) {
  const columns = ['what', 'against', 'figure', 'bar', 'ours', 'theirs', 'runs'];
  const cells = [columns, columns.map(() => '-'), ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index].length)));
  for (const row of cells) console.log(`| ${row.map((cell, index) => cell.padEnd(widths[index], cell === '-' ? '-' : ' ')).join(' | ')} |`);
}
