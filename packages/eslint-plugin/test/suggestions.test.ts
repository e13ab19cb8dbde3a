/** Whatever a rule suggests on the fixtures parses. */
import { describe, expect, test } from 'vitest';
import { listCases, programOf } from '../../transformer/test/case.ts';
import { changesIn, faultsOf } from './changes.ts';

let count = 0;

describe.each(listCases().map((each) => [each.name, each] as const))('%s', (_, each) => {
  test('its suggestions parse', () => {
    const program = programOf(each);
    for (const fileName of each.files) {
      const text = program.getSourceFile(fileName)?.text ?? '';
      for (const { output } of changesIn(program, { fileName, text })) {
        count++;
        expect(faultsOf(fileName, output), output).toEqual(faultsOf(fileName, text));
      }
    }
  });
});

test('there are some', () => expect(count).toBeGreaterThan(100));
