// The contracts of some functions as one would write them by hand: properties of fast-check over the functions without contracts.
import assert from 'node:assert/strict';
import fc from 'fast-check';

const upTo = (max, min = 0) => fc.integer({ min, max });
const numbers = fc.array(fc.double(), { maxLength: 10 });
const sum = (values) => values.reduce((total, value) => total + value, 0);
const isSorted = (list) => list.every((value, index) => index === 0 || list[index - 1] <= value);
const lettersOf = (text) => text.replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A');
const sortedBy = (list) => list.toSorted((a, b) => a - b);
const equalLists = (a, b) => a.length === b.length && a.every((item, index) => item === b[index] || Object.is(item, b[index]));

function isPermutation(a, b) {
  const counts = new Map();
  for (const item of a) counts.set(item, (counts.get(item) ?? 0) + 1);
  for (const item of b) counts.set(item, (counts.get(item) ?? 0) - 1);
  return [...counts.values()].every((count) => count === 0);
}

/** By function: arbitraries of its arguments, and what has to hold of a call. */
export const byHand = {
  'allocate.ts#allocate': [
    [upTo(1e9), fc.array(upTo(1e5), { minLength: 1, maxLength: 10 }).filter((ratios) => sum(ratios) >= 1)],
    (result, amount, ratios) => {
      assert.equal(result.length, ratios.length);
      assert.equal(sum(result), amount);
      assert(result.every((share, i) => Math.abs(share * sum(ratios) - amount * ratios[i]) < sum(ratios)));
    },
  ],
  'binary-search.ts#binarySearch': [
    [fc.array(fc.double({ noNaN: true }), { maxLength: 10 }).map(sortedBy), fc.double({ noNaN: true })],
    (result, list, target) => {
      if (result >= 0) assert(list[result] === target);
      else {
        assert(!list.includes(target));
        const place = -1 - result;
        assert(place >= 0 && place <= list.length && isSorted([...list.slice(0, place), target, ...list.slice(place)]));
      }
    },
  ],
  'caesar.ts#caesar': [
    [fc.string(), fc.maxSafeInteger()],
    (result, text, by) => {
      assert.equal(result.length, text.length);
      assert.equal(lettersOf(result), lettersOf(text));
      if (by % 26 === 0) assert.equal(result, text);
      else if (/[a-z]/i.test(text)) assert.notEqual(result, text);
    },
  ],
  'calendar.ts#daysInMonth': [
    [upTo(9999, 1), upTo(12, 1)],
    (result, year, month) => {
      assert(result >= 28 && result <= 31);
      assert.equal(result < 30, month === 2);
      assert(result !== 29 || year % 4 === 0);
    },
  ],
  'calendar.ts#addMonths': [
    [upTo(1e6, -1e6), upTo(12, 1), upTo(1e6, -1e6)],
    (result, ...[year, month, count]) => {
      assert(Number.isInteger(result.month) && result.month >= 1 && result.month <= 12);
      assert.equal((result.year - year) * 12 + result.month - month, count);
    },
  ],
  'chunk.ts#chunk': [
    [numbers, fc.oneof(upTo(12, 1), upTo(Number.MAX_SAFE_INTEGER, 1))],
    (result, items, size) => {
      assert(equalLists(result.flat(), items));
      assert(result.every((piece, i) => piece.length === size || (i === result.length - 1 && piece.length > 0 && piece.length < size)));
    },
  ],
  'common-prefix.ts#commonPrefix': [
    [fc.array(fc.string(), { minLength: 1, maxLength: 10 })],
    (result, texts) => {
      assert(texts.every((text) => text.startsWith(result)));
      assert(texts.some((text) => text.length === result.length || text[result.length] !== texts[0][result.length]));
    },
  ],
  'gcd.ts#gcd': [
    [fc.maxSafeNat(), fc.maxSafeNat()],
    (result, a, b) => {
      assert.equal(result === 0, a === 0 && b === 0);
      if (result === 0) return;
      assert(a % result === 0 && b % result === 0);
      for (let factor = 2; factor <= 51; factor++) assert(a % factor !== 0 || b % factor !== 0 || (a / result) % factor !== 0 || (b / result) % factor !== 0);
      assert(result > 0);
    },
  ],
  'rotate.ts#rotate': [
    [numbers, fc.maxSafeInteger()],
    (result, list, places) => {
      assert(isPermutation(result, list));
      if (list.length > 0) assert(Object.is(result[0], list.at(places % list.length)));
    },
  ],
};
