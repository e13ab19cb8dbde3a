/** The report as one JSON document; its form is that of `check.schema.json`. */
import type { Counterexample, Overlap, Report, SourcePlace } from '@proviso/testing';
import { relativePath } from '../project/select-subjects.ts';

export interface CheckDocument {
  /** The form of the document; another one where it is not compatible. */
  readonly version: 1;
  /** Which of how many parts of a run it is: `1/3`; absent where it is all of it. */
  readonly shard?: string;
  readonly results: readonly CheckResult[];
}

export interface CheckResult extends Omit<Report, 'verdict'> {
  readonly verdict: Report['verdict']['verdict'];
  /** What the verdict says besides its name. */
  readonly details: Omit<Report['verdict'], 'verdict'>;
}

/**
 * The document of a run. Files are relative to its folder.
 *
 * @ensures `result.results.length === reports.length`
 */
export function checkDocument(reports: readonly Report[], { root, shard }: { readonly root: string; readonly shard?: string | undefined }): CheckDocument {
  return {
    version: 1,
    ...(shard === undefined ? {} : { shard }),
    results: reports.map(({ verdict: { verdict, ...details }, nonFinite, ...report }) => ({ ...report, file: relativePath(root, report.file), ...(nonFinite ? { nonFinite: { ...nonFinite, counterexample: relativeExample(nonFinite.counterexample, root) } } : {}), verdict, details: relativeFiles(details, root) })),
  };
}

function relativeFiles(details: CheckResult['details'], root: string): CheckResult['details'] {
  if (!('counterexample' in details)) return details;
  const { counterexample } = details as Omit<Extract<Report['verdict'], { verdict: 'refuted' }>, 'verdict'>;
  const relative = { ...details, counterexample: relativeExample(counterexample, root) };
  return relative;
}

function relativeExample(counterexample: Counterexample, root: string): Counterexample {
  const imports = counterexample.imports.map((each) => ({ ...each, module: relativePath(root, each.module) }));
  const { overlap } = counterexample;
  return { ...counterexample, imports, ...(overlap ? { overlap: relativeParts(overlap, root) } : {}) };
}

function relativeParts(overlap: Overlap, root: string): Overlap {
  const relative = ({ file, line }: SourcePlace): SourcePlace => ({ file: relativePath(root, file), line });
  return { ...overlap, parts: overlap.parts.map(({ from, waits, ...part }) => ({ ...part, ...(from ? { from: relative(from) } : {}), waits: waits.map(relative) })) };
}
