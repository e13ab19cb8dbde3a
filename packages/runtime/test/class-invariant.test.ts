import { afterEach, describe, expect, it } from 'vitest';

import { begin, close, closeThrown, construct, constructed, end, invariant, keep, open, pause, resume, settle } from '../src/check.ts';
import { enter, leave } from './checks-off.ts';
import { ContractViolationError, setViolationHandler } from '../src/index.ts';
import { caught, clause, thrownBy, fail } from './caught.ts';

afterEach(() => void setViolationHandler(undefined));

/** What the compiler makes of a class with `@invariant size <= capacity`. */
class Cache {
  size = 0;
  checks = 0;
  readonly capacity: number;

  constructor(capacity: number, filled = 0) {
    begin(this);
    this.capacity = capacity;
    try {
      for (let i = 0; i < filled; i++) this.add();
    } finally {
      end(this);
    }
    settle(this);
  }

  [invariant](): void {
    this.checks++;
    if (!(this.size <= this.capacity)) fail(clause('invariant', { subject: 'Cache', source: 'size <= capacity' }));
  }

  add(during?: () => void): void {
    const opened = open(this);
    try {
      this.size++;
      during?.();
    } catch (error) {
      throw closeThrown(this, opened, error);
    }
    close(this, opened);
  }
}

describe('keep', () => {
  const calls: string[] = [];
  const check = (name: string) => function (this: unknown): void {
    calls.push(`${name} ${String((this as { id: number }).id)}`);
  };
  class Base {
    static {
      keep(() => this, check('base'));
    }
    readonly id: number;
    constructor(id: number) {
      this.id = id;
    }
  }
  class Heir extends Base {
    static {
      keep(() => this, check('heir'));
    }
  }

  it('gives a class its invariant, behind that of its base class', () => {
    settle(new Heir(1));
    settle(new Base(2));
    expect(calls).toEqual(['base 1', 'heir 1', 'base 2']);
  });

  it('hides it from what lists members, and leaves it open to be replaced', () => {
    expect(Object.keys(Heir.prototype)).toEqual([]);
    expect(Object.getOwnPropertyNames(Heir.prototype)).toEqual(['constructor']);
    expect(Object.getOwnPropertyDescriptor(Heir.prototype, invariant)).toMatchObject({ configurable: true, writable: true, enumerable: false });
  });
});

describe('a class whose decorators put another in its place', () => {
  class Decorated {
    checks = 0;
    constructor() {
      settle(this, new.target);
    }
    [invariant](): void {
      this.checks++;
    }
  }

  it('is checked when what stands in its place is constructed', () => {
    class Replaced extends Decorated {}
    expect(new Replaced().checks).toBe(1);
  });

  it('is not checked while a heir with checks of its own is constructed', () => {
    class Heir extends Decorated {
      constructor() {
        construct(new.target.prototype);
        try {
          super();
        } finally {
          constructed();
        }
      }
    }
    expect(new Heir().checks).toBe(0);
  });
});

describe('a class invariant', () => {
  it('is checked on entry and exit of a public method', () => {
    const cache = new Cache(2);
    expect(cache.checks).toBe(1);
    cache.add();
    expect(cache.checks).toBe(3);
  });

  it('may be broken while the object is busy', () => {
    const cache = new Cache(1);
    cache.add(() => {
      cache.size = 5;
      cache.add();
      cache.size = 1;
    });
    expect(cache.checks).toBe(3);
  });

  it('blames who changed the object from outside', () => {
    const cache = new Cache(1);
    cache.size = 5;
    expect(caught(() => cache.add()).blame.party).toBe('environment');
    cache.size = 0;
    expect(() => cache.add(), 'the object is not busy after that').not.toThrow();
    expect(cache.checks).toBe(4);
  });

  it('blames them too where a clause comes upon it, as under audit', () => {
    const cache = new Cache(1);
    cache.size = 5;
    const met = caught(() => cache.add());
    expect(thrownBy(() => fail(clause('requires'), [], [met]))).toBe(met);
    const own = caught(() => new Cache(0).add());
    expect(caught(() => fail(clause('requires'), [], [own])).blame.party).toBe('contract');
  });

  it('blames a method that breaks it', () => {
    const cache = new Cache(0);
    expect(caught(() => cache.add()).blame.party).toBe('callee');
  });

  it('is checked after construction, not during it', () => {
    expect(new Cache(2, 2).checks).toBe(1);
    expect(caught(() => new Cache(1, 2)).blame.party).toBe('callee');
  });

  it('is checked of each object on its own', () => {
    const [first, second] = [new Cache(3), new Cache(3)];
    first.add(() => second.add());
    expect([first.checks, second.checks]).toEqual([3, 3]);
  });

  it('is not checked while checks are off', () => {
    const cache = new Cache(1);
    cache.size = 5;
    enter();
    try {
      cache.add();
      settle(cache);
      expect(cache.checks).toBe(1);
    } finally {
      leave();
    }
    expect(() => cache.add()).toThrow(ContractViolationError);
  });

  it('is not checked again by what its clause calls, as under audit', () => {
    class Sized {
      checks = 0;
      [invariant](): void {
        this.checks++;
        expect(this.size).toBe(0);
      }
      get size(): number {
        close(this, open(this));
        return 0;
      }
    }
    const sized = new Sized();
    settle(sized);
    expect(sized.checks).toBe(1);
    expect(sized.size).toBe(0);
    expect(sized.checks, 'the object is not busy after that').toBe(3);
  });

  it('does not concern an object that has none', () => {
    for (const other of [{}, undefined, null, 1]) {
      const opened = open(other);
      expect(opened).toBe(true);
      close(other, opened);
      settle(other);
    }
  });
});

describe('a method that throws', () => {
  const error = new Error('own');
  const fails = (): never => {
    throw error;
  };

  it('throws its own error where the invariant holds', () => {
    const cache = new Cache(1);
    expect(thrownBy(() => cache.add(fails))).toBe(error);
    expect(cache.checks).toBe(3);
  });

  it('throws a violation with its error as cause where it does not', () => {
    const violation = caught(() => new Cache(0).add(fails));
    expect(violation.kind).toBe('invariant');
    expect(violation.cause).toBe(error);
    expect(Object.keys(violation)).not.toContain('cause');
  });

  it('throws a violation that it met as it is', () => {
    const cache = new Cache(0);
    const met = caught(() => new Cache(0).add());
    expect(thrownBy(() => cache.add(() => { throw met; }))).toBe(met);
    expect(met).not.toHaveProperty('cause');
    cache.size = 0;
    expect(() => open(cache) && close(cache, true), 'the object is not busy after that').not.toThrow();
    expect(cache.checks).toBe(4);
  });

  it('throws its own error where the handler says continue, and the handler\'s where it throws', () => {
    setViolationHandler(() => 'continue');
    expect(thrownBy(() => new Cache(0).add(fails))).toBe(error);
    const handlers = new Error('handler');
    setViolationHandler(() => {
      throw handlers;
    });
    expect(thrownBy(() => new Cache(0).add(fails))).toBe(handlers);
    expect(handlers).not.toHaveProperty('cause');
  });

  it('throws its own error where it is not the outermost', () => {
    const cache = new Cache(0);
    begin(cache);
    expect(thrownBy(() => cache.add(fails))).toBe(error);
    expect(cache.checks).toBe(1);
    end(cache);
  });
});

describe('a method that is suspended', () => {
  it('is in its object in each of its segments, unless another is', () => {
    const cache = new Cache(1);
    expect(resume(cache)).toBe(true);
    expect([resume(cache), open(cache)]).toEqual([false, false]);
    end(cache);
    expect(cache.checks).toBe(1);
    construct(Cache.prototype);
    expect(resume(cache)).toBe(false);
    constructed();
    enter();
    expect(resume(cache)).toBe(false);
    leave();
    expect(resume(cache)).toBe(true);
    end(cache);
  });

  it('is checked where it pauses, under audit', () => {
    const cache = new Cache(1);
    resume(cache);
    pause(cache, 1);
    expect(cache.checks).toBe(2);
    cache.size = 5;
    resume(cache);
    expect(caught(() => pause(cache, 1)).blame.party).toBe('callee');
    expect(resume(cache), 'the object is not busy after that').toBe(true);
    end(cache);
  });

  it('waits for nothing where that fails', async () => {
    const cache = new Cache(1);
    cache.size = 5;
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    caught(() => pause(cache, Promise.reject(new Error('dropped'))));
    await new Promise((done) => setTimeout(done, 1));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('an object that a constructor gives again', () => {
  it('is not checked while it is in a method', () => {
    const cache = new Cache(1);
    cache.add(() => {
      cache.size = 5;
      settle(cache);
      cache.size = 1;
    });
    expect(cache.checks).toBe(3);
  });
});

describe('the busy objects', () => {
  it('that began after one that ends are ended with it', () => {
    const [outer, inner] = [{}, {}];
    begin(outer);
    begin(outer);
    begin(inner);
    end(outer);
    expect([open(outer), open(inner)]).toEqual([true, true]);
    end(outer);
  });

  it('are left alone by the end of one that is not busy', () => {
    const busy = {};
    begin(busy);
    end({});
    expect(open(busy)).toBe(false);
    end(busy);
  });
});
