/** Source maps: the user's statements keep their lines, and a violation leads to its clause in the comment. */
import { compileText, profiles } from '@proviso/compiler';
import { build, transformSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapping } from 'node:module';
import { rollup } from 'rollup';
import ts from 'typescript';
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
    expectPlaces(project.node('--enable-source-maps', 'out/main.js').output);
  });
});

/** Compiled files with the maps beside them, for bundlers that do not look for maps themselves. */
const withMaps = {
  name: 'maps',
  load: (name: string) => (name.endsWith('.js') ? { code: readFileSync(name, 'utf8'), map: readFileSync(`${name}.map`, 'utf8') } : undefined),
};

const outside = [/^@proviso\//];

const bundlers: Readonly<Record<string, (input: string, file: string) => Promise<unknown>>> = {
  esbuild: (input, outfile) => build({ entryPoints: [input], outfile, bundle: true, format: 'esm', sourcemap: true, external: ['@proviso/*'], logLevel: 'silent' }),
  rollup: async (input, file) => (await rollup({ input, external: outside, plugins: [withMaps], logLevel: 'silent' })).write({ file, format: 'es', sourcemap: true }),
};

describe('through a bundler', () => {
  const project = createProject('source-maps-bundled', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { lib: ['es2022', 'dom'], sourceMap: true } }),
    'src/main.ts': source,
  });

  test.each(Object.keys(bundlers))('frames are places of the source: %s', async (name) => {
    if (!project.exists('out/main.js')) expect(project.tspc('-p', '.')).toMatchObject({ status: 0 });
    await bundlers[name]?.(`${project.root}/out/main.js`, `${project.root}/bundle/${name}.js`);
    expectPlaces(project.node('--enable-source-maps', `bundle/${name}.js`).output);
  });
});

/** What the source prints, if every frame leads to where it stands. */
function expectPlaces(output: string): void {
  const lines = output.trim().split('\n');
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
}

describe('the text printer', () => {
  const compiled = compileText({ ts, packageOf: () => ({ name: 'maps', root: '/maps', optedIn: true }) }, { fileName: '/maps/src/main.ts', text: source, profile: profiles.enforce });
  if (!compiled?.map) throw new Error('Nothing was compiled.');
  const { code, map } = compiled;
  const inline = (text: string, of: object): string => `${text}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(of)).toString('base64')}\n`;

  test('frames are places of the source, through an eraser', () => {
    const erased = transformSync(inline(code, map), { loader: 'ts', sourcefile: 'main.ts', sourcemap: 'inline' });
    const project = createProject('source-maps-text', { 'out/main.js': erased.code });
    expectPlaces(project.node('--enable-source-maps', 'out/main.js').output);
  });

  test('every word of an untouched line leads to itself, and every report to its clause', () => {
    const decoded = new SourceMap({ ...map, file: 'main.ts', sourceRoot: '', sources: [...map.sources], sourcesContent: [...map.sourcesContent], names: [] });
    const placeOfGenerated = (line: number, column: number): [number, number] => {
      const { originalLine, originalColumn } = decoded.findEntry(line, column) as SourceMapping;
      return [originalLine, originalColumn];
    };
    const lines = source.split('\n');
    const seen = { words: 0, reports: 0 };
    code.split('\n').slice(0, lines.length - 1).forEach((line, index) => {
      const isComment = /^\s*\/?\*/.test(line); // mapped as a whole
      for (const { index: column } of line === lines[index] && !isComment ? line.matchAll(/[\w$]+/g) : []) {
        expect(placeOfGenerated(index, column)).toEqual([index, column]);
        seen.words++;
      }
      for (const { index: column } of line.matchAll(/p\$f\(\d/g)) {
        const [originalLine, originalColumn] = placeOfGenerated(index, column);
        expect((lines[originalLine] ?? '').slice(originalColumn)).toMatch(/^(?:n % 2 === 0|result \* 2 === n|h < 50|result === size)(?!\w)/);
        seen.reports++;
      }
    });
    expect(seen.words).toBeGreaterThan(50);
    expect(seen.reports).toBe(4);
  });
});
