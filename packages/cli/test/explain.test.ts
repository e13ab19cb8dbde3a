/** `proviso explain`. */
import { diagnostics } from '@proviso/compiler';
import { beforeAll, describe, expect, test } from 'vitest';
import { diagnosticNames, explainDiagnostic } from '../src/explain/diagnostic.ts';
import { nearNames } from '../src/explain/near-names.ts';
import { explainVerdict, verdictNames } from '../src/explain/verdict.ts';
import { explainViolation, violationCodes } from '../src/explain/violation.ts';
import { manifest, project, tsconfig, type Project } from './project.ts';

const sources = {
  'package.json': manifest,
  'tsconfig.json': tsconfig,
  'src/counted.ts': `export interface Counted {
  /** @requires \`by > 0\`: it only grows */
  add(by: number): number;
}
`,
  'src/box.ts': `import type { Counted } from './counted.js';

export class Box implements Counted {
  size = 0;

  /** @ensuresAlso \`result === this.size\` */
  add(by: number): number { return (this.size += by); }
}
`,
};

interface Said {
  readonly version: number;
  readonly explains: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
}

function said(shop: Project, name: string): Said {
  const { status, stdout, stderr } = shop.proviso(['explain', name, '--json']);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Said;
}

describe('the id of a clause', () => {
  let shop: Project;
  const ids: Record<string, string> = {};
  beforeAll(() => {
    shop = project(sources);
    const { stdout } = shop.proviso(['check', '--json']);
    const { results } = JSON.parse(stdout) as { results: { clauses: { id: string; text: string }[] }[] };
    for (const { id, text } of results.flatMap(({ clauses }) => clauses)) ids[text] = id;
  });

  test('is found in the sources, with what its owner inherits', () => {
    const id = ids['@ensuresAlso `result === this.size`'] ?? '';
    expect(said(shop, id)).toEqual({
      version: 1, explains: 'clause', name: id, text: '@ensuresAlso `result === this.size`',
      facts: { owner: 'Box.add, an exported method', place: 'src/box.ts:6:7', means: 'Adds to an inherited promise.', inherits: ['@requires `by > 0`: it only grows from Counted.add, src/counted.ts:2:18'] },
    });
    expect(shop.proviso(['explain', id]).stdout).toBe(`${id} (clause)

  @ensuresAlso \`result === this.size\`

owner     Box.add, an exported method
place     src/box.ts:6:7
means     Adds to an inherited promise.
inherits  @requires \`by > 0\`: it only grows from Counted.add, src/counted.ts:2:18
`);
  });

  test('is found with the heirs of its owner', () => {
    const heirs = project({ ...sources, 'src/box.ts': `export class Base {
  /** @ensures \`result > 0\` */
  size(): number { return 1; }
}

export class Heir extends Base {
  override size(): number { return 2; }
}
` });
    const { results } = JSON.parse(heirs.proviso(['check', '--json', '--runs', '10']).stdout) as { results: { clauses: { id: string }[] }[] };
    const [id = ''] = results.flatMap(({ clauses }) => clauses.map((each) => each.id));
    expect(said(heirs, id).facts).toEqual({ owner: 'Base.size, an exported method', place: 'src/box.ts:2:7', means: 'What the function promises on normal return.', heirs: ['Heir.size'] });
  });

  test('is found in what a build has recorded, where the sources do not have it', () => {
    const clause = { id: 'vncc7s81', kind: 'throws', source: 'n < 0', errors: ['RangeError'], iff: true, message: 'no debts', at: '3:4', span: [10, 20] };
    const record = { version: 1, profile: 'boundary', sources: {}, packages: { bank: { 'src/bank.ts': [{ owner: 'pay', role: 'function', exported: true, hash: 'vncc7s81', clauses: [clause] }] } } };
    const built = project({ 'other.json': {}, 'dist/broken/contracts.json': '{', 'dist/contracts.json': record });
    expect(said(built, 'vncc7s81')).toMatchObject({
      text: '@throws {RangeError} iff `n < 0`: no debts',
      facts: { owner: 'pay, an exported function', place: 'src/bank.ts:3:4 in bank', record: 'dist/contracts.json' },
    });
    const installed = project({ ...sources, 'node_modules/bank/dist/contracts.json': record });
    expect(said(installed, 'vncc7s81').facts['record']).toBe('node_modules/bank/dist/contracts.json');
  });

  test('that nobody knows is an error', () => {
    const { status, stdout, stderr } = shop.proviso(['explain', '00000000']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('no clause has the id 00000000: neither in the sources of this project, nor in a contracts.json below this folder');
  });
});

describe('names and codes', () => {
  test('every diagnostic is found by its name and its code', () => {
    for (const name of diagnosticNames) {
      const { code } = diagnostics[name as keyof typeof diagnostics];
      const found = explainDiagnostic(name);
      expect(found?.name).toBe(name);
      expect([explainDiagnostic(`TS${code}`), explainDiagnostic(String(code))]).toEqual([found, found]);
      expect(found?.text).not.toMatch(/\{\d\}/);
    }
  });

  test('every code of a violation and every verdict is found', () => {
    expect(violationCodes).toContain('ERR_CONTRACT_REQUIRES');
    for (const code of violationCodes) expect(explainViolation(code.toLowerCase())?.name).toBe(code);
    for (const name of verdictNames) expect(explainVerdict(`${name}(200)`)?.name).toBe(name);
  });

  test('what is none of them is not found', () => {
    for (const explain of [explainDiagnostic, explainViolation, explainVerdict]) expect(['', 'constructor', 'TS1', '97', 'ERR_CONTRACT_'].map((each) => explain(each))).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  test('the command finds them without a project', () => {
    const empty = project({});
    expect(said(empty, 'starved').explains).toBe('verdict');
    expect(said(empty, 'ERR_CONTRACT_ENSURES').facts['clauses']).toEqual(['@ensures, ensures(…): What the function promises on normal return.', '@ensuresAlso: Adds to an inherited promise.']);
    expect(said(empty, 'TS97021').facts).toMatchObject({ code: 'TS97021', rule: 'proviso/pure-contract of @proviso/eslint-plugin' });
  });

  test('a slip gets near names', () => {
    const { status, stderr } = project({}).proviso(['explain', 'unparsable-claus']);
    expect([status, stderr]).toEqual([2, 'proviso: nothing is known of "unparsable-claus". Did you mean unparsable-clause?\n']);
    expect(nearNames('stared', verdictNames)).toEqual(['starved']);
    expect(nearNames('nothing like it', verdictNames)).toEqual([]);
  });
});
