/** Options: what there is, and what is said of what there is not. */
import { expect, test } from 'vitest';
import { readOptions, type ProvisoOptions } from '../src/options.ts';

const refused = (options: unknown): unknown => {
  try {
    readOptions(options as ProvisoOptions);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test('nothing has to be said', () => {
  expect(readOptions({})).toEqual({ profile: undefined, include: undefined, exclude: undefined, givesWay: false });
});

test('a profile is its row', () => {
  expect(readOptions({ profile: 'audit' }).profile?.audit).toBe(true);
});

test.each([
  [{ mode: 'enforce' }, '`mode` is not an option of @proviso/unplugin. Its options are `profile`, `include` and `exclude`.'],
  [{ profile: 'Enforce' }, '"Enforce" is not a profile of Proviso. The profiles are `off`, `boundary`, `observe`, `enforce` and `audit`.'],
  [{ profile: 3 }, '3 is not a profile of Proviso. The profiles are `off`, `boundary`, `observe`, `enforce` and `audit`.'],
  [{ include: 3 }, '`include` of @proviso/unplugin is a glob, a regular expression, or a list of these; 3 is not.'],
  [{ exclude: [['a']] }, '`exclude` of @proviso/unplugin is a glob, a regular expression, or a list of these; [["a"]] is not.'],
  [null, "The options of @proviso/unplugin are an object, such as `{ profile: 'audit' }`; null is not."],
  ['enforce', 'The options of @proviso/unplugin are an object, such as `{ profile: \'audit\' }`; "enforce" is not.'],
])('%o is refused', (options, message) => {
  expect(refused(options)).toBe(message);
});

test('patterns of each form are taken', () => {
  expect(refused({ include: 'a/**', exclude: [/b/, 'c'] })).toBeUndefined();
});
