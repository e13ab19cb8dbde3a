/** Numbers that are easier to read than another one. */

const small = [0, 1, -1, 2, -2, 10, 100, 1000];

const short = [0.5, -0.5, 1.5, 0.1, -0.1];

/**
 * Simpler numbers, the simplest first: whole numbers near zero, then short decimals.
 *
 * @noContract what is simpler is its own definition
 */
export function simplerNumbers(value: number): number[] {
  const candidates = [...small, ...near(value), ...short, ...rounded(value)];
  return [...new Set(candidates)].filter((each) => weight(each) < weight(value));
}

function near(value: number): number[] {
  if (!Number.isFinite(value)) return [];
  const sign = Math.sign(value) || 1;
  const whole = Math.trunc(value);
  return [Math.abs(value), ...small.map((each) => each * sign), Number(whole.toPrecision(1)), Math.trunc(value / 2), whole, whole + sign, whole - sign, whole - 10 * sign];
}

function rounded(value: number): number[] {
  if (!Number.isFinite(value) || Number.isInteger(value)) return [];
  return [Math.round(value * 2) / 2, Number(value.toFixed(1)), Number(value.toFixed(2)), Number(value.toPrecision(1)), Number(value.toPrecision(2))];
}

/** How much there is to read: whole numbers near zero weigh least, then short decimals; long ones weigh more than any that is written out, what is no number most. */
function weight(value: number): number {
  if (!Number.isFinite(value)) return Infinity;
  const text = String(value);
  const size = Math.abs(value) + (value < 0 || Object.is(value, -0) ? 0.1 : 0);
  if (Number.isInteger(value)) return size;
  return text.length > 6 || text.includes('e') ? size + 1e6 + text.length : size + 10 + text.length / 100;
}
