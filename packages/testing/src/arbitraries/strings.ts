/** Texts: short and plain for the most part, with odd characters among them. */
import * as fc from 'fast-check';
import type { Narrowed } from '../facts/narrow.ts';
import type { ArbitraryContext } from './arbitrary-of.ts';
import { among, mapped, oneOf, valuesFrom, wholeBetween, type Arbitrary, type Weighted } from './arbitrary.ts';
import { lengths, shortened, sometimesOfFew, spokenLengths, type Lengths } from './lists.ts';
import { mostly } from './mostly.ts';

/** Empty, blank, a pair of surrogates, half of one, a combining mark, digits, the name of a member of all objects. */
const edges = ['', 'a', ' ', '0', 'ab', 'aa', 'A', '\n', '😀', '\ud83d', 'é', '-1', '__proto__', 'a b', 'ß', 'null'];

/** Characters that programs are not ready for: of several code points, of two halves, without width, from right to left, as long in lower case. */
const odd = among([...'éß中عא\u00a0\u200b\u0000\ufeff\u2028', 'e\u0301', '😀', '👩‍👩‍👧', '🇩🇪', 'İ', 'ﬁ', '𝒳']);

/** Any code point but halves of pairs; many of them small letters. */
const anyCharacter = mapped(wholeBetween(0, 0x10_f7_ff), (number) => String.fromCodePoint(codePoint(number)));

function codePoint(number: number): number {
  if (number < 26) return number + 97;
  if (number >= 97 && number < 97 + 26) return number - 97;
  return number < 0xd8_00 ? number : number + 0x8_00;
}

/**
 * Texts that facts leave; those at the edges alone where that is wanted.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function stringArbitrary(narrowed: Narrowed, { edges: onlyEdges, hints, isNear }: Pick<ArbitraryContext, 'edges' | 'hints' | 'isNear'>): Arbitrary<string> {
  const isLeft = (text: string): boolean => isLeftText(narrowed, text);
  if (narrowed.pattern) return mostly(ofOneSet(narrowed, { edges: onlyEdges, hints, isNear }) ?? matching(narrowed.pattern), isLeft);
  const atEdges = [...edges, ...hints.filter((hint) => typeof hint === 'string')].filter(isLeft);
  if (onlyEdges !== false && atEdges.length > 0) return among(onlyEdges === 'few' ? fewOf(atEdges) : atEdges);
  const length = narrowed.members?.['length'];
  const range = isNear ? shortened(lengths(length)) : { ...lengths(length), spokenOf: spokenLengths({ hints, isNear }, length) };
  const letters = [...new Set(hints.flatMap((hint) => (typeof hint === 'string' ? [...hint] : [])))];
  const plain = textOf(among([...'aabbc01 .-,A', ...letters, ...letters]), range);
  const any: Weighted<string>[] = [{ weight: 20, arbitrary: plain }, { weight: 5, arbitrary: textOf(odd, range) }, { weight: 5, arbitrary: textOf(anyCharacter, range) }];
  const mixed = oneOf(atEdges.length > 0 ? [...any, { weight: 6, arbitrary: among(atEdges) }] : any);
  const framed = narrowed.texts ? mapped(mixed, (text) => withTexts(narrowed, text)) : mixed;
  return mostly(framed, isLeft);
}

/** The empty one, and one that another one begins with. */
function fewOf(texts: readonly string[]): readonly string[] {
  const known = ['', 'a', 'ab'].filter((each) => texts.includes(each));
  return known.length > 1 ? known : texts.slice(0, 2);
}

function textOf(unit: Arbitrary<string>, range: Lengths): Arbitrary<string> {
  const units = sometimesOfFew(unit, range);
  // A character may be several units.
  const most = Math.max(range.maxLength, ...(range.spokenOf ?? []));
  return (random) => units(random).join('').slice(0, most);
}

function withTexts({ texts = [] }: Narrowed, text: string): string {
  return texts.reduce((whole, { at, text: part }) => {
    if (at === 'start') return part + whole;
    return at === 'end' ? whole + part : whole.slice(0, whole.length / 2) + part + whole.slice(whole.length / 2);
  }, text);
}

function isLeftText({ not, members, texts = [] }: Narrowed, text: string): boolean {
  if (not?.includes(text)) return false;
  const length = members?.['length'];
  if (length) {
    const { minLength, maxLength } = lengths(length);
    if (text.length < minLength || text.length > maxLength || length.not?.includes(text.length)) return false;
  }
  const holds = { start: (part: string) => text.startsWith(part), end: (part: string) => text.endsWith(part), inside: (part: string) => text.includes(part) };
  return texts.every(({ at, text: part }) => holds[at](part));
}

/** `^[a-z]+$`, `^\d{2,4}$`: characters of one set, so that the texts may be of few characters, or as long as the code speaks of. */
function ofOneSet({ pattern: { source, flags } = { source: '', flags: '' }, members }: Narrowed, { edges: onlyEdges, hints, isNear }: Pick<ArbitraryContext, 'edges' | 'hints' | 'isNear'>): Arbitrary<string> | undefined {
  const [, set, times = '', least = '0', to, most] = /^\^(\[(?:\\.|[^\]\\])+\]|\\[dwDW])([*+]|\{(\d+)(,)?(\d+)?\})\$$/.exec(source) ?? [];
  if (set === undefined) return undefined;
  const one = new RegExp(`^${set}$`, flags.replace(/[gmy]/g, ''));
  const characters = known.filter((each) => one.test(each));
  if (characters.length === 0) return undefined;
  const own = times === '+' ? 1 : Number(least);
  const { length } = members ?? {};
  const given = lengths(length);
  const minLength = Math.max(own, given.minLength);
  const maxLength = Math.min(most === undefined ? (times.startsWith('{') && to === undefined ? own : Infinity) : Number(most), length?.max || length?.values ? given.maxLength : Infinity);
  if (minLength > maxLength) return undefined;
  const narrowed = { min: { value: minLength, isOpen: false }, ...(maxLength < Infinity ? { max: { value: maxLength, isOpen: false } } : {}) };
  const range = lengths(narrowed);
  if (onlyEdges === 'few') return textOf(among(characters.slice(0, 2)), { minLength, maxLength: Math.min(maxLength, Math.max(1, minLength)) });
  if (onlyEdges) return textOf(among(characters), { minLength, maxLength: Math.min(maxLength, minLength + 2) });
  return textOf(among(characters), isNear ? shortened(range) : { ...range, spokenOf: spokenLengths({ hints, isNear }, narrowed) });
}

/** Plain ones, those of ASCII, and odd ones. */
const known = ['a', 'b', 'c', '0', '1', ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(index + 32)), '\n', '\t', '\r', 'é', 'ß', '中', '\u00a0'];

/** Patterns that fast-check cannot turn round are left to be filtered by the precondition. */
function matching({ source, flags }: { readonly source: string; readonly flags: string }): Arbitrary<string> {
  try {
    return valuesFrom(fc.stringMatching(new RegExp(source, flags.replace(/[gimy]/g, ''))));
  } catch {
    return valuesFrom(fc.string());
  }
}
