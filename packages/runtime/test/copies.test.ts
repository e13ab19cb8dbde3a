import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';

import * as sourceCheck from '../src/check.ts';
import * as source from '../src/index.ts';
import { clause, reporting, thrownBy } from './caught.ts';

interface Copy {
  readonly main: typeof source;
  readonly check: typeof sourceCheck;
}

const load = createRequire(import.meta.url);
const dist = new URL('../dist/', import.meta.url).href;

const copies: Readonly<Record<string, Copy>> = {
  source: { main: source, check: sourceCheck },
  esm: {
    main: (await import(`${dist}index.js`)) as typeof source,
    check: (await import(`${dist}check.js`)) as typeof sourceCheck,
  },
  cjs: {
    main: load('../dist/cjs/index.js') as typeof source,
    check: load('../dist/cjs/check.js') as typeof sourceCheck,
  },
};

it('is found by resolvers that know no `exports`', () => {
  expect(load('../check')).toBe(load('../dist/cjs/check.js'));
});

const pairs = Object.keys(copies).flatMap((a) => Object.keys(copies).filter((b) => b !== a).map((b) => [a, b] as const));

afterEach(() => void source.setViolationHandler(undefined));

describe.each(pairs)('the copies %s and %s', (nameA, nameB) => {
  const [a, b] = [copies[nameA]!, copies[nameB]!];

  it('are two copies', () => {
    expect(a.main.ContractViolationError).not.toBe(b.main.ContractViolationError);
  });

  it('know each other\'s errors', () => {
    const error = thrownBy(() => reporting(a.check).fail(clause('requires')));
    expect(error).toBeInstanceOf(b.main.ContractViolationError);
    expect(thrownBy(() => b.main.assert(false))).toBeInstanceOf(a.main.ContractViolationError);
    expect(b.check.thrown(error, [[() => expect.fail('it was reported'), 0, [], false, () => true]])).toBe(error);
  });

  it('share the handler', () => {
    const handler = (): 'continue' => 'continue';
    a.main.setViolationHandler(handler);
    expect(() => reporting(b.check).fail(clause('requires'))).not.toThrow();
    expect(b.main.setViolationHandler(undefined)).toBe(handler);
  });

  it('share the counts', () => {
    a.main.setViolationHandler(() => 'continue');
    const spec = clause('requires', { id: `${nameA}-${nameB}` });
    reporting(a.check).observe(spec);
    reporting(b.check).observe(spec);
    expect(a.main.violationCounts().get(spec.row[4])).toBe(2);
  });

  it('share the guard', () => {
    a.check.state.off = 1;
    try {
      expect(b.check.state.off).toBe(1);
      expect(() => reporting(b.check).fail(clause('requires'))).not.toThrow();
    } finally {
      a.check.state.off = 0;
    }
    expect(a.check.enterClause('c')).toBe(true);
    expect(b.check.enterClause('c')).toBe(false);
    a.check.leaveClause('c');
  });

  it('share the busy objects and the key of the invariant', () => {
    const object = { checks: 0, [a.check.invariant]: () => void object.checks++ };
    const opened = a.check.open(object);
    expect(opened).toBe(true);
    expect(b.check.open(object)).toBe(false);
    a.check.close(object, opened);
    b.check.settle(object);
    expect(object.checks).toBe(3);
  });
});

describe('the package', () => {
  const program = `
    const [specifier, error] = [typeof require === 'function' ? 'require' : 'import', (() => { try { main.requires(false) } catch (e) { return e } })()];
    console.log(specifier, error instanceof main.ContractViolationError, Object.keys(check).sort().join());
  `;
  const names = Object.keys(sourceCheck).sort().join();
  const run = (type: string, imports: string): string =>
    execFileSync(process.execPath, [`--input-type=${type}`, '-e', imports + program], { cwd: new URL('..', import.meta.url), encoding: 'utf8' });

  it('is imported by its name', () => {
    const imports = `import * as main from '@proviso/runtime'; import * as check from '@proviso/runtime/check';`;
    expect(run('module', imports)).toBe(`import true ${names}\n`);
  });

  it('is required by its name', () => {
    const imports = `const main = require('@proviso/runtime'), check = require('@proviso/runtime/check');`;
    expect(run('commonjs', imports)).toBe(`require true ${names}\n`);
  });
});
