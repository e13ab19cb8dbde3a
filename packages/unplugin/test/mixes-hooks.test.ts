import { expect, test } from 'vitest';
import { mixesHooks } from '../src/node/mixes-hooks.ts';

test.each([
  ['22.15.0', false], ['22.22.2', false], ['22.22.3', true], ['22.23.0', true],
  ['23.11.1', false],
  ['24.0.0', false], ['24.11.0', false], ['24.11.1', true], ['24.12.0', true],
  ['25.0.0', false], ['25.1.0', true], ['26.0.0', true],
])('Node %s: %s', (version, is) => {
  expect(mixesHooks(version)).toBe(is);
});
