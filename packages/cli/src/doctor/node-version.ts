/** Whether Node is one that Proviso is tested with. */
import { ownManifest } from '../own-manifest.ts';
import type { Check } from './check.ts';

const range = ownManifest.engines.node;

/** The check. */
export const nodeVersion: Check = {
  name: 'node',
  look() {
    const { node } = process.versions;
    if (isInRange(node)) return { state: 'right', found: `Node ${node}` };
    return { state: 'wrong', found: `Node ${node} is not supported`, todo: `Use one of ${range}` };
  },
};

function isInRange(version: string): boolean {
  return range.split('||').some((each) => {
    const [, sign, least = ''] = /^(\^|>=)([\d.]+)$/.exec(each.trim()) ?? [];
    return isAtLeast(version, least) && (sign === '>=' || numbers(version)[0] === numbers(least)[0]);
  });
}

function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [numbers(version), numbers(least)];
  const index = [0, 1, 2].find((each) => (a[each] ?? 0) !== (b[each] ?? 0));
  return index === undefined || (a[index] ?? 0) > (b[index] ?? 0);
}

function numbers(version: string): number[] {
  return version.split('.').map((each) => Number.parseInt(each, 10));
}
