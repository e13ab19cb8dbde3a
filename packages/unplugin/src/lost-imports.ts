/** Imports that lead nowhere by what the project tells TypeScript: aliases that only a bundler knows. The host says where they lead. */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type ts from 'typescript';

/** An import that was followed for what a file inherits, and that led nowhere. */
export interface LostImport {
  readonly specifier: string;
  /** The file that it stands in. */
  readonly from: string;
}

/** Where a host says that an import leads: its name of the module; undefined where it does not know either. */
export type AskHost = (lost: LostImport) => Promise<string | undefined>;

/** What a host has said so far. */
export interface HostAnswers {
  /** The module that an import means. */
  readonly moduleOf: (lost: LostImport) => string | undefined;
  readonly isAnswered: (lost: LostImport) => boolean;
  readonly answer: (lost: LostImport, id: string | undefined) => void;
}

/**
 * The answers, none yet.
 *
 * @noContract what it gives are functions; that says what they do
 */
export function hostAnswers(): HostAnswers {
  const known = new Map<string, string | undefined>();
  return {
    moduleOf: (lost) => known.get(keyOfLost(lost)),
    isAnswered: (lost) => known.has(keyOfLost(lost)),
    answer: (lost, id) => void known.set(keyOfLost(lost), id),
  };
}

/**
 * What tells an import from others.
 *
 * @ensures `result.endsWith(specifier)`
 */
export function keyOfLost({ specifier, from }: LostImport): string {
  return `${from}\n${specifier}`;
}

/**
 * Whether an import is of what a platform provides: `node:events`, `cloudflare:workers`, an address. Nobody has contracts for these.
 *
 * @pure
 */
export function isProvided(specifier: string): boolean {
  return isBuiltin(specifier) || /^[a-z][\w+.-]*:/i.test(specifier);
}

/** A literal that stands for a module by its path, as a resolver takes one. */
export function literalOf(id: string): ts.StringLiteralLike {
  return { text: id } as ts.StringLiteralLike;
}

/**
 * Whether an import is of a path from its own file on.
 *
 * @pure
 */
export function isRelative(specifier: string): boolean {
  return /^\.\.?(?:\/|$)/.test(specifier);
}

/** What TypeScript takes in the place of an ending of JavaScript, and without any. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '': ['.ts', '.tsx', '.d.ts', '/index.ts'], '.js': ['.ts', '.tsx', '.d.ts'], '.jsx': ['.tsx'], '.mjs': ['.mts', '.d.mts'], '.cjs': ['.cts', '.d.cts'],
};

/**
 * The files that imports by a relative path would lead to, if they were there.
 *
 * @pure
 */
export function wantedFiles(lost: readonly LostImport[]): readonly string[] {
  return lost.filter(({ specifier }) => isRelative(specifier)).flatMap(({ specifier, from }) => {
    const path = posix.join(posix.dirname(from), specifier);
    const [ending = ''] = /\.[cm]?[jt]sx?$/.exec(path) ?? [];
    return (sources[ending] ?? ['']).map((each) => (each === '' ? path : path.slice(0, path.length - ending.length) + each));
  });
}
