/** Messages of the rules about state stay short, however long the names in a file are. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import plugin from '../src/index.ts';

/** A file in which most rules find something; every name in it begins with `long`. */
const text = `
export let longExported = 0;
export const longOpen = new Map<string, number>();
export const longList: string[] = [];
export function longSet(): void { longExported += 1; longList.push('x'); }
let longCount = 0;
/** @ensures \`true\` */
export async function longRun(longParameter: { longMember: { longest: number[] } }): Promise<number> {
  const before = longCount;
  await 1;
  longCount = before + 1;
  longParameter.longMember.longest.sort();
  if (longOpen.has('x')) { await 1; longOpen.set('x', 1); }
  return longCount;
}
export class LongClass {
  static longStatic = 1;
  static readonly longPattern = /longer/g;
  private longField: number[];
  constructor(longValues: number[]) { this.longField = longValues; this.longLoad(); }
  async longLoad(): Promise<void> { this.longField = [...this.longField, await 1]; }
  get longGetter(): number[] { this.longField.push(1); return this.longField; }
  longTest(longText: string): boolean { return LongClass.longPattern.test(longText); }
  longDrop(): void { for (const longEach of this.longField) { if (longEach > 1) this.longField.splice(0, 1); } }
}
export class LongOptions { longRows: string[]; constructor(longOptions: { longRows: string[] }) { this.longRows = longOptions.longRows; } longAdd(): void { this.longRows.push('x'); } }
globalThis.longGlobal = 1;
const longFrozen = Object.freeze({ longInner: { longest: 1 } });
export function longThaw(): void { longFrozen.longInner.longest = 2; }
const longDefault: string[] = [];
export function longFill(longList = longDefault): string[] { longList.push('x'); return longList; }
/** @consume longGone */
function longEat(longGone: number[]): void { longGone.length = 0; }
export function longUse(longGone: number[]): number { longEat(longGone); return longGone.length; }
/** @borrow longLent */
export function longKeep(longLent: number[]): number[] { return longLent; }
export function longOpened(longLocked: readonly string[]): string[] { return (longLocked as string[]).sort(); }
export function longSend(longPort: MessagePort, longBuffer: ArrayBuffer): number { longPort.postMessage(longBuffer, [longBuffer]); return longBuffer.byteLength; }
const longMemory = new SharedArrayBuffer(8);
const longView = new Int32Array(longMemory);
longShare(longMemory);
export function longHit(): void { longView[0]++; }
export async function longEach(longIds: string[]): Promise<number> { let longSum = 0; await Promise.all(longIds.map(async (longId) => { longSum += await longLook(longId); })); return longSum; }
`;

const rules = Object.fromEntries<Linter.RuleEntry>(Object.entries(plugin.configs.strict.rules ?? {}).filter(([name]) => name.startsWith('@proviso/no-')));

test.each([1, 4, 12])('with names that are made %i times as long', (times) => {
  const config = { files: ['**/*.ts'], plugins: { '@proviso': plugin }, languageOptions: { parser }, rules } satisfies Linter.Config;
  const long = text.replace(/\b(?<start>long|Long)(?=[A-Z])/g, (start) => `${start}${'VeryLongName'.repeat(times)}`);
  const messages = new Linter({ configType: 'flat', cwd: '/' }).verify(long, [config], { filename: join(import.meta.dirname, '../src/long.ts') });
  expect(new Set(messages.map(({ ruleId }) => ruleId)).size).toBeGreaterThanOrEqual(18);
  expect(messages.filter(({ message }) => message.length > 400)).toEqual([]);
});
