/** Rules that reason take every fixture without a crash, with types and with messages of the length that people read. */
import { describe, expect, test } from 'vitest';
import { listCases, programOf } from '../../transformer/test/case.ts';
import { lintFile } from './lint.ts';

const rules = {
  '@proviso/meaningful-contract': ['error', { trivialOfExported: true }],
  '@proviso/safe-old': ['error', { reassigned: true }],
  '@proviso/no-violated-precondition': ['error', { expectedFailures: true }],
  '@proviso/pure-contract': ['error', { unknownCallees: true }],
} as const;

describe.each(listCases().map((each) => [each.name, each] as const))('%s', (_, each) => {
  test('is linted', () => {
    const program = programOf(each);
    const found = each.files.flatMap((file) => lintFile(program, file, rules as never));
    expect(found.filter(({ message }) => message.length > 400)).toEqual([]);
  });
});
