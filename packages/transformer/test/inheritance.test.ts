/** Contracts that come from another package: from its declaration files, found by resolving modules and parsing. */
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { createProject, errorsIn, tsconfig } from './project.ts';

const dependency = {
  'node_modules/dep/package.json': { name: 'dep', version: '1.0.0', type: 'module', exports: './dist/index.js', types: './dist/index.d.ts', peerDependencies: { '@proviso/runtime': '*' } },
  'node_modules/dep/dist/index.d.ts': "export { Store as KeyValue } from './store.js';\nexport * from './limits.js';\n",
  'node_modules/dep/dist/limits.d.ts': 'export declare const longest = 3;\n',
  'node_modules/dep/dist/store.d.ts': `import { longest } from './limits.js';
export interface Store {
    /**
     * @requires \`key.length <= longest\`
     * @ensures \`result !== ''\`
     */
    get(key: string): string;
}
export { longest };
`,
  'node_modules/dep/dist/index.js': "export * from './limits.js';\n",
  'node_modules/dep/dist/limits.js': 'export const longest = 3;\n',
};

const memory = (imports: string): string => `import { ${imports} } from 'dep';
export class Memory implements KeyValue {
  constructor(private readonly text: string) {}
  get(name: string): string {
    return this.text;
  }
}
`;

const run = `import { Memory } from './memory.js';
declare const console: { log(text: string): void };
for (const attempt of [() => new Memory('a').get('abc'), () => new Memory('a').get('abcd'), () => new Memory('').get('a')]) {
  try {
    console.log(attempt());
  } catch (error) {
    console.log((error as Error).message);
  }
}
`;

describe('a class that implements an interface of a dependency', () => {
  const project = createProject('inheritance', {
    ...dependency,
    'tsconfig.json': tsconfig({ profile: 'enforce' }),
    'src/memory.ts': memory('type KeyValue, longest'),
    'src/run.ts': run,
  });

  test('keeps its contract', () => {
    expect(project.tspc('-p', '.')).toEqual({ status: 0, output: 'proviso enforce: 2 clauses enforced, 0 observed, 0 ignored, 0 not yet supported\n' });
    expect(project.node('out/run.js').output.split('\n')).toEqual([
      'a',
      'Memory.get requires `key.length <= longest`',
      '  key.length = 4, longest = 3',
      '  at dep/dist/store.d.ts:4:19, inherited from Store.get; blame: the caller',
      "Memory.get ensures `result !== ''`",
      "  result = \"\"",
      '  at dep/dist/store.d.ts:5:18, inherited from Store.get; blame: the callee',
      '',
    ]);
  });

  test('is told which name it has to import', () => {
    project.write({ 'src/memory.ts': memory('type KeyValue') });
    const { status, output } = project.tspc('-p', '.');
    expect(status).not.toBe(0);
    expect(errorsIn(output)).toMatchObject([{ at: 'src/memory.ts(4,3)', code: 97071 }]);
    expect(output).toContain('`longest` is not imported here.');
  });

  test('has none where the package did not opt in', () => {
    project.write({ 'node_modules/dep/package.json': { ...dependency['node_modules/dep/package.json'], peerDependencies: {} } });
    expect(project.tspc('-p', '.')).toEqual({ status: 0, output: '' });
  });
});

describe('a base class that a CommonJS module exports', () => {
  const base = (name: string): string => `class${name} {\n  /** @requires \`n > 0\` */\n  f(n) { return n; }\n}`;
  const named = base(' Base');
  const forms = [
    `${named}\nmodule.exports = { Base };`, `${named}\nmodule.exports = { Other: 1, Base: Base };`, `module.exports = { Base: ${base('')} };`, `${named}\nexports = module.exports = { Base };`,
    `${named}\nexports.Base = Base;`, `module.exports.Base = ${base('')};`, `${named}\nmodule.exports = Base;\nmodule.exports.Base = Base;`, `${named}\nconst all = { Base };\nmodule.exports = all;`,
    "module.exports = require('./further.cjs');", "module.exports = { Base: require('./further.cjs').Base };",
    `${named}\nexports['Base'] = Base;`, `${named}\nObject.defineProperty(exports, 'Base', { value: Base });`, `Object.defineProperty(module.exports, 'Base', { enumerable: true, value: ${base('')} });`,
    `${named}\nObject.defineProperty(exports, 'Base', { enumerable: true, get: function () { return Base; } });`, `${named}\nObject.defineProperty(exports, 'Base', { get: () => Base });`,
    "Object.defineProperty(exports, 'Base', { get() { return require('./further.cjs').Base; } });", "module.exports = { get Base() { return require('./further.cjs').Base; } };",
    "module.exports = { ...require('./further.cjs') };", "const further = require('./further.cjs');\nmodule.exports = { Base: 1, ...further, other: 1 };", `${named}\nmodule.exports = { ...require('./further.cjs'), Base };`,
    `${named}\nconst all = { Base };\nmodule.exports = { ...all };`, "module.exports = Object.assign({}, require('./further.cjs'));", `${named}\nmodule.exports = Object.assign(() => 1, { Base });`,
    "Object.assign(exports, require('./further.cjs'));", `${named}\nObject.assign(module.exports, { other: 1 }, { Base });`, `${named}\nmodule.exports = Object.freeze({ Base });`,
    "Object.assign(exports, require('./heir.cjs'), require('./base.cjs'), require('./further.cjs'));", "module.exports = { ...require('./further.cjs'), ...require('./base.cjs') };",
  ];
  const heirs = [
    "const { Base } = require('./base.cjs');\nclass Heir extends Base", "const { Base: Other } = require('./base.cjs');\nclass Heir extends Other", "const all = require('./base.cjs');\nclass Heir extends all.Base",
    "const Base = require('./base.cjs').Base;\nclass Heir extends Base", "class Heir extends require('./base.cjs').Base",
  ];
  const compiled = (from: string, heir: string): string | undefined =>
    compile({ 'base.cjs': `${from}\n`, 'further.cjs': `${named}\nmodule.exports = { Base };\n`, 'heir.cjs': `${heir} { f(m) { return m; } }\nmodule.exports = { Heir };\n` }, { profile: 'enforce', options: { allowJs: true, noLib: true }, checks: false }).output.get('heir.cjs');

  test.each(forms)('has its contract checked in heirs: %s', (from) => {
    for (const heir of heirs) expect(compiled(from, heir), heir).toContain('m > 0');
  });
});
