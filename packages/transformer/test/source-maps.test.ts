/** Source maps: the user's statements keep their lines, and a violation leads to its clause in the comment. */
import { describe, expect, test } from 'vitest';
import { createProject, tsconfig } from './project.ts';

const source = `import { assert } from '@proviso/runtime';

/**
 * Half of a number.
 *
 * @requires \`n % 2 === 0\`: an even number
 * @ensures \`result * 2 === n\`
 */
export function half(n: number): number {
  const h = n / 2;
  if (h > 100) {
    return probe(h);
  }
  assert(h < 50);
  return h;
}

function probe(n: number): number {
  trace(new Error('probe'));
  return n + 1;
}

export class Box {
  /** @ensures \`result === size\` */
  size = (size: number): number => {
    trace(new Error('size'));
    return size + 1;
  };
}

function trace(error: Error): void {
  console.log(frame(error));
}

function frame(error: unknown): string {
  return \`\${String(error).split('\\n')[0]} @ \${frames(error).slice(0, 2).join(' ')}\`;
}

function frames(error: unknown): string[] {
  return [...String((error as Error).stack).matchAll(/^ {4}at .*(main\\.ts:\\d+:\\d+)/gm)].map((match) => match[1] ?? '');
}

for (const run of [() => half(3), () => half(400), () => half(120), () => new Box().size(1)]) {
  try {
    run();
  } catch (error) {
    console.log(frame(error));
  }
}
`;

/** `line:column` of the first place of `text`, `offset` characters on. */
function placeOf(text: string, offset = 0): string {
  const before = source.slice(0, source.indexOf(text) + offset).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

describe.each(['nodenext', 'commonjs'])('module %s', (module) => {
  const project = createProject(`source-maps-${module}`, {
    ...(module === 'commonjs' ? { 'package.json': { name: 'maps', dependencies: { '@proviso/runtime': '*' } } } : {}),
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { lib: ['es2022', 'dom'], sourceMap: true, module, ...(module === 'commonjs' ? { moduleResolution: 'bundler' } : {}) } }),
    'src/main.ts': source,
  });

  test('frames are places of the source', () => {
    expect(project.tspc('-p', '.')).toMatchObject({ status: 0 });
    const lines = project.node('--enable-source-maps', 'out/main.js').output.trim().split('\n');
    const call = (text: string): string => `main.ts:${placeOf(text, text.indexOf('half') === -1 ? text.indexOf('new Box().size') + 10 : text.indexOf('half'))}`;
    // A precondition is the caller's: its stack begins at the call.
    expect(lines[0]).toBe(`ContractViolationError: half requires \`n % 2 === 0\`: an even number @ ${call('() => half(3)')} main.ts:${placeOf('    run();', 4)}`);
    expect(lines[1], 'a statement of the body').toContain(`Error: probe @ main.ts:${placeOf("new Error('probe')")}`);
    expect(lines[1], 'a call in a statement of the body').toContain(` main.ts:${placeOf('probe(h)')}`);
    // A postcondition is the function's own: its first frame is the clause.
    expect(lines[2]).toContain('half ensures `result * 2 === n`');
    expect(lines[2]).toContain(`@ main.ts:${placeOf('result * 2')} ${call('() => half(400)')}`);
    expect(lines[3], 'an assertion that stood in the body').toContain(`@ main.ts:${placeOf('h < 50')} ${call('() => half(120)')}`);
    expect(lines[4]).toContain(`Error: size @ main.ts:${placeOf("new Error('size')")}`);
    expect(lines[5]).toContain(`@ main.ts:${placeOf('result === size')}`);
  });
});
