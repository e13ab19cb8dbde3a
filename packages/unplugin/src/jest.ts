/** `@proviso/unplugin/jest`: a transformer of Jest that compiles contracts and hands the file on to the one that erases its types. */
import remapping from '@jridgewell/remapping';
import { profiles, type SourceMap } from '@proviso/compiler';
import { createHash } from 'node:crypto';
import { slashed } from './build.ts';
import { createSession, type CompiledFile, type Session } from './compile-session.ts';
import { inlineMapOf, withoutInlineMap } from './inline-map.ts';
import { loadTransformer, type JestTransformer, type Transformed, type TransformerName } from './jest/inner-transformer.ts';
import { mappedName, type NameMapper } from './jest/name-mapper.ts';
import { readOptions, refuseUnknown, type ProvisoOptions } from './options.ts';
import { problemError, warnOfProblems } from './problem-error.ts';
import { findTypeScript } from './typescript.ts';

export interface ProvisoJestOptions extends ProvisoOptions {
  /** What erases the types: `babel-jest`, which is the default, `@swc/jest`, or another, also with its options: `['@swc/jest', { … }]`. */
  readonly transformer?: TransformerName | undefined;
}

/** By what they were asked for; Jest makes a transformer for every file of tests. */
const sessions = new Map<string, Session>();

/**
 * What Jest calls with the options that stand beside the transformer's name.
 *
 * @throws {Error} on an option that does not exist, or where the transformer that erases types is not there.
 * @noContract what it gives is a transformer; that says what it does
 */
export function createTransformer(options: ProvisoJestOptions = {}): JestTransformer {
  refuseUnknown(options, ['transformer'], '@proviso/unplugin/jest');
  const { transformer = 'babel-jest', ...others } = options;
  const started = slashed(process.cwd());
  readOptions(others);
  const inner = loadTransformer(started, transformer);
  const sessionOf = freshSessions(others, started);
  const { process: transform, processAsync, getCacheKey } = inner;
  const compiled = (text: string, path: string, about: AboutFile): CompiledFile | undefined => compile(sessionOf(about), { fileName: slashed(path), text, mapper: about.config?.moduleNameMapper ?? [] });
  return {
    canInstrument: inner.canInstrument === true,
    ...(transform && { process: (text, path, about) => mapped(path, compiled(text, path, about), (code) => transform(code ?? text, path, about)) }),
    ...(processAsync && {
      processAsync: async (text, path, about) => {
        const file = compiled(text, path, about);
        const result = await processAsync(file?.code ?? text, path, about);
        return mapped(path, file, () => result);
      },
    }),
    getCacheKey(text, path, about) {
      // What a file inherits is in what it is compiled to.
      const code = compiled(text, path, about)?.code ?? text;
      return createHash('sha256').update(getCacheKey?.(code, path, about) ?? JSON.stringify(about)).update(code).digest('hex').slice(0, 32);
    },
  };
}

const factory: { readonly createTransformer: typeof createTransformer } = { createTransformer };

export default factory;

/** Where globs are relative to, and what names of modules mean: each project of a run has its own. */
interface AboutFile {
  readonly config?: { readonly rootDir?: string; readonly moduleNameMapper?: NameMapper };
}

/** The sessions of one transformer, each of which looks at the disk anew when it is first asked for. */
function freshSessions(options: ProvisoOptions, started: string): (about: AboutFile) => Session {
  const asked = new Map<string, Session>();
  return ({ config }) => {
    const root = config?.rootDir === undefined ? started : slashed(config.rootDir);
    const session = asked.get(root) ?? sessionFor(root, options);
    asked.set(root, session);
    return session;
  };
}

function sessionFor(root: string, options: ProvisoOptions): Session {
  const { profile, include, exclude } = readOptions(options);
  const key = JSON.stringify([root, profile?.name, include, exclude], (_, value: unknown) => (value instanceof RegExp ? String(value) : value));
  const known = sessions.get(key) ?? createSession({ ts: findTypeScript(root), profile: profile ?? profiles.enforce, root, include, exclude, answers: true });
  sessions.set(key, known);
  known.refresh();
  return known;
}

interface JestFile {
  readonly fileName: string;
  readonly text: string;
  readonly mapper: NameMapper;
}

function compile(session: Session, { fileName, text, mapper }: JestFile): CompiledFile | undefined {
  if (!session.concerns(fileName)) return undefined;
  let found = session.compile({ fileName, text, isModule: true });
  while (found && found.lost.length > 0) {
    for (const lost of found.lost) session.answer(lost, mappedName(mapper, lost.specifier));
    found = session.compile({ fileName, text, isModule: true });
  }
  if (!found) return undefined;
  if (found.errors.length > 0) throw withoutStack(problemError(found.errors));
  warnOfProblems(found.unsupported);
  return found;
}

/** Jest would print the lines of the stack that are in the message once more. */
function withoutStack(error: Error): Error {
  error.stack = '';
  return error;
}

/** The result with a map that leads back to the file as people wrote it. */
function mapped(path: string, file: CompiledFile | undefined, transform: (code: string | undefined) => Transformed): Transformed {
  const { code, map } = transform(file?.code);
  if (!file?.map) return map === undefined ? { code } : { code, map };
  const outer = map ?? inlineMapOf(code);
  return outer === undefined ? { code } : { code: withoutInlineMap(code), map: throughBoth(path, outer, file.map) };
}

function throughBoth(path: string, outer: string | object, inner: SourceMap): object {
  const last = (typeof outer === 'string' ? JSON.parse(outer) : outer) as { version: 3; names: string[]; mappings: string };
  const own = { ...inner, names: [...inner.names], sources: [path], sourcesContent: [...inner.sourcesContent] };
  // Jest prints a function by the name that its map has at the call: of ours nobody has heard. An empty one is left out.
  const names = last.names.map((name) => (own.sourcesContent.some((text) => text.includes(name)) ? name : ''));
  return remapping({ ...last, names, sources: [path] }, (_, { depth }) => (depth === 1 ? own : null));
}
