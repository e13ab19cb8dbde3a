import { describe, expect, it } from 'vitest';
import { addMonths, daysInMonth } from '../src/calendar.ts';

describe('calendar', () => {
  it('knows leap years', () => {
    expect(daysInMonth(2024, 2)).toEqual(29);
    expect(daysInMonth(2023, 2)).toEqual(28);
  });
  it('knows months', () => {
    expect(daysInMonth(2023, 4)).toEqual(30);
    expect(daysInMonth(2023, 1)).toEqual(31);
  });
  it('adds months', () => {
    expect(addMonths(2023, 11, 3)).toEqual({ year: 2024, month: 2 });
  });
});
