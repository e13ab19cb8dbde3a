import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

import type * as check from '../src/check.ts';
import type * as main from '../src/index.ts';
import { clause, reporting } from './caught.ts';

interface Loaded {
  readonly main: typeof main;
  readonly check: typeof check;
  readonly run: (code: string) => unknown;
}

const { browser: forBrowsers } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { browser: Record<string, string> };

/** Loads the built package into a global object of its own, with nothing of Node in it; `replaced` are modules that others take the place of. */
function load(prepare = '', replaced: Record<string, string> = {}): Loaded {
  const context = createContext({});
  const run = (code: string): unknown => runInContext(code, context) as unknown;
  run(`delete globalThis.console; ${prepare}`);
  const modules = new Map<string, object>();
  const require = (name: string): object => {
    const other = replaced[`./dist/cjs/${name.slice(2)}`];
    if (other !== undefined) return require(other.replace('/dist/cjs/', '/'));
    const known = modules.get(name);
    if (known) return known;
    const exports = {};
    modules.set(name, exports);
    const text = readFileSync(new URL(`../dist/cjs/${name}`, import.meta.url), 'utf8');
    (run(`(function (exports, require) { ${text}\n})`) as (exports: object, load: typeof require) => void)(exports, require);
    return exports;
  };
  return { main: require('./index.js') as typeof main, check: require('./check.js') as typeof check, run };
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return expect.fail('nothing was thrown');
}

describe.each([
  ['a host without console and process', () => load()],
  ['a bundle for browsers', () => load('', forBrowsers)],
])('%s', (_, load) => {
  it('has no console and no process', () => {
    expect(load().run('typeof console + typeof process + typeof require')).toBe('undefinedundefinedundefined');
  });

  it('checks', () => {
    const { main, check } = load();
    expect(messageOf(() => reporting(check).fail(clause('requires'), ['amount', 50]))).toBe(
      'withdraw requires `amount <= account.balance`\n  amount = 50\n  at src/account.ts:5:14; blame: the caller',
    );
    expect(messageOf(() => main.assert(false, 'no'))).toContain('assert failed: no');
  });

  it('collects nothing in a run for coverage', () => {
    expect(load().check.count('["/shop/main.ts","0h3k5m7p","enforce"]', 'k3j2h1g0', 5)).toBe(5);
  });

  it('counts where nobody can be told', () => {
    const { main, check } = load();
    reporting(check).observe(clause('requires'));
    reporting(check).observe(clause('requires'));
    main.ensures(() => false);
    expect(main.violationCounts().get('k3j2h1g0')).toBe(2);
  });

  it('shows objects as their kind, untouched, because it cannot tell proxies', () => {
    const { check } = load();
    const proxy = new Proxy([], { get: () => expect.fail('a trap ran') });
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const values = [{ a: 1 }, [1], proxy, revoked, () => 1, 'text'].flatMap((value, i) => [`v${i}`, value]);
    expect(messageOf(() => reporting(check).fail(clause('requires'), values)).split('\n  ').slice(1, -1)).toEqual([
      'v0 = object',
      'v1 = array(?)',
      'v2 = array(?)',
      'v3 = object',
      'v4 = function',
      'v5 = "text"',
    ]);
  });

  it('shows a thrown error as its kind', () => {
    const { check } = load();
    expect(messageOf(() => reporting(check).fail(clause('requires'), [], [new Error('x')]))).toContain('evaluating it threw object\n');
  });
});

describe('an odd host', () => {
  it('has a process that knows no built-in modules', () => {
    const { check } = load('globalThis.process = { getBuiltinModule: () => undefined };');
    expect(messageOf(() => reporting(check).fail(clause('requires'), ['v', {}]))).toContain('v = object');
  });

  it('has a console without warn', () => {
    const { check, main } = load('globalThis.console = {};');
    reporting(check).observe(clause('requires'));
    main.ensures(() => true);
    expect(main.violationCounts().get('k3j2h1g0')).toBe(1);
  });

  it('has a global object that takes no new property', () => {
    const code = `
      Object.preventExtensions(globalThis);
      const { enterClause, fail } = require('@proviso/runtime/check');
      try { const report = () => {}; fail(report, [0, report], '\\n|,enforce|f.js\\nrequires|f|c|1:1|id') } catch (error) { console.log(error.code) }
      console.log(enterClause('a'), enterClause('a'), Symbol.for('@proviso/runtime') in globalThis);
    `;
    const options = { cwd: new URL('..', import.meta.url), encoding: 'utf8' } as const;
    expect(execFileSync(process.execPath, ['-e', code], options)).toBe('ERR_CONTRACT_REQUIRES\ntrue false false\n');
  });

  it('has a console, and the warning of ensures comes once', () => {
    const host = load('globalThis.warnings = []; globalThis.console = { warn(text) { warnings.push(text); } };');
    host.main.ensures(() => true);
    host.main.ensures(() => true);
    expect(host.run('warnings.length')).toBe(1);
  });
});
