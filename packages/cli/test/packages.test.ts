/** Functions that take objects of a package: its class is imported as the project does, and its clauses are said as it recorded them. */
import { expect, test } from 'vitest';
import type { CheckDocument } from '../src/report/json.ts';
import { manifest, project, tsconfig } from './project.ts';

const declared = `export declare class Shelf {
  left: number;
  /** @requires \`left >= 0\` */
  constructor(left: number);
  /** @requires \`count <= this.left\`: there have to be enough */
  take(count: number): void;
}
`;

/** As \`boundary\` leaves it. */
const compiled = `import { p$ } from '@proviso/runtime/check';
export class Shelf {
  constructor(left) { this.left = left; }
  take(count) { try { count <= this.left || p$(); } catch (e) { p$('abcdefgh', e); } this.left -= count; }
}
`;

const record = { version: 1, packages: { shelf: { 'src/shelf.ts': [{ owner: 'Shelf.take', role: 'method', exported: true, clauses: [{ id: 'abcdefgh', kind: 'requires', source: 'count <= this.left', message: 'there have to be enough', at: '5:19', span: [0, 1] }] }] } } };

const source = `import { Shelf } from 'shelf';
import type { Socket } from 'socket';

/** @ensures \`result >= 0\` */
export function sell(shelf: Shelf, count: number): number {
  shelf.take(count);
  return shelf.left;
}

/** @ensures \`result\` */
export function open(socket: Socket): boolean {
  return socket.isOpen;
}
`;

const files = {
  'package.json': { ...manifest, dependencies: { ...manifest.dependencies, shelf: '*', socket: '*' } },
  'tsconfig.json': tsconfig,
  'src/sell.ts': source,
  'node_modules/shelf/package.json': { name: 'shelf', type: 'module', exports: { types: './index.d.ts', import: './index.js' }, dependencies: { '@proviso/runtime': '*' } },
  'node_modules/shelf/index.d.ts': declared,
  'node_modules/shelf/index.js': compiled,
  'node_modules/shelf/contracts.json': record,
  'node_modules/socket/package.json': { name: 'socket', type: 'module', exports: { types: './index.d.ts', import: './index.js' } },
  'node_modules/socket/index.d.ts': 'export declare class Socket {\n  isOpen: boolean;\n}\n',
  'node_modules/socket/index.js': "throw new Error('nobody asked for this');\n",
};

test('an object of a package with contracts is made; constructors of other packages are not called', () => {
  const shop = project(files);
  const { stdout, stderr } = shop.proviso(['check', '--json', '--emit-tests', 'out']);
  const { results } = JSON.parse(stdout) as CheckDocument;
  expect(results.map(({ symbol, verdict }) => `${symbol} ${verdict}`), stderr).toEqual(['sell refuted', 'open skipped']);
  const [sell, open] = results;
  expect(sell?.details).toMatchObject({ counterexample: { imports: [{ name: 'sell' }, { name: 'Shelf', module: 'shelf', exported: 'Shelf' }], problem: { clause: 'count <= this.left', subject: 'Shelf.take', message: expect.stringContaining('Shelf.take requires `count <= this.left`: there have to be enough') as string } } });
  expect((sell?.details as { counterexample: { code: string[] } }).counterexample.code.at(-1)).toMatch(/^sell\(new Shelf\(\S+\), \S+\)$/);
  expect(open?.details).toMatchObject({ reason: expect.stringContaining('it is a class of a dependency') as string });
  expect(shop.read(`out/${/\S+\.test\.ts/.exec(stderr)?.[0].split('/').at(-1) ?? ''}`)).toContain("import { Shelf } from 'shelf';");
});
