/** Bundlers that watch: a changed contract reaches what inherits it, and a mistake in one is survived. */
import { writeFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import { bundlers, projectWith } from './bundlers.ts';
import { shop } from './shop.ts';
import { replaceFile, startWatch } from './watching.ts';

/** Where the page has a script that builds, this is one that watches. */
const watching: Readonly<Record<string, (script: string) => string>> = {
  esbuild: (script) => script.replace('{ build }', '{ context }').replace('await build({', 'const building = await context({').concat('await building.watch();\n'),
  farm: (script) => script.replace('{ build }', '{ watch }').replace('await build({', 'await watch({'),
};

/** With a type that has no contract yet. */
const files = {
  ...shop,
  'src/amount.ts': 'export type Amount = number;\n',
  'src/main.ts': `import type { Amount } from './amount.js';\n${shop['src/main.ts']}\nexport const taken = ((n: Amount) => n)(100);\n`,
};

describe.concurrent.each(Object.entries(bundlers).filter(([, { watch }]) => watch))('%s', (bundler, { command, watch = [], readsTooSoon, output }) => {
  test('contracts that change', async (context) => {
    const { folder, read } = projectWith(bundler, { name: 'watch', files });
    const script = watching[bundler]?.(read('build.mjs'));
    if (script !== undefined) writeFileSync(`${folder}/build.mjs`, script);
    const { change, move, until, said, read: written } = startWatch({ onTestFinished: context.onTestFinished, ...(readsTooSoon ? { write: replaceFile } : {}) }, folder, [...command('development'), ...watch]);
    const compiled = (clause: string): (() => boolean) => () => written(output).includes(clause);
    await until('a first bundle', compiled('by > 0'));

    await change('src/counted.ts', 'by > 0', 'by > 70');
    await until('the contract of an interface that no bundler meets', compiled('by > 70'));
    if (bundler !== 'farm') { // which does not see that a file goes
      await move('src/counted.ts', 'counted.kept');
      await until('a bundle without it', () => !compiled('by > 70')());
      await move('counted.kept', 'src/counted.ts');
      await until('its contract, once it is there again', compiled('by > 70'));
    }
    await change('src/stock.ts', 'result >= 0', 'result >= 80');
    await until('the contract of a base class', compiled('result >= 80'));
    await change('src/box.ts', 'this.size < 10', 'this.size < 90');
    await until('a contract of its own', compiled('this.size < 90'));
    await change('src/amount.ts', 'export', '/** @invariant `value > 60` */\nexport');
    await until('the first contract on a type', compiled('n > 60'));

    await change('src/box.ts', 'this.size < 90', 'this.size <');
    await until('the mistake', () => said().includes('TS97001: The clause does not parse: Expression expected.'));
    await change('src/box.ts', 'this.size <', 'this.size < 95');
    await until('what was mended', compiled('this.size < 95'));
  });
});

describe.concurrent.each(['webpack', 'rspack'])('%s, which keeps what it has built', (bundler) => {
  test('a mistake that an heir told of is told by its own file once it has no heir', async (context) => {
    const mistaken = { ...shop, 'src/stock.ts': shop['src/stock.ts'].replace('result >= 0', 'result >='), 'src/main.ts': `${shop['src/main.ts']}\nimport './stock.js';\n` };
    const { command, watch = [] } = bundlers[bundler] ?? {};
    const { folder } = projectWith(bundler, { name: 'watch-heir', files: mistaken });
    const { change, until, said } = startWatch(context, folder, [...(command?.('development') ?? []), ...watch]);
    await until('the mistake', () => said().includes('stock.ts:2:25 TS97001'));
    await change('src/box.ts', 'extends Shelf ', '');
    await until('the mistake without the heir', () => said().includes('stock.ts:2:25 TS97001'));
  });
});
