/** `no-frozen-mutation`: each change of something that is meant to stay as it is beside one of a copy. */
import { describe, expect, test } from 'vitest';
import { said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-frozen-mutation';
const head = `
interface Options { limit: number; retry: { delay: number }; tags: string[] }
const frozen = Object.freeze({ limit: 3, retry: { delay: 100 }, tags: ['a'] });
const list = Object.freeze([{ n: 1 }]);
const asserted = { limit: 3, retry: { delay: 100 }, tags: ['a'] } as const;
const declared: Readonly<Options> = { limit: 3, retry: { delay: 100 }, tags: ['a'] };
const deep = Object.freeze({ retry: Object.freeze({ delay: 100 }) });
`;
const m = (body: string, parameters = ''): string => `${head}export function f(${parameters}): void { ${body} }\n`;

describe('what is reported, beside what is not', () => {
  testPairs(rule, [
    ['what a function gives where nothing else was given', `${head}const base: { n: number } = Object.freeze({ n: 1 });\nfunction resolve(o?: { n: number }): { n: number } { if (!o) return base; return { ...base, ...o }; }\nexport function f(): void { const o = resolve(); o.n = 2; }\n`, 'o.n = 2', `${head}const base: { n: number } = Object.freeze({ n: 1 });\nfunction resolve(o?: { n: number }): { n: number } { if (!o) return { ...base }; return { ...base, ...o }; }\nexport function f(): void { const o = resolve(); o.n = 2; }\n`],
    ['what an arrow function gives', `${head}const base: { n: number } = Object.freeze({ n: 1 });\nconst resolve = (o?: { n: number }): { n: number } => o ?? base;\nexport function f(): void { const o = resolve(); o.n = 2; }\n`, 'o.n = 2', `${head}const base: { n: number } = Object.freeze({ n: 1 });\nconst resolve = (o?: { n: number }): { n: number } => o ?? base;\nexport function f(): void { const o = { ...resolve() }; o.n = 2; }\n`],
    ['an inner object of a frozen one', m('frozen.retry.delay = 5;'), 'frozen.retry.delay = 5', m('const mine = structuredClone(frozen); mine.retry.delay = 5;')],
    ['an inner array of a frozen one', m('frozen.tags.push("b");'), 'frozen.tags.push("b")', m('const tags = [...frozen.tags]; tags.push("b");')],
    ['what a static field holds', 'export class A { static readonly limits = Object.freeze({ tags: ["a"] }); }\nexport function f(): void { A.limits.tags.push("b"); }\n', 'A.limits.tags.push("b")', 'export class A { static readonly limits = { tags: ["a"] }; }\nexport function f(): void { A.limits.tags.push("b"); }\n'],
    ['what a static field asserts', 'export class A { static readonly limits = { depth: { n: 1 } } as const;\nstatic deeper(): void { (A.limits as { depth: { n: number } }).depth.n = 2; } }\n', '(A.limits as { depth: { n: number } }).depth.n = 2', 'export class A { static readonly limits = { depth: { n: 1 } } as const;\nstatic deeper(): void { const mine = structuredClone(A.limits) as { depth: { n: number } }; mine.depth.n = 2; } }\n'],
    ['by another name', m('const { retry } = frozen; retry.delay = 5;'), 'retry.delay = 5', m('const retry = { ...frozen.retry }; retry.delay = 5;')],
    ['an element of a frozen array', m('list[0]!.n = 2;'), 'list[0]!.n = 2', m('const mine = list.map((each) => ({ ...each })); mine[0]!.n = 2;')],
    ['elements in a loop', m('for (const each of list) each.n = 2;'), 'each.n = 2', m('for (const each of list) { const mine = { ...each }; mine.n = 2; }')],
    ['its first level', m('(frozen as Options).limit = 5;'), '(frozen as Options).limit = 5', m('const mine = { ...frozen }; mine.limit = 5;')],
    ['its first level as a default', m('o.limit = 5;', 'o: Options = frozen'), 'o.limit = 5', m('const mine = { ...o, limit: 5 }; mine.limit = 6;', 'o: Options = frozen')],
    ['a frozen array', m('(list as { n: number }[]).push({ n: 2 });'), '(list as { n: number }[]).push({ n: 2 })', m('const mine = [...list]; mine.push({ n: 2 });')],
    ['a const assertion by a default', m('o.limit = 5;', 'o: { limit: number } = asserted'), 'o.limit = 5', m('const mine = { ...o }; mine.limit = 5;', 'o: { limit: number } = asserted')],
    ['a const assertion by a cast', m('(asserted as unknown as Options).retry.delay = 5;'), '(asserted as unknown as Options).retry.delay = 5', m('const mine = structuredClone(asserted) as unknown as Options; mine.retry.delay = 5;')],
    ['an inner object of a Readonly constant', m('declared.retry.delay = 5;'), 'declared.retry.delay = 5', m('const retry = { ...declared.retry, delay: 5 }; retry.delay = 6;')],
    ['a Readonly default', m('o.retry.delay = 5;', 'o: Readonly<Options> = declared'), 'o.retry.delay = 5', m('const mine = structuredClone(o) as Options; mine.retry.delay = 5;', 'o: Readonly<Options> = declared')],
    ['a shallow copy of a frozen one', m('const mine = { ...frozen }; mine.retry.delay = 5;'), 'mine.retry.delay = 5', m('const mine = { ...frozen, retry: { delay: 1 } }; mine.retry.delay = 5;')],
    ['in a function', `${head}export function f(): void { const o = Object.freeze({ inner: { n: 1 } }); o.inner.n = 2; }\n`, 'o.inner.n = 2', `${head}export function f(): void { const o = { inner: { n: 1 } }; o.inner.n = 2; }\n`],
    ['a field', 'export class A { readonly options = Object.freeze({ retry: { delay: 1 } }); slow(): void { this.options.retry.delay = 5; } }\n', 'this.options.retry.delay = 5', 'export class A { options = Object.freeze({ retry: { delay: 1 } }); slow(): void { this.options = Object.freeze({ retry: { delay: 5 } }); } }\n'],
    ['by Object.assign', m('Object.assign(frozen.retry, { delay: 5 });'), 'Object.assign(frozen.retry, { delay: 5 })', m('Object.assign({}, frozen.retry, { delay: 5 });')],
    ['through a function', `${head}function slow(retry: { delay: number }): void { retry.delay = 5; }\nexport function f(): void { slow(frozen.retry); }\n`, 'slow(frozen.retry)', `${head}function slow(retry: { delay: number }): void { retry.delay = 5; }\nexport function f(): void { slow({ ...frozen.retry }); }\n`],
  ]);
});

describe('silent where', () => {
  testSilent(rule, [
    ['it is only read', m('const n = frozen.retry.delay; void n;')],
    ['a frozen object holds what is to be filled', 'const bus = Object.freeze({ listeners: [] as string[], byName: new Map<string, number>() });\nexport function f(): void { bus.listeners.push("a"); bus.byName.set("a", 1); }\n'],
    ['nothing protects it', 'const open = { inner: { n: 1 } };\nexport function f(): void { open.inner.n = 2; }\n'],
    ['what is inside is unknown', 'declare function load(): { n: number };\nconst held = Object.freeze({ inner: load() });\nexport function f(): void { held.inner.n = 2; }\n'],
    ['the copy is deep', m('const mine = { ...frozen, retry: { ...frozen.retry } }; mine.retry.delay = 5;')],
    ['the parameter is given another value', m('o = { ...o }; o.limit = 5;', 'o: Options = frozen')],
    ['the file sets it up', `${head}frozen.retry.delay = 1;\n`],
    ['an inner one is frozen too and only read', m('void deep.retry.delay;')],
    ['another binding has its name', m('frozen.retry.delay = 5;', 'frozen: Options')],
    ['a mapped copy is changed', m('for (const each of list.map((one) => ({ ...one }))) each.n = 2;')],
  ]);
});

test('messages name the constant, how it is protected, and what is inside', () => {
  const [nested] = said(rule, m('frozen.retry.delay = 5;'));
  expect(nested?.message).toMatch(/^`frozen` \(frozen in line 3\) is protected at its first level only: `frozen\.retry` inside/);
  const [throws] = said(rule, m('(frozen as Options).limit = 5;'));
  expect(throws?.message).toMatch(/throws a TypeError/);
  expect(nested?.message.length).toBeLessThanOrEqual(400);
});
