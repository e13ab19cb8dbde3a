import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));

function violate(...flags: string[]): { readonly status: number | null; readonly stdout: string } {
  return spawnSync(process.execPath, [...flags, 'violate.mjs'], { cwd: folder, encoding: 'utf8' });
}

it('shows each violation whole, with the contracts enforced', () => {
  const { status, stdout } = violate('--conditions=development');
  expect(stdout).toContain(
    'ContractViolationError: Account.withdraw requires `amount <= this.available`: the account must cover it\n  amount = 4000, this.available = 2000\n',
  );
  expect(stdout).toContain('an amount is a positive whole number of minor units\n  order.amount = 12.5\n');
  expect(stdout).toContain('an access token, whole\n  token = [redacted]\n');
  expect(stdout).not.toContain('tok_');
  expect(stdout.match(/^ {4}at .*$/gm)?.every((frame) => frame.includes('violate.mjs'))).toBe(true);
  expect(status).toBe(0);
});

it('is refused by the published build too, by the id of the clause, and says that this is not all', () => {
  const { status, stdout } = violate();
  expect(stdout).toMatch(/ContractViolationError: requires clause \w{8} /);
  expect(stdout).not.toContain('amount = 4000');
  expect(status).toBe(1);
});
