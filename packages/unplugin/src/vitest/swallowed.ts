/** Violations that happened while tests ran, and which of them a test got to see. */

export const swallowedOptions = ['fail', 'warn', 'ignore'] as const;

/** What is done about a violation that nobody saw. */
export type Swallowed = (typeof swallowedOptions)[number];

interface Happened {
  readonly violation: Error;
  /** The test that ran, if it was one alone: of several at a time nobody can tell. */
  readonly test: object | undefined;
}

/** What happened in one file of tests. */
export interface Witness {
  readonly begin: (test: object) => void;
  readonly record: (violation: Error) => void;
  /** Has to be told of everything that a test looks at: violations in it, and in what it is made of, count as seen. */
  readonly see: (value: unknown) => void;
  /** Ends a test, and gives what nobody saw of it. */
  readonly end: (test: object) => readonly Error[];
  /** What nobody saw outside of tests, or while several ran. */
  readonly rest: () => readonly Error[];
  /** From here on, what happens in a test is as if it was seen. */
  readonly allow: () => void;
}

/** Files of tests may share a process, and a bundler may make two modules of this one. */
const key = Symbol.for('@proviso/unplugin/witness');

/**
 * The only witness of a process, or of a page.
 *
 * @param begin has it told of what happens; called once.
 * @noContract it is what others have made
 */
export function sharedWitness(begin?: (record: Witness['record']) => void): Witness {
  const shared = globalThis as { [key]?: Witness };
  const known = shared[key];
  if (known) return known;
  const witness = createWitness();
  shared[key] = witness;
  begin?.(witness.record);
  return witness;
}

function createWitness(): Witness {
  const running = new Set<object>();
  const allowing = new Set<object>();
  const seen = new Set<unknown>();
  /** Of a violation a test may see no more than its text or its code. */
  const texts = new Set<string>();
  let happened: Happened[] = [];
  const isSeen = (violation: Error & { readonly code?: string }): boolean => seen.has(violation) || [violation.message, String(violation), violation.code].some((text) => text !== undefined && texts.has(text));
  const take = (isWanted: (each: Happened) => boolean): readonly Error[] => {
    const found = happened.filter(isWanted);
    happened = happened.filter((each) => !isWanted(each));
    return found.map(({ violation }) => violation).filter((violation) => !isSeen(violation));
  };
  return {
    begin: (test) => void running.add(test),
    record(violation) {
      if ([...running].some((test) => allowing.has(test))) return;
      happened.push({ violation, test: running.size === 1 ? [...running][0] : undefined });
    },
    see(value) {
      // Most tests violate nothing, and what they look at may be large.
      if (happened.length === 0) return;
      for (const each of partsOf(value)) {
        if (typeof each === 'string') texts.add(each);
        else seen.add(each);
      }
    },
    end(test) {
      running.delete(test);
      allowing.delete(test);
      const missed = take((each) => each.test === test);
      if (running.size === 0) texts.clear();
      return missed;
    },
    rest: () => take(() => true),
    allow: () => running.forEach((test) => allowing.add(test)),
  };
}

const deepest = 4;
const most = 1000;

/** The errors and texts in a value: itself, causes, members, and what a mock was called with and gave. No getter of theirs is called. */
function partsOf(value: unknown): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const met = new Set<unknown>();
  const look = (each: unknown, depth: number): void => {
    if (typeof each === 'string' || each instanceof Error) found.add(each);
    if (typeof each === 'string' || !isHolder(each) || depth > deepest || met.size > most || met.has(each)) return;
    met.add(each);
    const members = each instanceof Error ? [each.cause, ...((each as { readonly errors?: readonly unknown[] }).errors ?? [])] : membersOf(each);
    for (const member of members) look(member, each instanceof Error ? depth : depth + 1);
  };
  look(value, 0);
  return found;
}

function isHolder(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' && 'mock' in value;
  const prototype: unknown = Object.getPrototypeOf(value);
  return value instanceof Error || Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

function membersOf(holder: object): readonly unknown[] {
  if (typeof holder === 'function') {
    const { calls, results } = (holder as { readonly mock?: { readonly calls?: unknown; readonly results?: unknown } | null }).mock ?? {};
    return [calls, results];
  }
  return Object.values(Object.getOwnPropertyDescriptors(holder)).map((each): unknown => each.value);
}

/**
 * What the test fails with: the first of them, with its stack.
 *
 * @requires `violations.length > 0`
 * @ensures `result.name === 'SwallowedViolation'`
 */
export function swallowedError(violations: readonly Error[]): Error {
  const [first, ...others] = violations;
  const more = others.length === 0 ? '' : `\n\nand ${others.length} more: ${others.map((each) => each.message.split('\n', 1)[0]).join('; ')}`;
  const error = new Error(`A contract was violated, and the tested code caught the error:\n\n${first?.message}${more}\n\nMend the code, hand the error to \`expect\`, or call \`allowViolations()\` of @proviso/unplugin/violations in the test.`);
  error.name = 'SwallowedViolation';
  const frames = first?.stack?.slice(first.stack.indexOf('\n    at '));
  if (frames !== undefined) error.stack = `${error.name}: ${error.message}${frames}`;
  return error;
}
