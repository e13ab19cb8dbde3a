/** Calls of async code that overlap: what the built command reports of them, and the tests that it writes. */
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CheckDocument } from '../src/report/json.ts';
import { manifest, project, tsconfig, type Project } from './project.ts';

const hall = `import { audit } from './audit.js';

/** @invariant \`this.sold <= this.seats\` */
export class Hall {
  sold = 0;
  readonly seats = 1;

  /** @ensures \`this.sold <= old(this.sold) + 1\` */
  async reserve(): Promise<boolean> {
    if (this.sold === this.seats) return false;
    await audit();
    this.sold++;
    return true;
  }
}
`;
const mended = hall.replace('    this.sold++;', '    if (this.sold === this.seats) return false;\n    this.sold++;');

const cell = `import { audit } from './audit.js';

/** @invariant \`!this.isTorn\` */
export class Cell {
  writes = 0;
  isTorn = false;
  async watch(): Promise<void> { const before = this.writes; await audit(); if (this.writes !== before) this.isTorn = true; }
  async write(): Promise<void> { await audit(); await audit(); await audit(); await audit(); this.writes++; }
}
`;

const vitestConfig = "import proviso from '@proviso/unplugin/vitest';\nimport { defineConfig } from 'vitest/config';\nexport default defineConfig({ plugins: [proviso()] });\n";

describe('overlapped calls', () => {
  let shop: Project;
  beforeAll(() => {
    shop = project({ 'package.json': manifest, 'tsconfig.json': tsconfig, 'vitest.config.js': vitestConfig, 'src/hall.ts': hall, 'src/cell.ts': cell, 'src/audit.ts': 'export function audit(): Promise<void> { return Promise.resolve(); }\n' });
  });

  test('are shown with the order of their parts, and with the lines of the sources', () => {
    const { status, stdout } = shop.proviso(['check', 'src/hall.ts']);
    expect(status).toBe(1);
    expect(stdout).toContain(`
      const hall = new Hall();
      const a = hall.reserve();
      const b = hall.reserve();
      await Promise.all([a, b]);

      in this order, or as they go on by themselves:
        1  a begins, and waits at src/hall.ts:11
        2  b begins, and waits at src/hall.ts:11
        3  b goes on from src/hall.ts:11, and comes to its end
        4  a goes on from src/hall.ts:11, and breaks the promise

      Hall keeps \`this.sold <= this.seats\`
        this.sold = 2, this.seats = 1
`);
  });

  test('are data of the document, which fits the schema', () => {
    const document = JSON.parse(shop.proviso(['check', '--json', 'src/hall.ts']).stdout) as CheckDocument;
    const validate = new Ajv({ strict: true, strictTypes: false }).compile(JSON.parse(readFileSync(new URL('../check.schema.json', import.meta.url), 'utf8')) as object);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document.results[0]?.details).toMatchObject({ counterexample: { overlap: { isNatural: true, calls: [{ name: 'a', code: 'hall.reserve()' }, { name: 'b' }], parts: [{ call: 'a', waits: [{ file: 'src/hall.ts', line: 11 }], isEnd: false }, {}, {}, { call: 'a', from: { file: 'src/hall.ts', line: 11 }, isEnd: true }] } } });
  });

  test('are tests that fail now and pass once the code is mended, where a test can show them', () => {
    const { stderr } = shop.proviso(['check', '--emit-tests', 'test']);
    expect(stderr).toContain('no test can show it: Cell is refuted by calls that overlap in an order that they do not take by themselves');
    expect([...stderr.matchAll(/^written: .+\.(Hall.*)\.\w{8}\.test\.ts$/gm)].map(([, name]) => name)).toEqual(['Hall', 'Hall.reserve']);
    expect(shop.vitest().stdout).toMatch(/Tests\s+2 failed/);
    shop.write('src/hall.ts', mended);
    expect(shop.vitest().stdout).toMatch(/Tests\s+2 passed/);
    const { stdout } = shop.proviso(['check', 'src/hall.ts']);
    expect(stdout).toMatch(/✓ Hall {10}passed\(\d+, \d+ interleaved\)/);
    shop.write('src/hall.ts', hall);
  });

  test('are left out where the configuration says so', () => {
    shop.write('proviso.config.json', { check: { interleavings: false } });
    expect(shop.proviso(['check', 'src/hall.ts']).stdout).toMatch(/✓ Hall {10}passed\(\d+\)/);
    shop.write('proviso.config.json', { check: { interleavings: true } });
    expect(shop.proviso(['check', 'src/hall.ts']).stderr).toContain('check.interleavings has to be false, or a whole number that is not negative');
  });
});
