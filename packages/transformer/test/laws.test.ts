/** Laws of the compiler over random programs. */
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { contractFree } from './contract-free.ts';
import { limitModule, program } from './programs.ts';

const require = createRequire(import.meta.url);
const commonjs = { module: 'commonjs', moduleResolution: 'bundler', noLib: true, strict: false };

/** Compiles fast: without the library, and without diagnostics. */
function output(source: string, profile: string | undefined, options: Record<string, unknown>): string {
  const { output: files } = compile({ 'main.ts': source, 'limit.ts': limitModule }, { ...(profile === undefined ? {} : { profile }), options, checks: false });
  return files.get('main.js') ?? '';
}

const free = (source: string, verbatim = false): string => contractFree('main.ts', source, verbatim);

/** Everything that can be seen of a module: what its calls return or throw, and what they do. */
async function behaviour(code: string): Promise<unknown> {
  const module = { exports: {} as { calls: (() => unknown)[]; trace: unknown[] } };
  const load = (name: string): unknown => (name === './limit.js' ? { limit: 100 } : require(name));
  runInNewContext(code, { module, exports: module.exports, require: load }, { timeout: 5_000 });
  const { calls, trace } = module.exports;
  const outcomes: unknown[] = [];
  for (const call of calls) {
    try {
      outcomes.push(await call());
    } catch (error) {
      outcomes.push(`${(error as Error).name}: ${(error as Error).message}`);
    }
  }
  return JSON.parse(JSON.stringify({ outcomes: outcomes.map((value) => (typeof value === 'number' ? String(value) : value ?? 'undefined')), trace: trace.map(String) }));
}

/** `RUNS=5000` looks harder. */
const settings = { numRuns: Number(process.env['RUNS'] ?? 60) };

describe('contracts that hold', () => {
  test.each(['enforce', 'observe', 'boundary', 'audit'])('change nothing that a program does under %s', { timeout: 1_200_000 }, async (profile) => {
    await fc.assert(
      fc.asyncProperty(program, async (source) => {
        const plain = await behaviour(output(free(source), undefined, commonjs));
        expect(await behaviour(output(source, profile, commonjs))).toEqual(plain);
      }),
      profile === 'enforce' ? settings : { numRuns: Math.ceil(settings.numRuns / 4) },
    );
  });

  test('change nothing where TypeScript rewrites functions for old targets', { timeout: 1_200_000 }, async () => {
    const options = { ...commonjs, target: 'es2015' };
    await fc.assert(
      fc.asyncProperty(program, async (source) => {
        const plain = await behaviour(output(free(source), undefined, options));
        expect(await behaviour(output(source, 'enforce', options))).toEqual(plain);
      }),
      { numRuns: Math.ceil(settings.numRuns / 3) },
    );
  });
});

describe('off', () => {
  test.each([
    ['commonjs', commonjs],
    ['modules', { noLib: true, strict: false }],
    ['verbatim modules', { noLib: true, strict: false, verbatimModuleSyntax: true }],
    ['no comments', { noLib: true, strict: false, removeComments: true }],
  ])('is plain TypeScript on the contract-free source: %s', { timeout: 1_200_000 }, (_, options) => {
    fc.assert(
      fc.property(program, (generated) => {
        const source = generated.replaceAll('[always] ', ''); // those stay in every profile
        expect(output(source, 'off', options)).toBe(output(free(source, 'verbatimModuleSyntax' in options), undefined, options));
      }),
      settings,
    );
  });
});
