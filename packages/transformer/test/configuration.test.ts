/** Wrong configurations: one clear error each, and nothing written that would look like a checked build. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import transformProgram from '../src/index.ts';
import { createProject, errorsIn, tsconfig } from './project.ts';

const source = '/** @requires `n > 0` */\nexport function f(n: number): number {\n  return n;\n}\n';
const proviso = { transform: '@proviso/transformer', transformProgram: true };

/** A minimal program is enough here, and fast: no library. */
const options = { lib: ['es5'] };

/** Every configuration that must be refused, and what it says. */
const refused: Record<string, { readonly plugins: readonly object[]; readonly says: string }> = {
  'an unknown profile': {
    plugins: [{ ...proviso, profile: 'enfroce' }],
    says: '"enfroce" is not a profile of Proviso. The profiles are off, boundary, observe, enforce or audit.',
  },
  'a profile that is no text': {
    plugins: [{ ...proviso, profile: ['enforce'] }],
    says: '["enforce"] is not a profile of Proviso. The profiles are off, boundary, observe, enforce or audit.',
  },
  'a profile by the name of a member of every object': {
    plugins: [{ ...proviso, profile: '__proto__' }],
    says: '"__proto__" is not a profile of Proviso. The profiles are off, boundary, observe, enforce or audit.',
  },
  'an unknown option': {
    plugins: [{ ...proviso, profile: 'enforce', mode: 'strict' }],
    says: '`mode` is not an option of @proviso/transformer. Its only option is `profile`: off, boundary, observe, enforce or audit.',
  },
  'no profile': {
    plugins: [proviso],
    says: '@proviso/transformer needs a profile. Extend a preset, "extends": ["./tsconfig.json", "@proviso/transformer/enforce.json"], or set `profile` to off, boundary, observe, enforce or audit.',
  },
  'two profiles': {
    plugins: [{ ...proviso, profile: 'enforce' }, { ...proviso, profile: 'off' }],
    says: 'Two profiles at once: this tsconfig has plugin entries of @proviso/transformer for `enforce` and `off`. Keep one, and build each profile from a tsconfig of its own.',
  },
};

describe.each(Object.entries(refused))('%s', (name, { plugins, says }) => {
  const project = createProject(`configuration/${name.replaceAll(' ', '-')}`, { 'tsconfig.json': tsconfig({ plugins, options }), 'src/a.ts': source });

  test('is one error, and nothing is written', () => {
    const { status, output } = project.tspc('-p', '.');
    const errors = errorsIn(output);
    expect(errors.map(({ code }) => code)).toEqual([97090]);
    expect(errors[0]?.text).toContain(says);
    expect(status).toBe(ts.ExitStatus.DiagnosticsPresent_OutputsSkipped);
    expect(project.exists('out')).toBe(false);
    expect(output, 'no build line').not.toMatch(/^proviso /m);
  });
});

test('an entry that is no program transformer cannot stop the build, but fails it and says what its output is worth', () => {
  const project = createProject('configuration/no-program-transformer', { 'tsconfig.json': tsconfig({ plugins: [{ transform: '@proviso/transformer', profile: 'enforce' }], options }), 'src/a.ts': source });
  const { status, output } = project.tspc('-p', '.');
  const errors = errorsIn(output);
  expect(errors.map(({ code }) => code)).toEqual([97090]);
  expect(errors[0]?.text).toContain('The plugin entry of @proviso/transformer lacks "transformProgram": true: the output of this build is without any check. Build again after you have mended it. Compile with `tspc` of ts-patch and TypeScript 5.7 to 6.0, and extend a preset such as @proviso/transformer/enforce.json. Check with: npx tspc --version');
  expect(status).toBe(ts.ExitStatus.DiagnosticsPresent_OutputsGenerated);
  expect(output, 'no build line').not.toMatch(/^proviso /m);
});

test('the same entry twice counts once', () => {
  const entry = { ...proviso, profile: 'enforce' };
  const twice = createProject('configuration/twice', { 'tsconfig.json': tsconfig({ plugins: [entry, entry], options }), 'src/a.ts': source });
  const once = createProject('configuration/once', { 'tsconfig.json': tsconfig({ plugins: [entry], options }), 'src/a.ts': source });
  const [first, second] = [once.tspc('-p', '.'), twice.tspc('-p', '.')];
  expect(second).toEqual(first);
  expect(first.output).toBe('proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported\n');
  const [expected, actual] = [once, twice].map((project) => project.read('out/a.js').replace(/\|[0-9a-z]{8}\|/g, '|id|'));
  expect(expected).toContain('p$fail');
  expect(actual).toBe(expected);
});

describe('a host that is not tspc', () => {
  const host = ts.createCompilerHost({});
  const program = (): ts.Program => ts.createProgram({ rootNames: [], options: { noLib: true }, host });
  const entry = { ...proviso, profile: 'enforce' };
  const howTo = 'Compile with `tspc` of ts-patch and TypeScript 5.7 to 6.0';

  test('TypeScript 7 is refused by name', () => {
    const seven = { ...ts, version: '7.0.2' };
    expect(() => transformProgram(program(), host, entry, { ts: seven })).toThrow(/loaded by a compiler that it cannot extend \(TypeScript 7\.0\.2\), so no contract would be checked\. With TypeScript 7 compile contracts by @proviso\/unplugin, in a bundler, in Node or in tests\. /);
    expect(() => transformProgram(program(), host, entry, { ts: seven })).toThrow(howTo);
  });

  test('a program without the API is refused', () => {
    expect(() => transformProgram({} as ts.Program, host, entry, { ts })).toThrow(howTo);
  });

  test.each([[undefined], [{}]])('a host that hands in no TypeScript is refused: %j', (extras) => {
    expect(() => transformProgram(program(), host, entry, extras)).toThrow(/\(TypeScript unknown\)/);
    expect(() => transformProgram(program(), host, entry, extras)).toThrow(howTo);
  });

  test('a program is handed back as it came, and decorated once', () => {
    const given = program();
    const { emit } = given;
    expect(transformProgram(given, host, entry, { ts })).toBe(given);
    const decorated = given.emit;
    expect(decorated).not.toBe(emit);
    expect(transformProgram(given, host, entry, { ts }).emit).toBe(decorated);
  });
});
