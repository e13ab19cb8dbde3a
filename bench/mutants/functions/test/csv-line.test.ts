import { describe, expect, it } from 'vitest';
import { parseCsvLine, writeCsvLine } from '../src/csv-line.ts';

describe('csv-line', () => {
  it('parses fields', () => {
    expect(parseCsvLine('a,b,c')).toEqual(['a', 'b', 'c']);
  });
  it('parses quotes', () => {
    expect(parseCsvLine('"a,b",c')).toEqual(['a,b', 'c']);
  });
  it('writes fields', () => {
    expect(writeCsvLine(['a', 'b,c'])).toEqual('a,"b,c"');
  });
});
