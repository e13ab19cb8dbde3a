/** The program in a page of Debian's Chromium, from Vite's dev server and from a build. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { existsSync, readdirSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectWith, runIn, viteBin } from './bundlers.ts';
import { shop } from './shop.ts';
import { startWatch, type Watch } from './watching.ts';

const executablePath = '/usr/bin/chromium';

const page = `import { Box } from './box.js';

try {
  new Box().add(-1);
} catch (error) {
  document.body.textContent = String((error as Error).stack);
}
`;

const files = {
  ...shop,
  'src/page.ts': page,
  'index.html': '<!doctype html>\n<body></body>\n<script type="module" src="/src/page.ts"></script>\n',
};

/** Where the call in `page.ts` stands, which a precondition leads to. */
const place = { source: expect.stringMatching(/page\.ts$/) as string, line: 4, column: 12 };

describe.skipIf(!existsSync(executablePath))('in Chromium', () => {
  let open: () => Promise<Page>;
  let close = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    open = () => browser.newPage();
    close = () => browser.close();
  });
  afterAll(() => close());

  const address = async ({ until, said }: Watch): Promise<string> => {
    await until('an address', () => /http:\/\/localhost:\d+\//.test(said()));
    return /http:\/\/localhost:\d+\//.exec(said())?.[0] ?? '';
  };

  /** The text of a page, once it has one. */
  const shown = async (opened: Page, text: string): Promise<string> => {
    const found = opened.locator('body', { hasText: text });
    await found.waitFor();
    return (await found.textContent()) ?? '';
  };

  /** Where the first frame of a stack leads, by the map that its script names. */
  const frameOf = async (stack: string): Promise<unknown> => {
    const [, script = '', line, column] = /^ {4}at .*?(https?:\S+):(\d+):(\d+)\)?$/m.exec(stack) ?? [];
    const code = await (await fetch(script)).text();
    const map = new URL(/\/\/# sourceMappingURL=(\S+)\s*$/.exec(code)?.[1] ?? '', script);
    return originalPositionFor(new TraceMap(await (await fetch(map)).text()), { line: Number(line), column: Number(column) - 1 });
  };

  test('from the dev server, where a contract that changes reaches the page', async (context) => {
    const { folder } = projectWith('vite', { name: 'page', files });
    const server = startWatch(context, folder, viteBin);
    const opened = await open();
    await opened.goto(await address(server));
    const stack = await shown(opened, 'ContractViolationError');
    expect(stack).toContain('ContractViolationError: Box.add requires `by > 0`: more than nothing\n  by = -1\n  at src/counted.ts:2:18, inherited from Counted.add; blame: the caller');
    expect(await frameOf(stack)).toMatchObject(place);
    await server.change('src/counted.ts', 'by > 0', 'by > 70');
    expect(await shown(opened, 'by > 70')).toContain('Box.add requires `by > 70`');
  });

  test('from a build', async (context) => {
    const { folder } = projectWith('vite', { name: 'page-built', files });
    expect(await runIn(folder, [...viteBin, 'build', '--sourcemap', '--mode', 'development'])).toMatchObject({ status: 0 });
    expect(readdirSync(`${folder}/dist/assets`).some((name) => name.endsWith('.js.map'))).toBe(true);
    const opened = await open();
    await opened.goto(await address(startWatch(context, folder, [...viteBin, 'preview'])));
    const stack = await shown(opened, 'ContractViolationError');
    expect(stack).toContain('Box.add requires `by > 0`: more than nothing\n  by = -1');
    expect(await frameOf(stack)).toMatchObject(place);
  });
});
