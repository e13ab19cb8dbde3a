/** Class expressions and mixins of a dependency, which declarations show as types without names: what heirs do not check is said. */
import { compileText, moduleFinder, packageFinder, profiles, type Host } from '@proviso/compiler';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { createProject, tsconfig, type Project } from './project.ts';

const dependency = `type Class<T = object> = new (...args: any[]) => T;

/** @invariant \`this.size >= 0\` */
export const Box = class {
  size = 0;
  /** @requires \`n > 0\` */
  put(n: number): void {
    this.size += n;
  }
};

export function Setting<B extends Class<{ n: number }>>(Parent: B) {
  return class extends Parent {
    /** @requires \`n > 0\` */
    set(n: number): void {
      this.n = n;
    }
  };
}

class Base {
  n = 1;
}
export class Mixed extends Setting(Base) {}

export class Plain {
  /** @requires \`n > 0\` */
  f(n: number): void {
    void n;
  }
}

export const other = (Parent: Class<Plain>): Class<Plain> => Parent;
`;

const plainExpression = 'export const Open = class {\n  n = 1;\n};\n';

const heirs = `import { Box, Mixed, Plain, Setting } from 'dep';
import { Open } from 'dep/open';
export class OfBox extends Box {}
export class OfMixin extends Setting(class { n = 1 }) {}
const Late = Setting(class { n = 2 });
export class OfConstant extends Late {}
export class OfMixed extends Mixed {}
export class OfPlain extends Plain {
  override f(n: number): void {
    void n;
  }
}
/** @trusted its members stay as they are */
export class Believed extends Box {}
export class OfOpen extends Open {}
export class HeirOfHeir extends OfBox {}
`;

function project(name: string, options: object): Project {
  const created = createProject(name, {
    'node_modules/dep/package.json': { name: 'dep', version: '1.0.0', type: 'module', exports: { '.': './dist/index.js', './open': './dist/open.js' }, dependencies: { '@proviso/runtime': '*' } },
    'node_modules/dep/src/index.ts': dependency,
    'node_modules/dep/src/open.ts': plainExpression,
    'node_modules/dep/tsconfig.json': tsconfig({ profile: 'enforce', options: { declaration: true, outDir: 'dist', ...options } }),
    'tsconfig.json': tsconfig({ profile: 'enforce' }),
    'src/heirs.ts': heirs,
  });
  const { status, output } = created.tspc('-p', 'node_modules/dep');
  expect(status, output).toBe(0);
  return created;
}

const said = ['OfBox', 'OfMixin', 'OfConstant', 'OfMixed'];

describe.each([['with comments', {}], ['without comments', { removeComments: true }]])('declarations %s', (_, options) => {
  const { tspc, root, read } = project(`hidden-bases-${Object.keys(options).length}`, options);

  test('tspc says what is not checked, once for each class that extends it', () => {
    const { output, status } = tspc('-p', '.');
    expect(status, output).toBe(0);
    expect([...output.matchAll(/The declarations of `dep` do not show the class that `(\w+)` extends/g)].map(([, name]) => name)).toEqual(said);
    expect(output).toContain('4 not yet supported');
  });

  test('so does the text printer', () => {
    const host: Host = { ts, packageOf: packageFinder(ts), resolveModule: moduleFinder(ts, {}) };
    const compiled = compileText(host, { fileName: `${root}/src/heirs.ts`, text: read('src/heirs.ts'), profile: profiles.enforce });
    expect(compiled?.unsupported.map(({ text }) => /that `(\w+)`/.exec(text)?.[1])).toEqual(said);
  });
});

test('a base class that a module of JavaScript exports in a way that parsing does not follow is said', () => {
  const base = 'class Base {\n  /** @requires `n > 0` */\n  f(n) { return n; }\n}\n';
  const { tspc } = createProject('hidden-exports', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { allowJs: true } }),
    'src/loop.cjs': `${base}for (const each of [Base]) exports[each.name] = each;\n`,
    'src/wrapped.cjs': `(() => {\n${base}exports.Base = Base;\n})();\n`,
    'src/plain.cjs': 'exports.f = () => 1;\nclass Base {}\nexports[Base.name] = Base;\n',
    'src/heirs.cjs': `const { Base } = require('./loop.cjs');
const wrapped = require('./wrapped.cjs');
const Taken = require('./wrapped.cjs').Base;
class Taking extends Base {}
class Reaching extends wrapped.Base {}
class Holding extends Taken {}
class Requiring extends require('./loop.cjs').Base {}
class Plain extends require('./plain.cjs').Base {}
/** @trusted its members stay as they are */
class Believed extends wrapped.Base {}
module.exports = { Taking, Reaching, Holding, Requiring, Plain, Believed };
`,
  });
  const { output, status } = tspc('-p', '.');
  expect(status, output).toBe(0);
  expect([...output.matchAll(/heirs\.cjs:(\d+):\d+ `\w+` names/g)].map(([, line]) => Number(line)), output).toEqual([4, 5, 6, 7]);
});

test('a base class behind a variable, a parameter or an alias that parsing does not follow is said', () => {
  const { tspc } = createProject('bases-behind-names', {
    'tsconfig.json': tsconfig({ profile: 'enforce' }),
    'src/base.ts': 'export class Base {\n  /** @requires `n > 0` */\n  f(n: number): number {\n    return n;\n  }\n}\nconst list = [Base] as const;\nexport const [First] = list;\nexport let later: typeof Base;\nlater = Base;\nexport type Held = InstanceType<typeof Base>;\nexport type Many = Record<string, Base>;\n',
    'src/heirs.ts': `import { Base, First, later, type Held, type Many } from './base.js';
export class Listed extends First {}
export class Later extends later {}
export class Like implements Held {
  f = (n: number): number => n;
}
export function made(Parent = Base) {
  return class Made extends Parent {};
}
export class Holding implements Many {
  [name: string]: Base;
}
`,
  });
  const { output, status } = tspc('-p', '.');
  expect(status, output).toBe(0);
  expect([...output.matchAll(/heirs\.ts:(\d+):\d+ `\w+` names `Base`/g)].map(([, line]) => Number(line)), output).toEqual([2, 3, 4, 8]);
});
