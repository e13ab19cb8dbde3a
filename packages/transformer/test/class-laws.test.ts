/** Laws of the compiler over random classes: for every target and either kind of decorators, contracts that hold change nothing that can be seen of them. */
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { compileText, profiles } from '@proviso/compiler';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { classProgram } from './class-programs.ts';
import { compile } from './compile.ts';
import { contractFree } from './contract-free.ts';

const require = createRequire(import.meta.url);

/** Compiler options that rewrite classes in ways of their own. */
const rewriting = fc.record({
  target: fc.constantFrom('es2015', 'es2017', 'es2021', 'es2022'),
  experimentalDecorators: fc.boolean(),
  useDefineForClassFields: fc.boolean(),
  emitDecoratorMetadata: fc.boolean(),
  module: fc.constantFrom('commonjs', 'esnext'),
}).map((options) => ({ ...options, emitDecoratorMetadata: options.emitDecoratorMetadata && options.experimentalDecorators, moduleResolution: 'bundler', noLib: true, strict: false, removeComments: true }));
type Options = typeof rewriting extends fc.Arbitrary<infer Each> ? Each : never;

function output(source: string, options: Options, profile?: string): string {
  const code = compile({ 'main.ts': source }, { ...(profile === undefined ? {} : { profile }), options, checks: false }).output.get('main.js') ?? '';
  return asCommonJs(code, options);
}

function asCommonJs(code: string, { module }: Options): string {
  return module === 'commonjs' ? code : ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.CommonJS } }).outputText;
}

/** The same through the text printer and a type eraser. */
function textOutput(source: string, options: Options, profile: 'enforce' | 'audit'): string {
  const host = { ts, packageOf: () => ({ name: 'laws', root: '/laws', optedIn: true }) };
  const compiled = compileText(host, { fileName: '/laws/main.ts', text: source, profile: profiles[profile], oldTarget: options.target === 'es2022' ? undefined : 'ES2015' });
  const { options: compilerOptions } = ts.convertCompilerOptionsFromJson(options, '/laws');
  const { outputText } = ts.transpileModule(compiled?.code ?? source, { fileName: 'main.ts', compilerOptions: { ...compilerOptions, noLib: false } });
  return asCommonJs(outputText, options);
}

type Members = Record<PropertyKey, unknown>;
type Class = (abstract new () => object) & Members;
type Callable = (...values: unknown[]) => unknown;
const isFunction = (value: unknown): value is Callable => typeof value === 'function';

/** A member read, and called if it is a function. */
function used(object: Members, key: PropertyKey, ...values: unknown[]): unknown {
  const value = object[key];
  return isFunction(value) ? value.apply(object, values) : value;
}

interface Behaviour {
  readonly names: readonly string[];
  readonly seen: readonly string[];
}

/** Everything that can be seen of the classes of a module: their members, and what these are, return, yield or throw. */
async function behaviour(code: string): Promise<Behaviour> {
  const module = { exports: {} as { all: Class[]; trace: unknown[]; default?: Class } };
  const seen: string[] = [];
  const see = async (what: string, action: () => unknown): Promise<void> => void seen.push(`${what}: ${await outcome(action)}`);
  try {
    runInNewContext(code, { module, exports: module.exports, require }, { timeout: 5_000 });
  } catch (error) {
    return { names: [], seen: [`does not load: ${String(error)}`] };
  }
  const { all, default: last, trace } = module.exports;
  const classes = last ? [...all, last] : all;
  for (const [index, each] of classes.entries()) {
    seen.push(`class ${index} ${each.length}`);
    for (const key of keysOf(each)) await see(`${index} ${String(key)}`, () => used(each, key, 1, 2));
    for (const argument of [undefined, 3, 101]) await seeInstance(`new ${index}(${argument})`, () => Reflect.construct(each, [argument]) as Members, see);
  }
  return { names: classes.map(({ name }) => name), seen: [...seen, ...trace.map(String)] };
}

async function seeInstance(what: string, make: () => Members, see: (what: string, action: () => unknown) => Promise<void>): Promise<void> {
  let made: Members | undefined;
  await see(what, () => keysOf((made = make())).map(String).join());
  const object = made;
  for (let holder = object; object && holder && holder.constructor !== Object; holder = Object.getPrototypeOf(holder) as Members) {
    if (Object.getPrototypeOf(holder) === null) break;
    for (const key of keysOf(holder)) {
      const { value, get, set } = (Object.getOwnPropertyDescriptor(holder, key) ?? {}) as { value?: unknown; get?: Callable; set?: Callable };
      const of = isFunction(value) ? `${value.name} ${value.length}` : `${typeof get} ${typeof set}`;
      await see(`${what} ${String(key)} ${of}`, () => (set && !get ? (object[key] = 4) : used(object, key, 2, 1)));
    }
  }
  if (object) await see(`${what} n`, () => object['n']);
}

function keysOf(holder: object): PropertyKey[] {
  return Reflect.ownKeys(holder).filter((key) => !['length', 'name', 'prototype', 'arguments', 'caller', 'constructor'].includes(String(key)) && !String(key).startsWith('Symbol(@proviso'));
}

async function outcome(action: () => unknown): Promise<string> {
  try {
    return await shown(await action());
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

async function shown(value: unknown): Promise<string> {
  if (typeof value === 'function') return `function ${isTemporary(value.name) ? '' : value.name} ${value.length}`;
  if (typeof value !== 'object') return inspect(value);
  if (value === null || !('next' in value)) return JSON.stringify(value);
  const yielded: string[] = [];
  const generator = value as AsyncGenerator;
  for (let step = await generator.next(); yielded.length < 20; step = await generator.next(8)) {
    yielded.push(await shown(step.value));
    if (step.done === true) break;
  }
  return `${Symbol.asyncIterator in value ? 'later ' : ''}${yielded.join()}`;
}

/** What classes are without contracts, which several laws ask of the same. */
const known = new Map<string, Promise<Behaviour>>();

function plainly(source: string, options: Options): Promise<Behaviour> {
  const key = JSON.stringify([source, options]);
  const found = known.get(key) ?? behaviour(output(contractFree('main.ts', source, false), options));
  known.set(key, found);
  return found;
}

/** Of classes that TypeScript writes as they are meant: a default export without a name that has private methods is a syntax error for old targets. */
async function expectSame(code: string, source: string, options: Options): Promise<void> {
  fc.pre(!isMiswritten(source, options));
  const plain = await plainly(source, options);
  fc.pre(plain.seen[0]?.startsWith('does not load') !== true);
  const { names, seen } = await behaviour(code);
  expect(seen).toEqual(plain.seen);
  expect(names.map((name, index) => (isTemporary(plain.names[index] ?? '') ? plain.names[index] : name))).toEqual(plain.names);
}

/**
 * In a class with a legacy decorator TypeScript refuses `this` in a static field (TS2816), and for old targets it writes `void 0` for it there and in a
 * static block. Where the class has a contract, it is the class.
 */
function isMiswritten(source: string, { experimentalDecorators }: Options): boolean {
  const classes = source.split(/^(?=.*\bclass C)/m);
  return experimentalDecorators === true && classes.some((each) => /^[^\n]*@/.test(each) && /^static (?:s\d+ = |\{).*\bthis\b/m.test(each));
}

/** For old targets TypeScript gives some classes a temporary name, which can be seen as theirs. */
const isTemporary = (name: string): boolean => /^(?:_[a-z])?$/.test(name);

/** `RUNS=5000` looks harder, `SEED=1` looks at the same programs again. */
const runs = Number(process.env['RUNS'] ?? 20);
const settings = { numRuns: runs, seed: Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31)) };
const slow = { ...settings, numRuns: Math.ceil(runs / 4) };

test.each(['enforce', 'observe', 'boundary', 'audit'])('contracts that hold change nothing under %s', { timeout: 1_200_000 }, async (profile) => {
  await fc.assert(
    fc.asyncProperty(classProgram, rewriting, async (source, options) => {
      await expectSame(output(source, options, profile), source, options);
    }),
    profile === 'enforce' ? settings : slow,
  );
});

test.each(['enforce', 'audit'] as const)('the text printer changes nothing under %s', { timeout: 1_200_000 }, async (profile) => {
  await fc.assert(
    fc.asyncProperty(classProgram, rewriting, async (source, options) => {
      await expectSame(textOutput(source, options, profile), source, options);
    }),
    profile === 'enforce' ? settings : slow,
  );
});

test('off is plain TypeScript on the contract-free source', { timeout: 1_200_000 }, () => {
  fc.assert(
    fc.property(classProgram, rewriting, (source, options) => {
      expect(output(source, options, 'off')).toBe(output(contractFree('main.ts', source, false), options));
    }),
    settings,
  );
});
