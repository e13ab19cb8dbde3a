/** Sources are untrusted: building them runs nothing of them, adds nothing to them, and takes time in proportion to them. */
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { compile, printed } from './compile.ts';

const require = createRequire(import.meta.url);
const commonjs = { module: 'commonjs', moduleResolution: 'bundler', lib: ['es5'] };

/** Runs CommonJS output; `hacked` tells whether foreign code ran. */
function run(text: string): { exports: Record<string, (...values: unknown[]) => unknown>; hacked: ReturnType<typeof vi.fn> } {
  const module = { exports: {} };
  const hacked = vi.fn(() => true);
  runInNewContext(text, { module, exports: module.exports, require, hacked, Error });
  return { ...module, hacked };
}

/** The error that a call throws. */
function thrown(action: () => unknown): Error & { clause?: { message?: string; source: string }; subject?: string } {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}

afterEach(() => {
  vi.restoreAllMocks();
  for (const name of ['hacked', 'Hacked']) Reflect.deleteProperty(globalThis, name);
});

describe('nothing is evaluated in a build', () => {
  const texts = [
    'globalThis.hacked()', '(() => globalThis.hacked())()', 'hacked`a`', 'new Hacked()', 'process.exit(7)', "require('fs').writeFileSync('x', '')",
    "eval('hacked()')", "Function('hacked()')()", "import('data:text/javascript,hacked()')", '[...hacked()]', '`${hacked()}`', 'old(hacked())',
    '(class { static { hacked(); } })', 'this.constructor.constructor("hacked()")()',
  ];

  test.each(['enforce', 'boundary', 'off'])('under %s', (profile) => {
    const hacked = vi.fn();
    Object.assign(globalThis, { hacked, Hacked: hacked });
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const evaluate = vi.spyOn(globalThis, 'eval');
    const clauses = texts.flatMap((text) => [` * @requires \`${text.replaceAll('`', '')}\`: ${text}`, ` * @ensures \`${text.replaceAll('`', '')}\``, ` * @throws {hacked} if \`${text.replaceAll('`', '')}\``]).join('\n');
    const inBody = texts.map((text) => `  requires(${text.replace('old(hacked())', 'hacked()')}, ${text.replace('old(hacked())', 'hacked()')});`).join('\n');
    compile({ 'a.ts': `import { requires } from '@proviso/runtime';\n/**\n${clauses}\n */\nexport function f(): void {\n${inBody}\n}\n` }, { profile });
    expect(hacked).not.toHaveBeenCalled();
    expect(exit).not.toHaveBeenCalled();
    expect(evaluate).not.toHaveBeenCalled();
  });
});

describe('the text of a clause cannot add statements', () => {
  const source = (clause: string): string => `/**\n * @requires \`${clause}\`\n */\nexport function f(n: number): number {\n  return n;\n}\n`;

  test.each([
    'true); hacked(); (true', 'true)); hacked((true', 'true)} hacked(); {(true', 'true; hacked()', '}; hacked(); {', '} hacked(); function g() {',
    'true // ', 'true /* ', '*\\/ hacked() /*', ') => hacked(); (() => true', 'true) || hacked(', '), hacked(), (true', 'true\\u0029; hacked(', 'n > 0 } finally { hacked() } try {',
    '${hacked()}', 'true <!-- hacked()', 'true)\u2028hacked(', 'true)\n * hacked(', 'return hacked()', 'if (n) hacked()', 'var x = hacked()', '...hacked()', 'n: hacked()', 'n = hacked()', '=> hacked()', 'hacked(); //', '"', "'", '/', '\\', '(', ')', '[', ']', '{', '}', '?', ':', '<', '@', '#',
  ])('%j is an error, and the output is that without it', (clause) => {
    const { output, diagnostics } = compile({ 'a.ts': source(clause) }, { profile: 'enforce', options: commonjs });
    expect(printed(diagnostics)).toMatch(/^a\.ts\([23],\d+\): error TS970\d\d: /);
    expect(diagnostics).toHaveLength(1);
    const text = output.get('a.js') ?? '';
    expect(text.replace(/\/\*\*[^]*?\*\/\n(?=function)/, '')).toBe('"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.f = f;\nfunction f(n) {\n    return n;\n}\n');
    expect(run(text).hacked).not.toHaveBeenCalled();
  });

  test.each([
    '"]); hacked(); (["', "'); hacked(); ('", '`); hacked(); (`', '\\"); hacked(); (\\"', '\\', '${hacked()}', '</script><script>hacked()</script>', '\u2028hacked()\u2029', '\u0000', '*\\/ hacked()', '%s %o', '$& $1 $$', '|,;~#@%^', '0-1', 'r|f|n > 0|1:1',
  ])('a message %j is a text and nothing else', (message) => {
    const { output } = compile({ 'a.ts': source('n > 0').replace('`\n */', () => `\`: ${message}\n */`) }, { profile: 'enforce', options: commonjs });
    const { exports, hacked } = run(output.get('a.js') ?? '');
    expect(thrown(() => exports['f']?.(-1)).clause?.message).toBe(message.replace(/[\u2028\u2029]/g, ' ').trim());
    expect(hacked).not.toHaveBeenCalled();
  });

  test('names of owners are texts', () => {
    const name = '"]); hacked(); (["';
    const { output } = compile({ 'a.ts': `export const o = {\n  /** @requires \`n > 0\` */\n  ['${name}'](n: number) { return n; },\n};\n` }, { profile: 'enforce', options: commonjs });
    const { exports, hacked } = run(output.get('a.js') ?? '');
    expect(thrown(() => (exports['o'] as unknown as Record<string, (n: number) => void>)[name]?.(-1)).subject).toContain(name);
    expect(hacked).not.toHaveBeenCalled();
  });
});

describe('names that Proviso makes never meet those of the user', () => {
  const names = ['p$t', 'p$r', 'p$b', 'p$x', 'p$1', 'p$_n', 'p$f', 'p$s', 'p$fail', 'p$unset', 'p\\u0024r', 'p\\u{24}t', '__proviso_hole_0', '__proviso_hole_1', '__proviso_hole_2', '__proto__', 'constructor', 'toString', 'check_1', 'exports_1'];

  test.each(names)('%s', (name) => {
    const source = `const ${name === 'toString' || name === 'constructor' ? `outer_${name}` : `outer_${name.replace(/\\u\{?0*24\}?/, '$')}`} = 1;
/**
 * @requires \`${name} > 0 && [${name}].length === 1\`
 * @ensures \`result > ${name} && old(${name} + 1) === result\`
 * @throws {RangeError} if \`${name} > 10\`
 */
export function f(${name}: number): number {
  if (${name} > 10) throw new RangeError('big');
  const before = ${name};
  ${name} = -1;
  return before + 1;
}
/** @ensures \`result === n\` */
export const g = (n: number): number => { const ${name} = n; return ${name}; };
`;
    const { output, diagnostics } = compile({ 'a.ts': source }, { profile: 'enforce', options: commonjs });
    expect(printed(diagnostics)).toBe('');
    const { exports } = run(output.get('a.js') ?? '');
    expect(exports['f']?.(3)).toBe(4);
    expect(exports['g']?.(3)).toBe(3);
    expect(thrown(() => exports['f']?.(0)).message).toContain('requires');
    expect(thrown(() => exports['f']?.(11)).message).toBe('big');
  });
});

describe('time in proportion to the length', () => {
  const fast = { profile: 'enforce', checks: false, options: { noLib: true } };
  const about = (tag: string): string => `/**\n * ${tag}\n */\nexport function f(n: number): number {\n  return n;\n}\n`;
  const inputs: Record<string, (size: number) => string> = {
    'backticks': (size) => about(`@requires ${'`'.repeat(size)}`),
    'pairs of backticks': (size) => about(`@requires ${'` '.repeat(size)}`),
    'backticks behind @throws': (size) => about(`@throws {E} if ${'`a` '.repeat(size)}`),
    'classes of @throws': (size) => about(`@throws {${'a|'.repeat(size)}} if \`n > 0\``),
    'white space before a clause': (size) => about(`@requires ${' '.repeat(10 * size)}\`n > 0\``),
    'white space in a clause': (size) => about(`@requires \`n ${' '.repeat(10 * size)} > 0\``),
    'white space behind a clause': (size) => about(`@requires \`n > 0\`${' '.repeat(10 * size)}x`),
    'tabs and line breaks': (size) => about(`@requires \`n > 0\`${' \t\n'.repeat(size)}x`),
    'stars': (size) => about(`@requires ${'* '.repeat(size)}\`n > 0\``),
    'a list of places': (size) => about(`@modifies ${'n, '.repeat(size)}n`),
    'dots of a place': (size) => about(`@modifies n${'.n'.repeat(size)} `),
    'labels that are not closed': (size) => about(`@requires ${'['.repeat(size)}`),
    'tags in prose': (size) => `// ${'@requires `n` '.repeat(size)}\nexport {};\n`,
    'tags in a string': (size) => `export const s = '${'/** @requires `n` '.repeat(size)}';\n`,
    'openings of comments': (size) => `export const s = '${'/**'.repeat(size)} @requires \`n\`';\n`,
    'words before a condition': (size) => about(`@throws ${'if when unless '.repeat(size)} \`n > 0\``),
    'terms': (size) => about(`@requires \`[${'n > 0, '.repeat(size / 10)}].length > 0\``),
    'a broken clause of many terms': (size) => about(`@requires \`[${'n > 0, '.repeat(size / 10)}\``),
    'functions': (size) => about('@requires `n > 0`').replace('function f', 'function f0').repeat(1) + Array.from({ length: size / 50 }, (_, index) => about('@ensures `result > n`').replace('function f', `function g${index}`)).join(''),
    'broken clauses': (size) => Array.from({ length: size / 50 }, (_, index) => about('@ensures `result >`').replace('function f', `function g${index}`)).join(''),
    'contracts on nothing': (size) => '/** @requires `n > 0` */\n\n/** A. */\nexport var a: number;\n'.repeat(size / 25),
    'clauses of one function': (size) => about(Array.from({ length: size / 50 }, (_, index) => `@ensures \`result > ${index}\``).join('\n * ')),
    'returns': (size) => about('@ensures `result > n`').replace('  return n;', () => 'if (n > 0) return n;\n'.repeat(size / 25) + '  return n;'),
  };

  const seconds = (source: string): number => {
    const start = process.cpuUsage();
    compile({ 'a.ts': source }, fast);
    return process.cpuUsage(start).user / 1e6;
  };

  test.each(Object.keys(inputs))('%s', (name) => {
    const input = inputs[name] as (size: number) => string;
    const best = (size: number): number => Math.min(seconds(input(size)), seconds(input(size)));
    seconds(input(100));
    // Eight times as much: quadratic time would be 64 times as long.
    const [small, large] = [best(2_500), best(20_000)];
    expect(large / Math.max(small, 0.01), `${small} s, then ${large} s`).toBeLessThan(30);
  });

  test.each([
    ['parentheses', '('.repeat(5_000) + 'n > 0' + ')'.repeat(5_000)],
    ['brackets', `${'['.repeat(5_000)}n > 0${']'.repeat(5_000)}.length > 0`],
    ['arrows', `${'() => '.repeat(5_000)}true`],
    ['negations', `${'!'.repeat(5_000)}n`],
    ['terms', `n > 0${' && n > 0'.repeat(5_000)}`],
    ['conditions', `${'n > 0 ? true : '.repeat(5_000)}false`],
    ['members', `n${'.n'.repeat(5_000)} > 0`],
  ])('%s nested too deep are an error of the clause or compile, and the rest of the file stands', (_, clause) => {
    const source = about(`@requires \`${clause}\``) + about('@requires `n > 0`').replace('function f', 'function g');
    const { output, diagnostics } = compile({ 'a.ts': source }, { profile: 'enforce', options: commonjs });
    expect(output.get('a.js')).toContain('\nr|g|n > 0|');
    for (const each of diagnostics) expect(printed([each])).toMatch(/^a\.ts\(2,\d+\): error TS/);
  });
});
