import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../src/duration.ts';

describe('duration', () => {
  it('formats', () => {
    expect(formatDuration(3723)).toEqual('1h 2m 3s');
    expect(formatDuration(0)).toEqual('0s');
  });
  it('parses', () => {
    expect(parseDuration('1h 30m')).toEqual(5400);
    expect(parseDuration('soon')).toEqual(undefined);
  });
});
