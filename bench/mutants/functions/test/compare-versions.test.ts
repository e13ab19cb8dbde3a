import { describe, expect, it } from 'vitest';
import { compareVersions } from '../src/compare-versions.ts';

describe('compare-versions', () => {
  it('compares part by part', () => {
    expect(compareVersions('1.2.3', '1.10.0')).toEqual(-1);
    expect(compareVersions('2.0', '1.9')).toEqual(1);
  });
  it('takes missing parts as 0', () => {
    expect(compareVersions('1.0', '1')).toEqual(0);
  });
});
