/** Parameter properties and fields of classes with a base class whose `super(…)` stands in a `try`, which not every eraser of types finds. */
import esbuild from 'esbuild';
import { rolldown } from 'rolldown';
import { describe, expect, test } from 'vitest';
import { build as viteBuild } from 'vite';
import proviso from '../src/index.ts';
import { project } from './project.ts';

const source = `export class Named {
  constructor(public name: string) {}
}

/** @invariant \`this.size >= 0\` */
export class Box extends Named {
  double = SIZE * 2;

  constructor(name: string, public size: number, private readonly step = 1) {
    super(name);
  }

  add(): number {
    return (this.size -= this.step);
  }
}
`;

/** What the class does once it is built, and where it says that its clause is. */
async function behaviour(file: string): Promise<unknown[]> {
  const { Box } = (await import(file)) as { Box: new (name: string, size: number) => { add: () => number } };
  const box = new Box('a', 1);
  const seen: unknown[] = [{ ...box }, box.add()];
  try {
    box.add();
  } catch (error) {
    seen.push((error as Error).message.split('\n').slice(0, 2));
  }
  return seen;
}

const builders = {
  rolldown: async (root: string) => {
    const bundle = await rolldown({ input: `${root}/box.ts`, external: /^@proviso/, plugins: [proviso.rolldown({ profile: 'enforce' })], cwd: root });
    await bundle.write({ file: `${root}/out.mjs` });
  },
  Vite: async (root: string) => {
    const lib = { entry: `${root}/box.ts`, formats: ['es' as const], fileName: () => 'out.mjs' };
    await viteBuild({ root, configFile: false, logLevel: 'silent', build: { lib, outDir: '.', emptyOutDir: false, minify: false, rolldownOptions: { external: /^@proviso/ } }, plugins: [proviso.vite({ profile: 'enforce' })] });
  },
  esbuild: async (root: string) => {
    await esbuild.build({ absWorkingDir: root, entryPoints: ['box.ts'], bundle: true, external: ['@proviso/*'], format: 'esm', outfile: 'out.mjs', plugins: [proviso.esbuild({ profile: 'enforce' })], logLevel: 'silent' });
  },
};

describe.each(Object.entries(builders))('%s', (_, build) => {
  test.each([
    ['fields are defined', 'ES2022', '2'],
    ['fields are assigned, behind the properties', 'ES2020', 'this.size'],
  ])('%s', async (__, target, size) => {
    const { root } = project({ 'box.ts': source.replace('SIZE', size), 'tsconfig.json': { compilerOptions: { target } } });
    await build(root);
    const [box, ...after] = await behaviour(`${root}/out.mjs`);
    expect(box).toEqual({ name: 'a', size: 1, step: 1, double: Number.isNaN(Number(size)) ? 2 : 4 });
    expect(after).toEqual([0, ['Box keeps `this.size >= 0`', '  this.size = -1']]);
  });

  test.each([
    ['with an invariant', '/** @invariant `this.size >= 0` */', '', ['Box keeps `this.size >= 0`', '  this.size = -1']],
    ['with an invariant and no constructor', '/** @invariant `this.size >= 0` */', undefined, ['Box keeps `this.size >= 0`', '  this.size = -1']],
    ['whose constructor says what it throws', '', '/** @throws {TypeError} if `name === "b"` */', undefined],
  ])('a class %s, whose fields are assigned', async (__, above, aboveConstructor, told) => {
    const construct = aboveConstructor === undefined ? '' : `${aboveConstructor}\n  constructor(name: string) {\n    super(name);\n  }\n`;
    const text = `export class Named {\n  constructor(readonly name: string) {}\n}\n\n${above}\nexport class Box extends Named {\n  size = 1;\n  ${construct}\n  add(): number {\n    return (this.size -= 1);\n  }\n}\n`;
    const { root } = project({ 'box.ts': text, 'tsconfig.json': { compilerOptions: { target: 'ES2020' } } });
    await build(root);
    expect(await behaviour(`${root}/out.mjs`)).toEqual([{ name: 'a', size: 1 }, 0, ...(told ? [told] : [])]);
  });
});
