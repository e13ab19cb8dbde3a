/** Laws of the compiler over random programs. */
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { compileText, profiles } from '@proviso/compiler';
import ts from 'typescript';
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

/** The same through the text printer and a type eraser. */
function textOutput(source: string, profile: 'off' | 'observe' | 'enforce' | 'audit'): string {
  const compiled = compileText({ ts, packageOf: () => ({ name: 'laws', root: '/laws', optedIn: true }) }, { fileName: '/laws/main.ts', text: source, profile: profiles[profile] });
  if (!compiled) throw new Error('The program has contracts.');
  return ts.transpileModule(compiled.code, { fileName: 'main.ts', compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } }).outputText;
}

const free = (source: string, verbatim = false): string => contractFree('main.ts', source, verbatim);

/** What a program gives without contracts, which several laws ask of the same programs. */
const plainOutput = remembered((source) => output(free(source), undefined, commonjs));
const plainBehaviour = remembered((source) => behaviour(plainOutput(source)));

/** A function of a program that is worked out once for each. */
function remembered<Result>(work: (source: string) => Result): (source: string) => Result {
  const results = new Map<string, Result>();
  return (source) => {
    const known = results.get(source);
    if (known !== undefined) return known;
    const result = work(source);
    results.set(source, result);
    return result;
  };
}

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

/** `RUNS=5000` looks harder, `SEED=1` looks at the same programs again. */
const runs = Number(process.env['RUNS'] ?? 40);

/** All laws have one seed, so that those of every program (`enforce` by either printer, `off`) are asked of the same programs; others of some of them. */
const settings = { numRuns: runs, seed: Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31)) };
const further = { ...settings, numRuns: Math.min(runs, Math.max(40, Math.ceil(runs / 4))) };
const slow = { ...settings, numRuns: Math.ceil(runs / 4) };

describe('contracts that hold', () => {
  test.each(['enforce', 'observe', 'boundary', 'audit'])('change nothing that a program does under %s', { timeout: 1_200_000 }, async (profile) => {
    await fc.assert(
      fc.asyncProperty(program, async (source) => {
        expect(await behaviour(output(source, profile, commonjs))).toEqual(await plainBehaviour(source));
      }),
      profile === 'enforce' ? settings : slow,
    );
  });

  test('change nothing in an ES module, where most checks are text to TypeScript', { timeout: 1_200_000 }, async () => {
    const options = { ...commonjs, module: 'esnext', target: 'es2022' };
    await fc.assert(
      fc.asyncProperty(program, async (source) => {
        const { outputText } = ts.transpileModule(output(source, 'enforce', options), { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } });
        expect(await behaviour(outputText)).toEqual(await plainBehaviour(source));
      }),
      settings,
    );
  });

  test('give no error of Proviso', { timeout: 1_200_000 }, () => {
    fc.assert(
      fc.property(program, (source) => {
        const { diagnostics } = compile({ 'main.ts': source, 'limit.ts': limitModule }, { profile: 'enforce', options: { strict: false } });
        expect(printed(diagnostics.filter(({ code }) => code >= 97000))).toBe('');
      }),
      slow,
    );
  });

  test('change nothing where TypeScript rewrites functions for old targets', { timeout: 1_200_000 }, async () => {
    const options = { ...commonjs, target: 'es2015' };
    await fc.assert(
      fc.asyncProperty(program, async (source) => {
        const plain = await behaviour(output(free(source), undefined, options));
        expect(await behaviour(output(source, 'enforce', options))).toEqual(plain);
      }),
      slow,
    );
  });
});

describe('contracts that fail', () => {
  /** What the calls of a program give without contracts, and with them: violations by their first words. */
  const outcomes = async (source: string): Promise<[plain: string[], enforced: string[]]> => {
    const [plain, enforced] = [await plainBehaviour(source), await behaviour(output(source, 'enforce', commonjs))] as { outcomes: unknown[]; trace: unknown[] }[];
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
      further,
    );
  });

  test.each(['if', 'iff'])('@throws … %s', { timeout: 1_200_000 }, async (keyword) => {
    await fc.assert(
      fc.asyncProperty(programWith(fc.constant(`@throws {RangeError} ${keyword} \`a > 0\``)), async ({ source, values }) => {
        const [plain, enforced] = await outcomes(source);
        const isAllowed = (each: string, value: number): boolean => (each.startsWith('RangeError') ? value > 0 : hasThrown(each) || keyword === 'if' || value <= 0);
        expect(enforced).toEqual(plain.map((each, index) => (isAllowed(each, values[index] ?? 0) ? each : 'ContractViolationError: f throws')));
      }),
      further,
    );
  });
});

describe('the text printer', () => {
  test.each(['enforce', 'off', 'observe', 'audit'] as const)('changes nothing where contracts hold, under %s', { timeout: 1_200_000 }, async (profile) => {
    await fc.assert(
      fc.asyncProperty(program, async (source) => {
        expect(await behaviour(textOutput(source, profile))).toEqual(await plainBehaviour(source));
      }),
      profile === 'enforce' ? settings : slow,
    );
  });

  test('keeps every line where it is', { timeout: 1_200_000 }, () => {
    fc.assert(
      fc.property(program, (source) => {
        const compiled = compileText({ ts, packageOf: () => ({ name: 'laws', root: '/laws', optedIn: true }) }, { fileName: '/laws/main.ts', text: source, profile: profiles.enforce });
        const lines = (compiled?.code ?? '').split('\n');
        source.split('\n').forEach((line, index) => {
          for (const word of line.match(/trace\.push|fuel|twice/g) ?? []) if (!/requires|ensures|invariant|assert|throws|import/.test(line)) expect(lines[index]).toContain(word);
        });
      }),
      further,
    );
  });

  const clause = fc.constantFrom('@ensures `result === 1`', '@ensures `result !== a`', '@requires `a > 0`', '@throws {RangeError} iff `a > 0`', '@throws {TypeError} if `a === 0`');
  test('reports what the printer of nodes reports', { timeout: 1_200_000 }, async () => {
    const place = (seen: unknown): unknown => JSON.parse(JSON.stringify(seen).replaceAll(/(?:\.tmp\/memory\/)?main\.ts/g, 'main.ts'));
    await fc.assert(
      fc.asyncProperty(programWith(clause), async ({ source }) => {
        expect(place(await behaviour(textOutput(source, 'enforce')))).toEqual(place(await behaviour(output(source, 'enforce', commonjs))));
      }),
      further,
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
    const wanted = (source: string): string => (options === commonjs ? plainOutput(source) : output(free(source, 'verbatimModuleSyntax' in options), undefined, options));
    const unlabelled = (code: string): string => code.replaceAll('[always] ', ''); // those stay in every profile
    fc.assert(
      fc.property(program, (source) => {
        expect(output(unlabelled(source), 'off', options)).toBe(unlabelled(wanted(source)));
      }),
      options === commonjs ? settings : further,
    );
  });
});
