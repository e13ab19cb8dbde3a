/** Mistakes in clauses come out as errors of tsc, at their place in the comment. */
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { createProject, errorsIn, tsconfig, type PrintedError } from './project.ts';

const hint = 'If this is prose, remove the backticks.';

/** 50 characters: 200 of them are a clause of 10,000. */
const term = ' && Math.abs(n + 0.123456789012345678901) !== 1234';

/** A source, and the errors that it must give: `|` marks where each one starts. */
interface Mistake {
  readonly source: string;
  readonly errors: readonly (readonly [code: number, text: string])[];
}

const mistakes: Record<string, Mistake> = {
  'does not parse': {
    source: '/** @requires `n |>` */\nexport const f = (n: number): number => n;',
    errors: [[97001, `The clause does not parse: Expression expected. ${hint}`]],
  },
  'more than one expression': {
    source: '/** @requires `|n > 0), alert(1` */\nexport const f = (n: number): number => n;',
    errors: [[97002, `A clause is one expression; \`n > 0), alert(1\` is not. ${hint}`]],
  },
  'an unknown name': {
    source: '/**\n * @requires `|amout > 0`\n */\nexport const f = (amount: number): number => amount;',
    errors: [[2552, `Cannot find name 'amout'. Did you mean 'amount'? ${hint}`]],
  },
  'an unknown member': {
    source: '/** @ensures `result.|lenght > 0` */\nexport const f = (): string => "";',
    errors: [[2551, `Property 'lenght' does not exist on type 'string'. Did you mean 'length'? ${hint}`]],
  },
  'an unknown private name': {
    source: '/** @invariant `this.|#coutn >= 0` */\nexport class Counter {\n  #count = 0;\n  read(): number { return this.#count; }\n}',
    errors: [[97117, `No class around this clause declares \`#coutn\`. Did you mean \`#count\`? ${hint}`]],
  },
  'a private name outside of its class': {
    source: '/** @requires `|#count in counter` */\nexport const f = (counter: object): object => counter;',
    errors: [[97117, `No class around this clause declares \`#count\`. ${hint}`]],
  },
  'operands of the wrong type': {
    source: '/** @requires `|name > 0` */\nexport const f = (name: string): string => name;',
    errors: [[2365, `Operator '>' cannot be applied to types 'string' and 'number'. ${hint}`]],
  },
  'not a boolean': {
    source: '/** @requires `|name` */\nexport const f = (name: string): string => name;',
    errors: [[97024, `The clause is of type \`string\`, not boolean. Compare it, for example with \`!== undefined\` or \`> 0\`. ${hint}`]],
  },
  'a promise': {
    source: 'const free = async (n: number): Promise<boolean> => n > 0;\n/** @requires `|free(n)` */\nexport const f = (n: number): number => n;',
    errors: [[97023, `The clause is a promise, which is always truthy, so it would never fail. Use a synchronous condition. ${hint}`]],
  },
  'a local of the body': {
    source: '/** @ensures `|half > 0` */\nexport function f(n: number): number {\n  const half = n / 2;\n  return half;\n}',
    errors: [[97016, '`half` is a local of the body, which a clause cannot see: it sees parameters, `this` and the module. Use those, or state the condition inside the body with assert(…).']],
  },
  'the result on entry': {
    source: '/** @requires `|result > 0` */\nexport const f = (n: number): number => n;',
    errors: [[97014, '`result` has no meaning here: it stands for the value that the function returns. Move the condition to @ensures, which is checked on return.']],
  },
  'await': {
    source: 'declare const free: (n: number) => Promise<boolean>;\n/** @requires `|await free(n)` */\nexport const f = async (n: number): Promise<number> => n;',
    errors: [[97022, 'A clause is evaluated at once and cannot `await`. Await the value in the body and state the condition on it with assert(…).']],
  },
  'an assignment': {
    source: '/** @requires `(|n = 1) > 0` */\nexport const f = (n: number): number => n;',
    errors: [[97021, 'A clause must not change anything, so that the program does the same without it; `n = 1` does. Use an expression without effect.']],
  },
  'an increment and a deletion': {
    source: '/**\n * @requires `|n++ > 0`\n * @requires `|delete o.x`\n */\nexport const f = (n: number, o: { x?: 1 }): unknown => [n, o];',
    errors: [[97021, 'does. Use an expression without effect.'], [97021, 'does. Use an expression without effect.']],
  },
  'an empty clause': {
    source: '/** @requires |`` */\nexport const f = (n: number): number => n;',
    errors: [[97004, 'There is no expression between the backticks. Write what must hold, for example: @requires `n > 0`.']],
  },
  'a fence that is not closed': {
    source: '/**\n * @requires |`n > 0\n */\nexport const f = (n: number): number => n;',
    errors: [[97003, 'The backtick that opens this clause is never closed in its tag.']],
  },
  'an unknown label': {
    source: '/** |@requires [often] `n > 0` */\nexport const f = (n: number): number => n;',
    errors: [[97006, '`[often]` is not a label. The labels are [always], [audit] and [axiom].']],
  },
  'a clause on nothing': {
    source: '/** |@requires `n > 0` */\n\n/** Doubles. */\nexport const f = (n: number): number => 2 * n;',
    errors: [[97009, 'This contract belongs to nothing, so it would never be checked.']],
  },
  'in the body': {
    source: 'import { requires } from "@proviso/runtime";\nexport function f(n: number): number {\n  requires(|m > 0);\n  return n;\n}',
    errors: [[2304, "Cannot find name 'm'."]],
  },
  'a sound clause next to a broken one': {
    source: '/**\n * @requires `n |>`\n * @requires `n < |m`\n * @ensures `result > 0`\n */\nexport const f = (n: number): number => n;',
    errors: [[97001, hint], [2304, `Cannot find name 'm'. ${hint}`]],
  },
  'the end of 10,000 characters': {
    source: `/** @requires \`n > 0${term.repeat(200)} && |m > 0\` */\nexport const f = (n: number): number => n;`,
    errors: [[2304, `Cannot find name 'm'. ${hint}`]],
  },
  'a fault in 10,000 characters': {
    source: `/** @requires \`n > 0${term.repeat(200)} && |)\` */\nexport const f = (n: number): number => n;`,
    errors: [[97001, hint]],
  },
  'too many levels': {
    source: `/** @requires \`|${'('.repeat(5_000)}n > 0${')'.repeat(5_000)}\` */\nexport const f = (n: number): number => n;`,
    errors: [[97013, 'The clause is nested too deep to be checked. Name its parts in functions and call these.']],
  },
  'carriage returns': {
    source: '/**\r\n * @requires `n > 0`\r\n * @ensures `result > |m`\r\n */\r\nexport const f = (n: number): number => n;\r\n',
    errors: [[2304, `Cannot find name 'm'. ${hint}`]],
  },
  'old line breaks': {
    source: '/**\r * @requires `n > |m`\r */\rexport const f = (n: number): number => n;\r',
    errors: [[2304, `Cannot find name 'm'. ${hint}`]],
  },
  'a byte order mark': {
    source: '\uFEFF/** @requires `n > |m` */\nexport const f = (n: number): number => n;',
    errors: [[2304, `Cannot find name 'm'. ${hint}`]],
  },
  'astral characters': {
    source: '/** 𝒳🙂 @requires is prose here.\n * @requires `s !== "🙂𝒳" && |m` \n */\nexport const f = (s: string): string => s;',
    errors: [[2304, `Cannot find name 'm'. ${hint}`]],
  },
  'tabs': {
    source: '/**\n\t*\t@requires\t`\tn\t>\t|m\t`\t\n\t*/\nexport const f = (n: number): number => n;',
    errors: [[2304, `Cannot find name 'm'. ${hint}`]],
  },
  'several lines': {
    source: '/**\n * @requires `n > 0 &&\n *   n < |m &&\n     n !== |k`\n */\nexport const f = (n: number): number => n;',
    errors: [[2304, `Cannot find name 'm'. ${hint}`], [2304, `Cannot find name 'k'. ${hint}`]],
  },
  'direction of text': {
    source: '/** @requires `s !== "|\u202Ea"` */\nexport const f = (s: string): string => s;',
    errors: [[97007, '(U+202E)']],
  },
};

const names = Object.keys(mistakes);
const fileOf = (name: string): string => `src/${name.replace(/\W+/g, '-')}.ts`;

/** `line,column` of every mark, once the marks are gone. */
function marks(source: string): string[] {
  const pieces = source.replace(/^\uFEFF/, '').split('|').filter((_, index, all) => index < all.length - 1);
  let before = '';
  return pieces.map((piece) => {
    before += piece;
    const lines = before.split(/\r\n|\r|\n/);
    return `${lines.length},${(lines.at(-1) ?? '').length + 1}`;
  });
}

const project = createProject('clause-errors', {
  'tsconfig.json': tsconfig({ profile: 'enforce' }),
  ...Object.fromEntries(names.map((name) => [fileOf(name), (mistakes[name]?.source ?? '').replaceAll('|', '')])),
  'src/sound.ts': '/** @requires `n > 0` */\nexport const sound = (n: number): number => n;\n',
});

describe('one build with all of them', () => {
  let output = '';
  let status: number | null = null;
  let errors: PrintedError[] = [];
  beforeAll(() => {
    ({ output, status } = project.tspc('-p', '.'));
    errors = errorsIn(output);
  });

  test.each(names)('%s', (name) => {
    const { source = '', errors: wanted = [] } = mistakes[name] ?? {};
    const file = fileOf(name);
    const found = errors.filter(({ at }) => at.startsWith(`${file}(`));
    expect(found.map(({ at, code }) => `${at} TS${code}`)).toEqual(marks(source).map((place, index) => `${file}(${place}) TS${wanted[index]?.[0]}`));
    found.forEach(({ text }, index) => expect(text).toContain(wanted[index]?.[1]));
  });

  test('leaves with the status of tsc, which wrote its output all the same', () => {
    expect(status).toBe(ts.ExitStatus.DiagnosticsPresent_OutputsGenerated);
    expect(project.read('out/sound.js')).toContain('p$fail');
  });

  test('sound files give no error', () => {
    expect(errors.filter(({ at }) => at.startsWith('src/sound.ts'))).toEqual([]);
  });
});

test('noEmitOnError writes nothing', () => {
  const { status, output } = project.tspc('-p', '.', '--noEmitOnError', '--outDir', 'nothing');
  expect(status).toBe(ts.ExitStatus.DiagnosticsPresent_OutputsSkipped);
  expect(errorsIn(output).length).toBeGreaterThan(names.length);
  expect(project.exists('nothing')).toBe(false);
});

test('--pretty shows the line of the comment with a squiggle under the mistake', () => {
  const { status, output } = project.tspc('-p', '.', '--pretty');
  const plain = output.replace(/\u001b\[\d+m/g, '');
  expect(status).toBe(ts.ExitStatus.DiagnosticsPresent_OutputsGenerated);
  expect(plain).toContain("src/an-unknown-name.ts:2:15 - error TS2552: Cannot find name 'amout'.");
  expect(plain).toMatch(/\n2 {2}\* @requires `amout > 0`\n {2}(?: {14})~~~~~\n/);
  expect(plain).toContain('src/not-a-boolean.ts:1:16 - error TS97024:');
  expect(plain).toMatch(/\n1 \/\*\* @requires `name` \*\/\n {2}(?: {15})~~~~\n/);
  expect(plain).toMatch(/Found \d+ errors in \d+ files\./);
});

describe('the end of the comment inside a clause', () => {
  const ended = createProject('comment-end', {
    'tsconfig.json': tsconfig({ profile: 'enforce' }),
    'src/regexp.ts': '/** @requires `/a*/.test(s)` */\nexport function f(s: string): string {\n  return s;\n}\n',
    'src/escaped.ts': '/** @requires `/a*\\/.test(s)` */\nexport function f(s: string): string {\n  return s;\n}\n',
  });

  test('is said at the clause, with the way to write it, beside what TypeScript says', () => {
    const { status, output } = ended.tspc('-p', '.');
    const errors = errorsIn(output);
    expect(status).toBe(ts.ExitStatus.DiagnosticsPresent_OutputsGenerated);
    expect(errors.filter(({ at }) => at.startsWith('src/escaped.ts'))).toEqual([]);
    const [error] = errors.filter(({ code }) => code === 97003);
    expect(error).toEqual({
      at: 'src/regexp.ts(1,15)', code: 97003,
      text: 'The backtick that opens this clause is never closed in its tag. Close it; if a string or a regular expression in it needs the characters `*/`, which end the comment, write them `*\\/` there.',
    });
  });
});

test('an unknown private name is an error for a target before ES2022, and the declarations of the runtime need no later library', () => {
  const old = createProject('old-target', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { target: 'es2017', lib: ['es2015'], skipLibCheck: false } }),
    'src/a.ts': `import { requires } from '@proviso/runtime';
export class Counter {
  #count = 0;
  /** @requires \`this.#coutn >= 0\` */
  up(by: number): number {
    requires(by > 0);
    return (this.#count += by);
  }
}
`,
  });
  expect(errorsIn(old.tspc('-p', '.').output)).toMatchObject([{ at: 'src/a.ts(4,23)', code: 97117 }]);
  expect(old.read('out/a.js')).toContain('by > 0');
});
