/** What Node gets in the place of a source: the same in hooks of imports, in a thread of their own, and in `require`. */
import type { TypeScript } from '@proviso/compiler';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { slashed } from '../build.ts';
import { createSession, type Session } from '../compile-session.ts';
import { withInlineMap } from '../inline-map.ts';
import { profileOfProcess, readOptions, type ProvisoOptions } from '../options.ts';
import { problemError, warnOfProblems } from '../problem-error.ts';
import { projectOptionsFinder, type ProjectOptions } from '../project-options.ts';
import { findTypeScript } from '../typescript.ts';
import { eraseTypes } from './erase-types.ts';
import { formatBesideTsx, isModuleText, moduleFormat, type ModuleFormat } from './module-format.ts';
import type { WatchReport } from './watch-report.ts';

/** JavaScript for Node. */
export interface LoadedSource {
  readonly format: ModuleFormat;
  readonly source: string;
}

export interface SourceLoader {
  /** A source with its contracts compiled and its types erased; undefined where no contract concerns it: then it is not ours. */
  readonly compiled: (path: string, isRequired?: boolean) => LoadedSource | undefined;
  /** A source that nobody else erases the types of; undefined where it is no TypeScript of the project. */
  readonly erased: (path: string) => LoadedSource | undefined;
}

const typeScript = /\.(?:tsx?|[cm]ts)$/;

/** Who else is there. */
export interface Surroundings {
  /** Takes what a watch is to look at. */
  readonly report: WatchReport;
  /** tsx loads what has no contract. */
  readonly isBesideTsx: boolean;
}

interface Loading extends Surroundings {
  readonly ts: TypeScript;
  readonly session: Session;
  readonly optionsOf: (fileName: string) => ProjectOptions;
}

/**
 * Begins a run of Node. What is not checked is warned of once for each file.
 *
 * @throws {Error} on an option that does not exist, or without a TypeScript that can parse.
 * @noContract what it gives are functions; that says what they do
 */
export function createSourceLoader(options: ProvisoOptions, surroundings: Surroundings): SourceLoader {
  const { profile, include, exclude } = readOptions(options);
  const root = slashed(process.cwd());
  const ts = findTypeScript(root);
  const tsconfig = surroundings.isBesideTsx ? tsconfigOfTsx() : undefined;
  const loading: Loading = { ...surroundings, ts, session: createSession({ ts, profile: profileOfProcess(profile), root, include, exclude, tsconfig }), optionsOf: projectOptionsFinder(ts, tsconfig) };
  return {
    compiled: (path, isRequired = false) => compiled(loading, slashed(path), isRequired),
    erased: (path) => {
      const fileName = slashed(path);
      return typeScript.test(fileName) && !fileName.includes('/node_modules/') ? erased(loading, { fileName, text: readFileSync(fileName, 'utf8') }) : undefined;
    },
  };
}

/** What `tsx --tsconfig` names, and tsx hands on by its own environment. */
function tsconfigOfTsx(): string | undefined {
  const { TSX_TSCONFIG_PATH: named } = process.env;
  return named === undefined || named === '' ? undefined : slashed(resolve(named));
}

function compiled(loading: Loading, fileName: string, isRequired: boolean): LoadedSource | undefined {
  const { ts, session, optionsOf, report, isBesideTsx } = loading;
  if (!session.concerns(fileName)) return undefined;
  const text = readFileSync(fileName, 'utf8');
  const format = isBesideTsx ? formatBesideTsx(ts, { fileName, text }, isRequired) : moduleFormat(ts, { fileName, text });
  // What is imported for a CommonJS file becomes a `require` below.
  const found = session.compile({ fileName, text, isModule: true });
  if (!found) return undefined;
  report([fileName, ...found.dependsOn, ...found.settings]);
  if (found.errors.length > 0) throw problemError(found.errors);
  warnOfProblems(found.unsupported);
  if (found.code === undefined) return undefined;
  const { code, map } = found;
  if (typeScript.test(fileName) || format === 'commonjs') return { format, source: eraseTypes(ts, { fileName, code, map, text, format, options: optionsOf(fileName), isScript: !isModuleText(ts, { fileName, text }) }) };
  return { format, source: withInlineMap(code, JSON.stringify({ ...map, sources: [fileName] })) };
}

function erased({ ts, optionsOf }: Loading, { fileName, text }: { fileName: string; text: string }): LoadedSource {
  const format = moduleFormat(ts, { fileName, text });
  return { format, source: eraseTypes(ts, { fileName, code: text, map: undefined, text, format, options: optionsOf(fileName), isScript: false }) };
}
