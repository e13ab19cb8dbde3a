/** `@proviso/transformer`: the ts-patch host. A program transformer that ts-patch calls for every Program of `tspc`. */
import type { ProfileName, TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { dropBuildLine, scheduleBuildLine } from './build-line.ts';
import { inlineLess } from './inline-less.ts';
import { readOptions } from './options.ts';
import { decorate } from './program.ts';

/** The plugin entry of a tsconfig, as a preset writes it. */
export interface ProvisoPlugin {
  readonly transform: '@proviso/transformer';
  readonly transformProgram: true;
  readonly profile: ProfileName;
}

/** What ts-patch hands in beside the program. */
interface Extras {
  readonly ts?: TypeScript;
  addDiagnostic?(diagnostic: ts.Diagnostic): number;
}

const mark = Symbol.for('@proviso/transformer/profile');
const optionsCode = 97090;
const insteadOfTspc = 'With TypeScript 7 compile contracts by @proviso/unplugin, in a bundler, in Node or in tests. ';
const howTo = 'Compile with `tspc` of ts-patch and TypeScript 5.7 to 6.0, and extend a preset such as @proviso/transformer/enforce.json. Check with: npx tspc --version';

/**
 * Decorates a program with the contracts of its files. Called by ts-patch.
 *
 * @throws {Error} if the host is not ts-patch, or its TypeScript has no transformer API: building on would check nothing.
 * @ensures `isEntry(host) || result === program`
 * @modifies program
 */
// eslint-disable-next-line @typescript-eslint/max-params -- the signature that ts-patch calls
export default function transformProgram(program: ts.Program, host: ts.CompilerHost | undefined, entry: Readonly<Record<string, unknown>>, extras?: Extras): ts.Program {
  if (isEntry(host)) return notAProgramTransformer(entry) as unknown as ts.Program;
  const ts = extras?.ts;
  if (!ts || Number.parseInt(ts.version, 10) >= 7 || typeof program.getSemanticDiagnostics !== 'function') {
    throw new Error(`@proviso/transformer was loaded by a compiler that it cannot extend (TypeScript ${ts?.version ?? 'unknown'}), so no contract would be checked. ${Number.parseInt(ts?.version ?? '', 10) >= 7 ? insteadOfTspc : ''}${howTo}`);
  }
  inlineLess();
  const options = readOptions(entry);
  if ('problem' in options) return refuse(ts, program, options.problem);
  const marked = program as ts.Program & { [mark]?: string };
  const { profile } = options;
  if (marked[mark] === undefined) {
    marked[mark] = profile.name;
    scheduleBuildLine(decorate(ts, { program, host }, profile));
  } else if (marked[mark] !== profile.name) {
    return refuse(ts, program, `Two profiles at once: this tsconfig has plugin entries of @proviso/transformer for \`${marked[mark]}\` and \`${profile.name}\`. Keep one, and build each profile from a tsconfig of its own.`);
  }
  return program;
}

/** Makes a program that is configured wrongly report so and write nothing. */
function refuse(ts: TypeScript, program: ts.Program, problem: string): ts.Program {
  dropBuildLine();
  const { getOptionsDiagnostics } = program;
  const config = program.getCompilerOptions()['configFilePath'];
  const where = typeof config === 'string' ? `${config}: ` : '';
  const diagnostic: ts.Diagnostic = { file: undefined, start: undefined, length: undefined, category: ts.DiagnosticCategory.Error, code: optionsCode, messageText: where + problem, source: 'proviso' };
  program.getOptionsDiagnostics = (token) => [...getOptionsDiagnostics(token), diagnostic];
  program.emit = () => ({ emitSkipped: true, diagnostics: [], emittedFiles: [] });
  return program;
}

/** ts-patch calls plain transformers with their plugin entry where program transformers get the compiler host. */
function isEntry(host: object | undefined): boolean {
  return host !== undefined && !('getSourceFile' in host);
}

function notAProgramTransformer({ ts, addDiagnostic }: Extras): ts.TransformerFactory<ts.SourceFile> {
  addDiagnostic?.({ file: undefined, start: undefined, length: undefined, category: ts?.DiagnosticCategory.Error ?? 1, code: optionsCode, messageText: `The plugin entry of @proviso/transformer lacks "transformProgram": true: the output of this build is without any check. Build again after you have mended it. ${howTo}` });
  return () => (file) => file;
}
