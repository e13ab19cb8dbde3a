/** `compatible-override`: how its messages read; what it reports, and where, is in `parity.test.ts`. */
import { expect, test } from 'vitest';
import { lintText } from './lint-text.ts';

const base = 'export class Base {\n  log: string[] = [];\n  /** @pure */\n  look(): number { return 1; }\n  /** @modifies this.log */\n  add(): void { this.log = []; }\n}\n';

test.each([
  ['/** @modifies this.log */\n  override look(): number { this.log = []; return 1; }', '`Heir.look` overrides `Base.look`, which may write nothing, but this lists `this.log`. Remove it, or let `Base.look` list it too.'],
  ['other = 1;\n  /** @modifies this.log, this.other */\n  override add(): void { this.other = 2; }', '`Heir.add` overrides `Base.add`, which may write `this.log` only, but this lists `this.other`. Remove it, or let `Base.add` list it too.'],
  ['/** @ensuresAlso `result > 0` */\n  override look(): number { return 1; }', '@ensuresAlso extends inherited conditions, but `Heir.look` overrides nothing that has any. Write @ensures.'],
])('%s', (member, message) => {
  expect(lintText('compatible-override', `${base}export class Heir extends Base {\n  ${member}\n}\n`).map((each) => each.message)).toEqual([message]);
});
