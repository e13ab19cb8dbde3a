/** `@proviso/transformer/ts-jest`: contracts in Jest where ts-jest compiles with types, as one of its `astTransformers`. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { createRequire } from 'node:module';
import { readOptions } from './options.ts';
import { decorate } from './program.ts';

/** What ts-jest hands in. With types its language service has the newest program; without, there is one for each file. */
interface TsJest {
  readonly configSet: { readonly compilerModule: TypeScript };
  readonly program?: ts.Program;
  readonly _languageService?: { readonly getProgram: () => ts.Program | undefined };
}

type SourceTransformer = ts.TransformerFactory<ts.SourceFile>;

const { version: own } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

/** By this and the next, ts-jest keeps its cache. */
export const name = '@proviso/transformer';
export const version: string = own;

const emitting = new WeakMap<ts.Program, { isOurs: boolean }>();

/**
 * Called by ts-jest before it emits a file, so that the emit is ours.
 *
 * @throws {Error} on an option that does not exist.
 * @noContract it changes the program that ts-jest goes on with
 */
export function factory(compiler: TsJest, options: Readonly<Record<string, unknown>> = {}): SourceTransformer {
  const read = readOptions({ profile: 'enforce', ...options });
  if ('problem' in read) throw new Error(read.problem);
  const program = compiler._languageService?.getProgram() ?? compiler.program;
  if (!program) throw new Error(`@proviso/transformer/ts-jest found no program in ts-jest. ${instead}`);
  const state = emitting.get(program) ?? { isOurs: false };
  if (!emitting.has(program)) {
    emitting.set(program, state);
    decorate(compiler.configSet.compilerModule, { program, host: undefined }, { ...read.profile, sidecar: false });
    const { emit } = program;
    program.emit = (...args) => {
      state.isOurs = true;
      return emit(...args);
    };
  }
  return () => (file) => {
    if (!state.isOurs) throw new Error(`With \`isolatedModules\` ts-jest has no program in which contracts could be checked. ${instead}`);
    return file;
  };
}

const instead = "Use @proviso/unplugin/jest: transform: { '\\\\.tsx?$': ['@proviso/unplugin/jest', { transformer: 'ts-jest' }] }";
