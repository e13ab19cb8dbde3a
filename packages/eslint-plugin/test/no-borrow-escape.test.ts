/** `no-borrow-escape`: each borrow that is broken beside one that is kept. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-borrow-escape';

const head = `
interface Item { id: number; tags: string[] }
declare function log(...values: unknown[]): void;
declare const emitter: { on(name: string, f: () => void): void };
let last: Item | undefined;
let count = 0;
const seen: Item[] = [];
const byId = new Map<number, Item>();
/** @consume item */
function take(item: Item): void { log(item); }
function rename(item: Item): void { item.id = 2; }
`;

function f(body: string, rest = ''): string {
  return `${head}/** @borrow item${rest} */\nexport async function f(item: Item, other: Item): Promise<unknown> { ${body} }\n`;
}

function method(body: string): string {
  return `${head}export class A { kept: Item | undefined; id = 0; all: Item[] = []; tagged = new Map<string, Item>();\n/** @borrow item */\nrun(item: Item, other: Item): unknown { ${body} } }\n`;
}

describe('a borrow that is broken, and its neighbour that is kept', () => {
  testPairs(rule, [
    ['a view of memory in it is kept', 'interface Frame { bytes: Uint8Array; time: number; names: string[]; readonly tags: readonly string[] }\nexport class A { kept: Uint8Array | undefined; view: DataView | undefined; names: readonly string[] = []; time = 0;\n/** @borrow frame */\nrun(frame: Frame): void { const { bytes } = frame; const head = bytes.subarray(0, 4); this.kept = head; } }\n', 'this.kept = head', 'interface Frame { bytes: Uint8Array; time: number; names: string[]; readonly tags: readonly string[] }\nexport class A { kept: Uint8Array | undefined; view: DataView | undefined; names: readonly string[] = []; time = 0;\n/** @borrow frame */\nrun(frame: Frame): void { const { bytes } = frame; const head = bytes.subarray(0, 4); this.kept = head.slice(); } }\n'],
    ['another view of it is kept', 'interface Frame { bytes: Uint8Array; time: number; names: string[]; readonly tags: readonly string[] }\nexport class A { kept: Uint8Array | undefined; view: DataView | undefined; names: readonly string[] = []; time = 0;\n/** @borrow frame */\nrun(frame: Frame): void { this.view = new DataView(frame.bytes.buffer); } }\n', 'this.view = new DataView(frame.bytes.buffer)', 'interface Frame { bytes: Uint8Array; time: number; names: string[]; readonly tags: readonly string[] }\nexport class A { kept: Uint8Array | undefined; view: DataView | undefined; names: readonly string[] = []; time = 0;\n/** @borrow frame */\nrun(frame: Frame): void { this.view = new DataView(frame.bytes.slice().buffer); } }\n'],
    ['a list in it is kept', 'interface Frame { bytes: Uint8Array; time: number; names: string[]; readonly tags: readonly string[] }\nexport class A { kept: Uint8Array | undefined; view: DataView | undefined; names: readonly string[] = []; time = 0;\n/** @borrow frame */\nrun(frame: Frame): void { this.names = frame.names; } }\n', 'this.names = frame.names', 'interface Frame { bytes: Uint8Array; time: number; names: string[]; readonly tags: readonly string[] }\nexport class A { kept: Uint8Array | undefined; view: DataView | undefined; names: readonly string[] = []; time = 0;\n/** @borrow frame */\nrun(frame: Frame): void { this.names = frame.tags; this.time = frame.time; } }\n'],
    ['returned', f('return item;'), 'return item;', f('return item.id;')],
    ['returned in an object', f('return { item };'), 'return { item };', f('return { ...item };')],
    ['returned on one way', f('return item.id > 0 ? item : undefined;'), 'return item.id > 0 ? item : undefined;', f('return item.id > 0 ? other : undefined;')],
    ['returned by another name', f('const same = item; return same;'), 'return same;', f('const same = { ...item }; return same;')],
    ['stored in a variable of the module', f('last = item;'), 'last = item', f('last = other;')],
    ['put on a list', f('seen.push(item);'), 'seen.push(item)', f('seen.push({ ...item });')],
    ['put in a map', f('byId.set(1, item);'), 'byId.set(1, item)', f('count += item.id;')],
    ['stored in a field', method('this.kept = item; return 0;'), 'this.kept = item', method('this.id = item.id; return 0;')],
    ['put on the list of a field', method('this.all.push(item); return 0;'), 'this.all.push(item)', method('const all: Item[] = []; all.push(item); return all.length;')],
    ['stored in another argument', f('Object.assign(other, { item });'), 'Object.assign(other, { item })', f('other.id = item.id;')],
    ['kept by a timer', f('setTimeout(() => log(item.id), 10);'), 'item', f('await new Promise<void>((done) => setTimeout(() => { log(item.id); done(); }, 10));')],
    ['kept by a timer that takes the place of another', method('clearTimeout(this.id); this.id = Number(setTimeout(() => log(item.id), 10)); return 0;'), 'item', method('const stop = () => clearTimeout(this.id); this.id = Number(setTimeout(() => log(item.id), 10)); stop(); return 0;')],
    ['kept by a listener', f("emitter.on('x', () => log(item.id));"), 'item', f("const { id } = item; emitter.on('x', () => log(id));")],
    ['kept by a returned function', f('return () => item.id;'), 'item', f('return [1].map(() => item.id);')],
    ['changed', f('item.id = 1;'), 'item.id = 1', f('const copy = { ...item }; copy.id = 1; log(copy);')],
    ['changed below', f('item.tags[0] = "x";'), 'item.tags[0] = "x"', f('log([...item.tags, "x"]);')],
    ['changed by a callee', f('rename(item);'), 'rename(item)', f('rename(other);')],
    ['consumed', f('take(item);'), 'take(item)', f('take({ ...item });')],
    ['a property of the constructor', `${head}export class A {\n/** @borrow item */\nconstructor(readonly item: Item) {} }`, 'readonly item: Item', `${head}export class A { readonly id: number;\n/** @borrow item */\nconstructor(item: Item) { this.id = item.id; } }`],
  ]);
});

describe('silent on', () => {
  testSilent(rule, [
    ['loops', f('for (const tag of item.tags) log(tag);')],
    ['closures that run at once', f('item.tags.forEach((tag) => log(tag, item));')],
    ['closures that are awaited', f('await Promise.all([1].map(async () => log(item)));')],
    ['a timer that is cleared', f('const timer = setTimeout(() => log(item), 10); clearTimeout(timer);')],
    ['handing it on', f('log(item);')],
    ['a parameter that is not borrowed', f('return other;')],
    ['a variable that is called so', f('{ const item = { id: 1 }; last = undefined; log(item); return [item]; }')],
    ['what the frame allows', f('item.id = 1;', '\n * @modifies item.id')],
    ['a local holder', f('const holder = { item }; log(holder.item.id);')],
    ['setting the name anew', f('item = { id: 2, tags: [] }; log(item);')],
    ['prose', `${head}/** @borrow the item for a while */\nexport function f(item: Item): Item { return item; }`],
    ['no contract', `${head}export function f(item: Item): Item { return item; }`],
  ]);
});

test('the message names the parameter, what is done to it and what to do', () => {
  const [finding] = said(rule, f('last = item;'));
  expect(finding?.message).toMatch(/`item` is stored in something that outlives the call here, but the contract says @borrow item.* Store a copy/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
  expect(marked(rule, f('last = item;'), { fileName: 'a.test.ts' })).toEqual([]);
  expect(marked(rule, f('last = item;'), { fileName: 'a.test.ts', options: [{ tests: true }] })).toHaveLength(1);
});
