/** What reports for other tools say of a subject that is not as it promises: one finding each. */
import { starvation, type ClauseNote, type Problem, type Report, type Verdict } from '@proviso/testing';
import { existsSync } from 'node:fs';
import { relativePath } from '../project/select-subjects.ts';

export interface FindingRow {
  readonly level: 'error' | 'warning' | 'note';
  /** What is wrong, as a heading. */
  readonly title: string;
  /** What it means, and what to do. */
  readonly help: string;
}

export type FindingKind = 'broken-promise' | 'impure-function' | 'check-ended' | 'starved-contract' | 'vacuous-contract' | 'only-not-finite';

/** TABLE: a row for each kind of finding. */
export const findingKinds: Readonly<Record<FindingKind, FindingRow>> = {
  'broken-promise': {
    level: 'error', title: 'A promise is broken',
    help: 'A call that meets the preconditions violates a clause. Mend the code, or say in the contract what is meant.',
  },
  'impure-function': {
    level: 'error', title: 'A pure function has an effect',
    help: 'A function that is `@pure` changes an argument, or gives another result for the same arguments. Mend it, or remove the tag.',
  },
  'check-ended': {
    level: 'error', title: 'A check did not come to its end',
    help: 'The code ended its process, did not come back in time, took too much memory, or could not be loaded. So nothing is known of its contract.',
  },
  'starved-contract': {
    level: 'warning', title: 'Hardly any input meets the preconditions',
    help: 'Too few calls were judged. Register an arbitrary for the type of a parameter, or state the precondition as bounds, membership or a relation.',
  },
  'vacuous-contract': {
    level: 'warning', title: 'A clause says nothing',
    help: 'No input meets a precondition, or no run reaches a postcondition. Look for conditions that exclude each other.',
  },
  'only-not-finite': {
    level: 'note', title: 'Only a number that is not finite breaks a promise',
    help: 'With NaN or an infinity a promise is broken, with finite numbers none was, and nothing in the function speaks of those. Say in a precondition that they are not meant, or mend the code.',
  },
};

export interface Place {
  /** Relative to the root of the run where it is below that, with `/` as separator. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column?: number;
}

export interface Finding {
  readonly kind: FindingKind;
  readonly report: Report;
  /** What is wrong, in the words of the terminal. */
  readonly message: string;
  /** The clause, or the subject where it is no clause's doing. */
  readonly place: Place;
  readonly clause?: string;
  /** The calls that show it. */
  readonly code: readonly string[];
  readonly problem?: Problem;
}

/**
 * What is wrong with a subject; undefined where nothing is.
 *
 * @noContract whether a clause of another file is found depends on the disk
 */
export function findingOf(report: Report, root: string): Finding | undefined {
  const said = saidOf(report);
  if (!said) return undefined;
  const { location, ...rest } = said;
  return { ...rest, report, message: rest.message.startsWith(report.symbol) ? rest.message : `${report.symbol}: ${rest.message}`, place: placeOf(report, root, location) };
}

type Said = Pick<Finding, 'kind' | 'message' | 'clause' | 'code' | 'problem'> & { readonly location?: string };

function saidOf({ verdict, nonFinite }: Report): Said | undefined {
  switch (verdict.verdict) {
    case 'refuted': return verdict.of === undefined ? brokenBy(verdict.counterexample) : undefined;
    case 'error': return { kind: 'check-ended', message: verdict.reason, code: verdict.call?.split('\n') ?? [] };
    case 'starved': return { kind: 'starved-contract', message: starved(verdict), code: [], ...named(verdict.clause) };
    case 'vacuous': return { kind: 'vacuous-contract', message: verdict.clause ? `${verdict.why}: ${verdict.clause.text}` : verdict.why, code: [], ...named(verdict.clause) };
    default: return nonFinite && { ...brokenBy(nonFinite.counterexample), kind: 'only-not-finite' };
  }
}

function brokenBy({ code, problem }: Extract<Verdict, { verdict: 'refuted' }>['counterexample']): Said {
  if (problem.problem === 'impure') return { kind: 'impure-function', message: problem.message, code, problem };
  const { message, id, location } = problem;
  return { kind: 'broken-promise', message, code, problem, ...(id === '' ? {} : { clause: id }), ...(location === '' ? {} : { location }) };
}

function starved({ runs, rejected, clause }: Extract<Verdict, { verdict: 'starved' }>): string {
  return `${starvation({ runs, rejected })}${clause ? `; most fail at ${clause.text}` : ''}`;
}

function named(clause: ClauseNote | undefined): Pick<Said, 'clause' | 'location'> {
  return clause ? { clause: clause.id, location: clause.location } : {};
}

function placeOf(report: Report, root: string, location: string | undefined): Place {
  const own: Place = { path: relativePath(root, report.file), line: report.line };
  const at = location === undefined ? undefined : split(location);
  if (!at) return own;
  const folder = packageOf(report) ?? root;
  const file = `${folder}/${at.path}`;
  return existsSync(file) ? { ...at, path: relativePath(root, file) } : own;
}

/** Clauses say where they are in their package: the folder is what their file has before that. */
function packageOf({ file, clauses }: Report): string | undefined {
  const path = clauses.map(({ location }) => split(location)?.path).find((each) => each !== undefined && file.endsWith(`/${each}`));
  return path === undefined ? undefined : file.slice(0, -path.length - 1);
}

function split(location: string): Required<Place> | undefined {
  const [, path = '', line, column] = /^(.+):(\d+):(\d+)$/.exec(location) ?? [];
  return path === '' ? undefined : { path, line: Number(line), column: Number(column) };
}
