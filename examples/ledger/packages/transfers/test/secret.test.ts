// A token never shows, whatever goes wrong.
import { inspect } from 'node:util';

import { expect, it } from 'vitest';

import { account, journal } from './bank.ts';
import { build, violationOf } from './build.ts';

const { payOut, transfer } = build;
const broken = 'tok_not-quite-a-token';

const calls: Record<string, (token: string) => Promise<unknown>> = {
  transfer: (token) => transfer({ from: account('A', 10), to: account('B', 0), amount: 1 }, journal(), token),
  payOut: (token) => payOut({ from: account('A', 10), to: [account('B', 0)], total: 1 }, journal(), token),
  write: (token) => journal().write({ from: 'A', to: 'B', amount: 1 }, token),
};

it.each(Object.entries(calls))('of %s', async (subject, call) => {
  const violation = await violationOf(() => call(broken));
  expect(violation).toMatchObject({ subject, clause: { source: 'isToken(token)' } });
  expect(violation.message).toContain('token = [redacted]');
  const everything = [violation.message, violation.stack, JSON.stringify(violation), JSON.stringify(violation.values), inspect(violation, { showHidden: true, depth: null })];
  expect(everything.filter((text) => text?.includes(broken))).toEqual([]);
});
