import { isPlain, ownData } from './class-name.ts';
import { preview } from './preview.ts';
import { stringDifference } from './string-difference.ts';

const maxDepth = 6;
const maxSteps = 500;

/** Two values, where they are, and how many steps may still be made. */
interface Pair {
  readonly left: unknown;
  readonly right: unknown;
  readonly path: string;
  readonly depth: number;
  readonly budget: { steps: number };
}

/**
 * Where two structures or two long strings differ first, as `at [3].name: "a", "b"`; `undefined` where they are something else or
 * no difference is found in a bounded search. It runs no code of the values.
 */
export function firstDifference(left: unknown, right: unknown): string | undefined {
  return differenceIn({ left, right, path: '', depth: 0, budget: { steps: maxSteps } });
}

function differenceIn(pair: Pair): string | undefined {
  const { left, right, depth, budget } = pair;
  if (Object.is(left, right) || budget.steps-- < 0) return undefined;
  if (typeof left === 'string' && typeof right === 'string') return inStrings(pair, left, right);
  if (isPlain(left) && isPlain(right) && typeof left === 'object' && typeof right === 'object' && depth < maxDepth) return inObjects(pair, left, right);
  return unequal(pair);
}

/** Two values that are shown whole; where they are all that is compared, their previews say it. */
function unequal({ left, right, path }: Pair): string | undefined {
  return path === '' ? undefined : `at ${path}: ${preview(left)}, ${preview(right)}`;
}

function inStrings(pair: Pair, left: string, right: string): string | undefined {
  const difference = stringDifference(left, right);
  return difference === undefined ? unequal(pair) : `at ${pair.path && `${pair.path}, `}${difference}`;
}

function inObjects(pair: Pair, left: object, right: object): string | undefined {
  const isArray = Array.isArray(left);
  if (isArray !== Array.isArray(right)) return undefined;
  for (const key of new Set([...keysOf(left), ...keysOf(right)])) {
    const path = isArray ? `${pair.path}[${key}]` : `${pair.path}.${key}`;
    const [has, lacks] = [Object.hasOwn(left, key), !Object.hasOwn(right, key)];
    if (has === lacks) return `at ${trimmed(path)}: ${has ? preview(ownData(left, key)) : 'nothing'}, ${lacks ? 'nothing' : preview(ownData(right, key))}`;
    const found = differenceIn({ ...pair, left: ownData(left, key), right: ownData(right, key), path: trimmed(path), depth: pair.depth + 1 });
    if (found) return found;
  }
  return undefined;
}

/** `.name` at the very start is `name`. */
function trimmed(path: string): string {
  return path.startsWith('.') ? path.slice(1) : path;
}

function keysOf(object: object): string[] {
  return Object.keys(object).slice(0, maxSteps);
}
