/** Vite's dev server, with the set-up of its page: what a browser is given when contracts change. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectWith, viteBin } from './bundlers.ts';
import { shop } from './shop.ts';
import { startWatch } from './watching.ts';

const accepting = { ...shop, 'src/main.ts': `${shop['src/main.ts']}\nimport.meta.hot?.accept();\n` };

test('contracts that change', async (context) => {
  const { folder } = projectWith('vite', { name: 'server', files: { ...accepting, 'index.html': '<script type="module" src="/src/main.ts"></script>\n' } });
  const { change, until, said } = startWatch(context, folder, viteBin);
  let url = '';
  await until('an address', () => {
    url = /http:\/\/localhost:\d+\//.exec(said())?.[0] ?? '';
    return url !== '';
  });
  const given = async (path: string): Promise<string> => {
    const response = await fetch(url + path, { headers: { accept: '*/*' } });
    return `${response.status} ${await response.text()}`;
  };
  const gives = (clause: string) => async (): Promise<boolean> => (await given('src/box.ts')).includes(clause);
  for (const path of ['', 'src/main.ts', 'src/stock.ts']) expect(await given(path)).toMatch(/^200 /);
  expect(await given('src/box.ts')).toContain('by > 0');
  await until('the summary line', () => said().includes('proviso enforce: 7 clauses enforced, 0 observed, 0 ignored, 0 not yet supported'));

  await change('src/counted.ts', 'by > 0', 'by > 70');
  await until('the contract of an interface that the server never gave to anyone', gives('by > 70'));
  await until('word of the heir to the browser', () => said().includes('hmr update'));
  await change('src/stock.ts', 'result >= 0', 'result >= 80');
  await until('the contract of a base class', gives('result >= 80'));

  await change('src/box.ts', 'this.size < 10', 'this.size <');
  await until('the mistake', async () => /^500 .*TS97001: The clause does not parse/s.test(await given('src/box.ts')));
  expect(await given('src/main.ts'), 'the others are still given').toMatch(/^200 /);
  await change('src/box.ts', 'this.size <', 'this.size < 95');
  await until('what was mended', gives('this.size < 95'));
  expect(await given('src/box.ts')).toMatch(/^200 /);
});

test('sources of the workspace that Vite bundles before plugins see them', async (context) => {
  const { folder, read } = projectWith('vite', { name: 'prebundled', files: { ...shop, 'linked/package.json': { name: 'linked', version: '1.0.0', type: 'module', exports: './index.ts', dependencies: { '@proviso/runtime': '*' } }, 'linked/index.ts': '/** @requires `n > 0` */\nexport function half(n: number): number {\n  return n / 2;\n}\n' } });
  mkdirSync(`${folder}/node_modules`, { recursive: true });
  symlinkSync('../linked', `${folder}/node_modules/linked`, 'dir');
  writeFileSync(`${folder}/vite.config.js`, read('vite.config.js').replace('defineConfig({', "defineConfig({\n  optimizeDeps: { include: ['linked'] },"));
  const { until, said } = startWatch(context, folder, viteBin);
  await until('the warning', () => said().includes('the contracts of linked are not checked: `optimizeDeps.include` has Vite bundle it'));
});
