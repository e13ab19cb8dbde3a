/** Places, graphs and summaries, on small sources. */
import type ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { aliasedPlace } from '../src/effects/aliases.ts';
import { effectsOf, type Effects } from '../src/effects/effects-of.ts';
import type { Event, FunctionNode } from '../src/effects/events.ts';
import { isPrefix, overlaps, printPlace, samePlace, type Place } from '../src/effects/place.ts';
import { printSummary, summaryOf } from '../src/effects/summaries.ts';
import type { Analysis } from '../src/analysis.ts';
import { analysed } from './analysed.ts';
import { programOfText } from './lint-text.ts';

function effectsIn(text: string): Effects {
  return effectsOf(analysed(text));
}

function lastFunction(effects: Effects): FunctionNode {
  const fn = [...effects.functions.keys()].at(-1);
  if (!fn) throw new Error('There is no function.');
  return fn;
}

/** An event in short: `write this.n`. */
function show(event: Event): string[] {
  if (event.kind === 'read' || event.kind === 'write' || event.kind === 'mutate' || event.kind === 'transfer' || event.kind === 'escape') return [`${event.kind} ${printPlace(event.place)}`];
  if (event.kind === 'suspend') return [event.how];
  return [event.kind];
}

/** The events of the last function that can be reached, in the order of its blocks. */
function eventsIn(text: string): string[] {
  const effects = effectsIn(text);
  const { blocks } = effects.flowOf(lastFunction(effects));
  return blocks.flatMap(({ events }) => events.flatMap(show));
}

/** The place of the last expression statement of the last function. */
function placeIn(text: string): Place {
  const effects = effectsIn(text);
  const fn = lastFunction(effects);
  const statement = (fn.body as ts.Block).statements.at(-1) as ts.ExpressionStatement;
  const place = aliasedPlace({ node: fn, owners: new Set([fn]) }, statement.expression);
  if (!place) throw new Error('It is no place.');
  return place;
}

describe('places', () => {
  test.each([
    ['function f(a) { a.b.c; }', 'parameter', 'a.b.c'],
    ['function f() { const a = {}; a.b; }', 'local', 'a.b'],
    ['let a; function f() { a; }', 'module', 'a'],
    ['function g() { let a; function f() { a; } }', 'captured', 'a'],
    ['import { a } from "a"; function f() { a.b; }', 'imported', 'a.b'],
    ['function f() { globalThis.a; }', 'global', 'globalThis.a'],
    ['class A { f() { this.a["b"][i]; } }', 'this', 'this.a.b[i]'],
    ['class A { #a; f() { this.#a; } }', 'this', 'this.#a'],
    ['function f(a) { a.b.c.d.e; }', 'parameter', 'a.b.c.d.e'],
    ['function f(a) { a.b.c.d.e.f.g.h; }', 'parameter', 'a.b.c.d.e.f.g…'],
    ['class A { f() { const s = this.state; s.x; } }', 'this', 'this.state.x'],
    ['class A { f() { const { state: { inner } } = this; inner.x; } }', 'this', 'this.state.inner.x'],
    ['class A { f() { let s = this.state; s.x; } }', 'this', 'this.state.x'],
    ['class A { f() { let s = this.state; s = g(); s.x; } }', 'local', 's.x'],
    ['class A { f() { let s = this.state; if (!s) s = {}; s.x; } }', 'this', 'this.state.x'],
    ['class A { f() { let s = this.state; if (x) s = {}; s.x; } }', 'local', 's.x'],
    ['class A { f() { const s = this.items.find({ id }); s.x; } }', 'local', 's.x'],
    ['class A { at(n) { return this.items[n]; } f() { const s = this.at(1); s.x; } }', 'this', 'this.items[1].x'],
    ['class A { async at(n) { return this.items[n]; } f() { const s = this.at(1); s.x; } }', 'local', 's.x'],
    ['class A { at(n) { return n ? this.items[n] : this.first; } f() { const s = this.at(1); s.x; } }', 'local', 's.x'],
    ['function f(a) { { const a = 1; } a; }', 'parameter', 'a'],
    ['function f() { if (x) { var a = {}; } a.b; }', 'local', 'a.b'],
  ])('%s', (text, kind, printed) => {
    const place = placeIn(text);
    expect([place.root.kind, printPlace(place)]).toEqual([kind, printed]);
  });

  test('overlap where one write may change what the other reads', () => {
    const at = (...steps: string[]): Place => ({ ...placeIn('function f(a) { a; }'), root: { kind: 'global', name: 'a' }, steps });
    expect(samePlace(at('b'), at('b'))).toBe(true);
    expect(samePlace(at('b'), at('c'))).toBe(false);
    expect(isPrefix(at('b'), at('b', 'c'))).toBe(true);
    expect(isPrefix(at('b', 'c'), at('b'))).toBe(false);
    expect(overlaps(at('b'), at('b', 'c'))).toBe(true);
    expect(overlaps(at('b', 'x'), at('b', 'c'))).toBe(false);
    expect(overlaps(at('[i]'), at('[j]'))).toBe(true);
    expect(overlaps(at('[0]'), at('[1]'))).toBe(false);
  });
});

describe('events', () => {
  test.each<[string, string[]]>([
    ['a compound assignment reads before its right side', ['read this.n', 'call', 'await', 'write this.n']],
    ['a plain one writes last', ['call', 'await', 'write this.n']],
  ])('%s', (title, expected) => {
    const operator = title.startsWith('a compound') ? '+=' : '=';
    expect(eventsIn(`class A { async f() { this.n ${operator} await new B(); } }`).filter((each) => !/B$/.test(each))).toEqual(expected);
  });

  test('an entry of a map is a place, and a change of an array is one of the whole', () => {
    expect(eventsIn('const m = new Map(); const xs = []; function f(k) { m.set(k, 1); xs.push(k); m.get(k); }').filter((each) => /m\b|xs/.test(each))).toEqual(['read m', 'write m[k]', 'read xs', 'mutate xs', 'read m', 'read m[k]']);
  });

  test('what is called so without being a map is a call', () => {
    expect(eventsIn('function f(m, k) { m.set(k, 1); }')).toContain('call');
  });

  test('a callback that runs at once is part of the graph, one that is kept or async is not', () => {
    expect(eventsIn('class A { f(xs) { xs.forEach((x) => { this.n = x; }); } }'.replace('(x) =>', '(x) =>'))).toEqual(expect.any(Array));
    const withCallback = (callback: string): string[] => {
      const effects = effectsIn(`class A { f(xs) { xs.forEach(${callback}); } }`);
      const [fn] = effects.functions.keys();
      return fn ? effects.flowOf(fn).blocks.flatMap(({ events }) => events.flatMap(show)) : [];
    };
    expect(withCallback('(x) => { this.n = x; }')).toContain('write this.n');
    expect(withCallback('async (x) => { this.n = x; }')).not.toContain('write this.n');
    expect(withCallback('async (x) => { this.n = x; }')).toContain('closure');
  });

  test('transfer lists give away what is in them', () => {
    expect(eventsIn('function f(port, data) { port.postMessage(data, [data.buffer]); }')).toContain('transfer data.buffer');
    expect(eventsIn('function f(port, data) { port.postMessage(data); }').join()).not.toContain('transfer');
  });

  test('every kind of statement has its parts in the graph', () => {
    const text = `async function f(xs) {
      out: for (const a of xs) { if (a) continue out; else break; }
      for (let i = 0; i < 1; i++) xs.a();
      while (xs.b()) { do { xs.c(); } while (xs.d()); }
      switch (xs.e()) { case 1: xs.f(); break; default: xs.g(); }
      try { await xs.h(); } catch (e) { throw xs.i(e); } finally { xs.j(); }
      for await (const k of xs.k()) { if (k) return xs.l(); }
      label: { if (xs.m()) break label; xs.n(); }
      return xs.o() ? xs.p() : xs.q() ?? xs.r();
    }`;
    const effects = effectsIn(text);
    const flow = effects.flowOf(lastFunction(effects));
    const reached = new Set([flow.entry]);
    for (const block of reached) for (const { to } of block.next) reached.add(to);
    const calls = [...reached].flatMap(({ events }) => events.flatMap((event) => (event.kind === 'call' ? [/\.(\w)/.exec(event.node.getText())?.[1] ?? ''] : [])));
    expect(calls.sort().join('')).toBe('abcdefghijklmnopqr'.replace('a', 'a'));
    expect(reached.has(flow.exit)).toBe(true);
  });
});

describe('summaries', () => {
  const summary = (text: string): string => {
    const analysis = analysed(text);
    return printSummary(summaryOf(analysis, lastFunction(effectsOf(analysis))));
  };

  test.each([
    ['function f(a) { a.b = 1; }', 'writes `a.b` (by body)'],
    ['function f(a) { a = 1; }', 'changes nothing outside (by body)'],
    ['function f() { const a = {}; a.b = 1; return a; }', 'changes nothing outside (by body)'],
    ['function f(a: number[]) { a.sort(); }', 'changes `a` (by body)'],
    ['function f(a: number[]) { [...a].sort(); }', 'changes nothing outside (by body)'],
    ['let n = 0; function f() { n++; }', 'writes `n` (by body)'],
    ['function g(x) { x.y = 1; } function f(a) { g(a.b); }', 'writes `a.b.y` (by body)'],
    ['class A { g() { this.n = 1; } f() { this.g(); } }', 'writes `this.n` (by body)'],
    ['function g(x) { x.y = 1; f(x); } function f(a) { g(a); }', 'writes `a.y` (by body)'],
    ['function f(a) { unknown(a); }', 'nothing is known to be changed, and may do more: not all that it calls is known (by body)'],
    ['async function f(a) { await a; }', 'suspends (by body)'],
    ['/** @modifies a.b */ function f(a: { b: number, c: number }) { a.c = 1; }', 'writes `a.b` (by tags)'],
    ['/** @pure */ function f(a: { c: number }): void { a.c = 1; }', 'changes nothing outside (by tags)'],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

describe('summaries through other files', () => {
  /** The summary of the last function of a text that imports from `./other.ts`. */
  const summary = (text: string, other: string): string => {
    const { program, fileName } = programOfText(text, { 'other.ts': other });
    const sourceFile = program.getSourceFile(fileName);
    if (!sourceFile) throw new Error('no file');
    const analysis = { sourceFile, program, contractOf: () => undefined } as unknown as Analysis;
    return printSummary(summaryOf(analysis, lastFunction(effectsOf(analysis))));
  };
  const imported = "import { g } from './other.ts';\n";

  test.each([
    ['what it does to its parameter is done to the argument', `${imported}export function f(a: { b: { y: number } }) { g(a.b); }`, 'export function g(x: { y: number }) { x.y = 1; }', 'writes `a.b.y` (by body)'],
    ['what it only looks at is not changed', `${imported}export function f(a: { y: number }) { return g(a); }`, 'export function g(x: { y: number }) { return x.y; }', 'changes nothing outside (by body)'],
    ['what it does to its own module stays there', `${imported}export function f(a: number) { g(a); }`, 'let n = 0; export function g(by: number) { n += by; }', 'changes nothing outside (by body)'],
    ['what is handed nothing is not looked into', `${imported}export function f() { g(); }`, 'export function g() { return 1; }', 'nothing is known to be changed, and may do more: not all that it calls is known (by body)'],
    ['a method of another class', `${imported}export function f(a: g) { a.h(); }`, 'export class g { n = 0; h() { this.n++; } }', 'writes `a.n` (by body)'],
    ['a cycle of files ends', `${imported}export function f(a: { y: number }) { g(a); }`, "import { f } from './sample.ts';\nexport function g(x: { y: number }) { x.y = 1; f(x); }", 'writes `a.y`, and may do more: not all that it calls is known (by body)'],
  ])('%s', (_, text, other, expected) => expect(summary(text, other)).toBe(expected));
});
