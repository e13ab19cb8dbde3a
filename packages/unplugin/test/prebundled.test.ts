/** Sources that Vite's dev server bundles before plugins see them. */
import { expect, test } from 'vitest';
import { prebundledWithContracts } from '../src/vite/prebundled.ts';
import { sourceFilter } from '../src/source-filter.ts';
import { project } from './project.ts';

test('are those of linked packages with contracts, and none that were built', async () => {
  const { root } = project({
    'core/index.ts': "export { half } from './half.js';\n", 'held/index.ts': '/** @requires `n > 0` */\nexport function f(n: number) {}\n',
    'plain/index.ts': 'export const n = 1;\n', 'built/dist/index.js': "export { half } from './half.js';\n", 'node_modules/installed/index.ts': '/** @requires `n > 0` */\nexport function f(n: number) {}\n',
  });
  const entries: Readonly<Record<string, string>> = { core: `${root}/core/index.ts`, held: `${root}/held/index.ts?v=1`, plain: `${root}/plain/index.ts`, built: `${root}/built/dist/index.js`, installed: `${root}/node_modules/installed/index.ts` };
  const resolve = (name: string): Promise<string | undefined> => (name === 'broken' ? Promise.reject(new Error('no')) : Promise.resolve(entries[name]));
  expect(await prebundledWithContracts([...Object.keys(entries), 'core', 'absent', 'broken', 'a > core', 'core/*'], resolve, sourceFilter({ root }))).toEqual(['core', 'held']);
});
