/** Writes each counterexample as a test file of its own. What somebody has changed is left alone. */
import type { Report } from '@proviso/testing';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Project } from '../project/open-project.ts';
import { relativePath } from '../project/select-subjects.ts';
import { importStyleOf } from './import-style.ts';
import { printTest } from './print-test.ts';
import { writeWhole } from './write-whole.ts';

export interface EmittedTests {
  readonly written: readonly string[];
  /** Files that are not as they were written, so somebody has put work into them. */
  readonly kept: readonly string[];
  /** Symbols whose calls have to overlap in an order that a test cannot bring about. */
  readonly unshown: readonly string[];
}

/**
 * Writes the counterexamples of a run to a folder; the same ones give the same files.
 *
 * @throws {UserError} where a file cannot be written.
 * @noContract it writes to the disk
 */
export function emitTests(reports: readonly Report[], given: string, project: Pick<Project, 'ts' | 'program' | 'root'>): EmittedTests {
  const folder = resolve(project.root, given).replaceAll('\\', '/');
  const style = importStyleOf(project);
  const written: string[] = [];
  const kept: string[] = [];
  const unshown: string[] = [];
  for (const report of reports) {
    if (report.verdict.verdict !== 'refuted' || report.verdict.of !== undefined) continue;
    const { counterexample } = report.verdict;
    if (counterexample.overlap?.isNatural === false) {
      unshown.push(report.symbol);
      continue;
    }
    const isTyped = !/\.[cm]?jsx?$/.test(report.file);
    const path = `${folder}/${nameFor(report, written, project.root)}.test.${isTyped ? 'ts' : 'js'}`;
    if (isChanged(path)) kept.push(path);
    else {
      writeWhole(path, signed(printTest(report, counterexample, { ts: project.ts, folder, style, isTyped })));
      written.push(path);
    }
  }
  return { written, kept, unshown };
}

/** `src/money.ts`, `withdraw` and its clause: `src-money.withdraw.am6mrhaq`. */
function nameFor({ file, symbol, verdict }: Report, taken: readonly string[], root: string): string {
  const source = relativePath(root, file).replace(/\.[^./]+$/, '');
  const problem = verdict.verdict === 'refuted' && verdict.counterexample.problem.problem === 'violation' ? verdict.counterexample.problem.id : 'pure';
  const name = `${plain(source)}.${plain(symbol)}.${problem || 'contract'}`;
  const others = taken.filter((path) => path.includes(`/${name}.`)).length;
  return others === 0 ? name : `${name}.${others + 1}`;
}

function plain(text: string): string {
  return text.replace(/[^\p{ID_Continue}$.]+/gu, '-').replace(/^-+|-+$/g, '');
}

const mark = /^\/\/ Written by `proviso check --emit-tests` \(([0-9a-f]{12})\)\.[^\n]*\n/;

function signed(text: string): string {
  return `// Written by \`proviso check --emit-tests\` (${hashOf(text)}). It fails until the promise is kept. Change it, and it is never written over.\n${text}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function isChanged(path: string): boolean {
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  const [head = '', hash] = mark.exec(text) ?? [];
  return hash !== hashOf(text.slice(head.length));
}
