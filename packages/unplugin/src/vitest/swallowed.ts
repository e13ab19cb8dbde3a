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
  /** Has to be told of everything that a test looks at. */
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
  let happened: Happened[] = [];
  const take = (isWanted: (each: Happened) => boolean): readonly Error[] => {
    const found = happened.filter(isWanted);
    happened = happened.filter((each) => !isWanted(each));
    return found.map(({ violation }) => violation).filter((violation) => !seen.has(violation));
  };
  return {
    begin: (test) => void running.add(test),
    record(violation) {
      if ([...running].some((test) => allowing.has(test))) return;
      happened.push({ violation, test: running.size === 1 ? [...running][0] : undefined });
    },
    see(value) {
      for (let each = value; each instanceof Error && !seen.has(each); each = each.cause) seen.add(each);
    },
    end(test) {
      running.delete(test);
      allowing.delete(test);
      return take((each) => each.test === test);
    },
    rest: () => take(() => true),
    allow: () => running.forEach((test) => allowing.add(test)),
  };
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
