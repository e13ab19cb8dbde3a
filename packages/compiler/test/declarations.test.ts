/** What names mean across files, by parsing alone. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { declarationsOf, type Lookup } from '../src/index.ts';
import { parse } from './source.ts';

/** A lookup over files in memory: `./a.js` is `a.ts`, `dep` is `dep.d.ts`. */
function lookupIn(files: Readonly<Record<string, string>>): Lookup & { readonly file: (name: string) => ts.SourceFile } {
  const parsed = new Map<string, ts.SourceFile>();
  const file = (name: string): ts.SourceFile => {
    const known = parsed.get(name) ?? parse(files[name] ?? '', name);
    parsed.set(name, known);
    return known;
  };
  const nameOf = (text: string): string => (text.startsWith('./') ? text.slice(2).replace(/\.js$/, '.ts') : `${text}.d.ts`);
  return { ts, file, resolveModule: ({ text }) => (nameOf(text) in files ? file(nameOf(text)) : undefined) };
}

/** What the base of the last class of `input.ts` means: `file:line`, in order. */
function baseOf(files: Readonly<Record<string, string>>): string[] {
  const lookup = lookupIn(files);
  const input = lookup.file('input.ts');
  const bases: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isHeritageClause(node)) bases.push(...node.types);
    ts.forEachChild(node, visit);
  };
  visit(input);
  const base = bases.at(-1);
  return base ? declarationsOf(lookup, base).map(placeOf) : ['no class'];
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const kind = ts.SyntaxKind[node.kind].replace('Declaration', '');
  return `${file.fileName.replace('/pkg/', '')}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${kind}`;
}

const base = 'export class Base {}\n';

describe('inside a file', () => {
  test.each([
    ['class Base {}\nclass Heir extends Base {}', ['input.ts:1 Class']],
    ['interface Base {}\nclass Base {}\nclass Heir implements Base {}', ['input.ts:1 Interface', 'input.ts:2 Class']],
    ['class Base {}\nfunction f() {\n  class Base {}\n  return class extends Base {};\n}', ['input.ts:3 Class']],
    ['class Base {}\nfunction f() {\n  return class extends Base {};\n}', ['input.ts:1 Class']],
    ['class Base {}\nfunction mixin(Base: new () => object) {\n  return class extends Base {};\n}', ['input.ts:2 Parameter']],
    ['namespace A {\n  export namespace B {\n    export class Base {}\n  }\n}\nclass Heir extends A.B.Base {}', ['input.ts:3 Class']],
    ['namespace A.B {\n  export class Base {}\n}\nclass Heir extends A.B.Base {}', ['input.ts:2 Class']],
    ['namespace A {\n  export class Base {}\n}\nimport Base = A.Base;\nclass Heir extends Base {}', ['input.ts:2 Class']],
    ['const Base = class {};\nclass Heir extends Base {}', ['input.ts:1 Variable']],
    ['class Heir extends Error {}', []],
    ['class Heir<Base> implements Base {}', ['input.ts:1 TypeParameter']],
    ['switch (1 as number) {\n  case 0:\n    class Base {}\n  default:\n    class Heir extends Base {}\n}', ['input.ts:3 Class']],
  ])('%s', (text, expected) => {
    expect(baseOf({ 'input.ts': text })).toEqual(expected);
  });
});

describe('through imports', () => {
  test.each<[string, Readonly<Record<string, string>>, string[]]>([
    ["import { Base } from './base.js';\nclass H extends Base {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["import type { Base as B } from './base.js';\nclass H implements B {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["import * as all from './base.js';\nclass H extends all.Base {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["import Base from './base.js';\nclass H extends Base {}", { 'base.ts': 'export default class {}' }, ['base.ts:1 Class']],
    ["import Base from './base.js';\nclass H extends Base {}", { 'base.ts': 'class B {}\nexport default B;' }, ['base.ts:1 Class']],
    ["import Base from './base.js';\nclass H extends Base {}", { 'base.ts': 'class B {}\nexport { B as default };' }, ['base.ts:1 Class']],
    ["import { B } from './list.js';\nclass H extends B {}", { 'base.ts': base, 'list.ts': "export { Base as B } from './base.js';" }, ['base.ts:1 Class']],
    ["import { B } from './list.js';\nclass H extends B {}", { 'base.ts': base, 'list.ts': "import { Base } from './base.js';\nexport { Base as B };" }, ['base.ts:1 Class']],
    ["import { Base } from './list.js';\nclass H extends Base {}", { 'base.ts': base, 'list.ts': "export * from './none.js';\nexport * from './base.js';" }, ['base.ts:1 Class']],
    ["import { all } from './list.js';\nclass H extends all.Base {}", { 'base.ts': base, 'list.ts': "export * as all from './base.js';" }, ['base.ts:1 Class']],
    ["import Base = require('./base.js');\nclass H extends Base {}", { 'base.ts': 'class B {}\nexport = B;' }, ['base.ts:1 Class']],
    ["import all = require('./base.js');\nclass H extends all.Base {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["import Base from './base.js';\nclass H extends Base {}", { 'base.ts': 'class B {}\nexport = B;' }, ['base.ts:1 Class']],
    ["import { Base } from './base.js';\nclass H extends Base {}", { 'base.ts': 'namespace N {\n  export class Base {}\n}\nexport = N;' }, ['base.ts:2 Class']],
    ["const { Base: B } = require('./base.js');\nclass H extends B {}", { 'base.ts': 'exports.Base = class {};' }, ['base.ts:1 ClassExpression']],
    ["const Base = require('./base.js');\nclass H extends Base {}", { 'base.ts': 'class B {}\nmodule.exports = B;' }, ['base.ts:1 Class']],
    ["import * as all from './base.js';\nclass H extends all['Base'] {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["import * as all from './base.js';\nconst { Base: B } = all;\nclass H extends B {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["const { Base } = await import('./base.js');\nclass H extends Base {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["const all = await import('./base.js');\nclass H extends all.Base {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["class H extends (await import('./base.js')).Base {}", { 'base.ts': base }, ['base.ts:1 Class']],
    ["import { Outer } from './base.js';\nclass H extends Outer.Inner {}", { 'base.ts': `${base}export class Outer {\n  static Inner = Base;\n}` }, ['base.ts:1 Class']],
    ["import { Taken } from './base.js';\nclass H extends Taken {}", { 'base.ts': `${base}const all = { Base };\nexport const { Base: Taken } = all;` }, ['base.ts:1 Class']],
    ["const { H: B } = all;\nconst all = { H: B };\nclass H extends B {}", {}, ['input.ts:1 BindingElement']],
    ["import { Base } from 'dep';\nclass H implements Base {}", { 'dep.d.ts': 'interface Base {}\ninterface Other {}' }, ['dep.d.ts:1 Interface']],
    ["import { Hidden } from 'dep';\nclass H implements Hidden {}", { 'dep.d.ts': 'interface Hidden {}\nexport {};' }, []],
    ["import { Base } from './missing.js';\nclass H extends Base {}", {}, []],
    ["import { Hidden } from './base.js';\nclass H extends Hidden {}", { 'base.ts': 'class Hidden {}\nexport {};' }, []],
  ])('%s %j', (text, files, expected) => {
    expect(baseOf({ 'input.ts': text, ...files })).toEqual(expected);
  });

  test('cycles end', () => {
    const files = { 'a.ts': "export * from './b.js';", 'b.ts': "export * from './a.js';\nexport * from './base.js';", 'base.ts': base };
    expect(baseOf({ 'input.ts': "import { Base } from './a.js';\nclass H extends Base {}", ...files })).toEqual(['base.ts:1 Class']);
    expect(baseOf({ 'input.ts': "import { None } from './a.js';\nclass H extends None {}", ...files })).toEqual([]);
    expect(baseOf({ 'input.ts': 'import A = A;\nclass H extends A {}' })).toEqual([]);
    expect(baseOf({ 'input.ts': "import { A } from './x.js';\nclass H extends A {}", 'x.ts': "import { A } from './x.js';\nexport { A };" })).toEqual([]);
  });

  test('an import type leads to its declaration', () => {
    const lookup = lookupIn({ 'input.ts': "let n: import('./base.js').N.Amount;", 'base.ts': 'export namespace N {\n  export type Amount = number;\n}' });
    const [statement] = lookup.file('input.ts').statements;
    const type = statement && ts.isVariableStatement(statement) ? statement.declarationList.declarations[0]?.type : undefined;
    expect(type && declarationsOf(lookup, type).map(placeOf)).toEqual(['base.ts:2 TypeAlias']);
  });
});
