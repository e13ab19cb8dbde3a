/** Laws of the compiler over random programs. */
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { compile, printed } from './compile.ts';
import { contractFree } from './contract-free.ts';
import { limitModule, program, programWith } from './programs.ts';

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
const settings = { numRuns: Number(process.env['RUNS'] ?? 40) };

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

  test('give no error of Proviso', { timeout: 1_200_000 }, () => {
    fc.assert(
      fc.property(program, (source) => {
        const { diagnostics } = compile({ 'main.ts': source, 'limit.ts': limitModule }, { profile: 'enforce', options: { strict: false } });
        expect(printed(diagnostics.filter(({ code }) => code >= 97000))).toBe('');
      }),
      { numRuns: Math.ceil(settings.numRuns / 4) },
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

describe('contracts that fail', () => {
  /** What the calls of a program give without contracts, and with them: violations by their first words. */
  const outcomes = async (source: string): Promise<[plain: string[], enforced: string[]]> => {
    const [plain, enforced] = [await behaviour(output(free(source), undefined, commonjs)), await behaviour(output(source, 'enforce', commonjs))] as { outcomes: unknown[]; trace: unknown[] }[];
    expect(enforced?.trace, 'the body ran as before').toEqual(plain?.trace);
    return [(plain?.outcomes ?? []).map(String), (enforced?.outcomes ?? []).map((each) => String(each).replace(/^(ContractViolationError: \w+ \w+)[^]*/, '$1'))];
  };
  const hasThrown = (outcome: string): boolean => /^\w*Error: /.test(outcome);

  test('@ensures fails where the result is another, however the body is left', { timeout: 1_200_000 }, async () => {
    const wanted = fc.constantFrom('undefined', '0', '1', '2', '8');
    await fc.assert(
      fc.asyncProperty(wanted.chain((value) => fc.tuple(fc.constant(value), programWith(fc.constant(`@ensures \`result === ${value}\``)))), async ([value, { source }]) => {
        const [plain, enforced] = await outcomes(source);
        expect(enforced).toEqual(plain.map((each) => (hasThrown(each) || each === value ? each : 'ContractViolationError: f ensures')));
      }),
      settings,
    );
  });

  test.each(['if', 'iff'])('@throws … %s', { timeout: 1_200_000 }, async (keyword) => {
    await fc.assert(
      fc.asyncProperty(programWith(fc.constant(`@throws {RangeError} ${keyword} \`a > 0\``)), async ({ source, values }) => {
        const [plain, enforced] = await outcomes(source);
        const isAllowed = (each: string, value: number): boolean => (each.startsWith('RangeError') ? value > 0 : hasThrown(each) || keyword === 'if' || value <= 0);
        expect(enforced).toEqual(plain.map((each, index) => (isAllowed(each, values[index] ?? 0) ? each : 'ContractViolationError: f throws')));
      }),
      settings,
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
