/** Every case of fixtures/ through the text printer: the same behaviour as through the printer of nodes, and nothing else changed. */
import { transformSync, type Loader, type TransformFailure } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listCases, optionsOf, type Case } from './case.ts';
import { contractFree } from './contract-free.ts';
import { runCase } from './run-case.ts';
import { erase, filesIn, printCase, type TextFile } from './text-case.ts';

/** Without white space between tokens, and without the comments that tools look for at the start of a file, which stay there. */
function normalised(text: string): string {
  return text.replace(/\/\/ @ts-check|\/\*\* @jsx \w+ \*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{}()[\];,]) ?/g, '$1').trim();
}

describe.each(listCases().map((each) => [each.name, each] as const))('%s', (_, each) => {
  const profiles = each.config.profiles ?? ['enforce', 'off'];

  test.each(profiles)('lines keep their numbers under %s', (profile) => {
    for (const { source, code } of printCase(each, profile)) {
      const lines = code.split(/\r\n|[\r\n]/);
      const of = source.split(/\r\n|[\r\n]/);
      expect(lines.length).toBeGreaterThanOrEqual(of.length);
      expect(lines.length).toBeLessThanOrEqual(of.length + 2);
    }
  });

  test.skipIf(each.config.keepsChecks === true)('off is the contract-free source', () => {
    for (const { fileName, source, code } of printCase(each, 'off')) {
      const free = contractFree(fileName, source, optionsOf(each).verbatimModuleSyntax === true);
      expect(normalised(erase(each, { fileName, code })[1])).toBe(normalised(erase(each, { fileName, code: free })[1]));
    }
  });

  test.skipIf(!existsSync(`${each.folder}/run.mjs`))('run: it does what the output of tspc does', async () => {
    const printed: string[] = [];
    for (const profile of profiles) {
      const output = new Map([...filesIn(`${each.folder}/out/${profile}`), ...printCase(each, profile).map((file) => erase(each, file))]);
      printed.push(`# ${profile}\n${await runCase(each, `${profile}.text`, output)}`);
    }
    expect(printed.join('\n')).toBe(readFileSync(`${each.folder}/run.txt`, 'utf8'));
  });
});

/** Cases of all that an eraser rewrites. */
const rewritten = ['class-members', 'class-invariant-forms', 'constructor-contracts', 'decorated-classes', 'export-default-forms', 'returns-of-every-form', 'statements-without-semicolons', 'tsx'];

describe('another eraser', () => {
  const withEsbuild = (each: Case, { fileName, code }: TextFile): [string, string] => {
    const loader = extname(fileName).replace(/^\.[cm]?/, '') as Loader;
    const { code: text } = transformSync(code, { loader, ...(fileName.endsWith('.cts') ? { format: 'cjs' } : {}), target: 'es2022', jsxFactory: 'create', tsconfigRaw: { compilerOptions: { experimentalDecorators: false } } });
    return [basename(fileName).replace(/\.([cm]?)[jt]sx?$/, '.$1js'), text];
  };

  test.each(listCases().map((each) => [each.name, each] as const))('takes %s', (_, each) => {
    const fault = (file: TextFile): string | undefined => {
      try {
        withEsbuild(each, file);
      } catch (error) {
        return [...new Set((error as TransformFailure).errors.map(({ text }) => text))].join(); // a check names what the file names once more
      }
    };
    for (const file of printCase(each, 'enforce')) expect(fault(file)).toBe(fault({ ...file, code: file.source }));
  });

  test.each(listCases().filter(({ name }) => rewritten.includes(name)).map((each) => [each.name, each] as const))('%s does the same', async (_, each) => {
    const output = new Map(printCase(each, 'enforce').map((file) => withEsbuild(each, file)));
    expect(readFileSync(`${each.folder}/run.txt`, 'utf8')).toContain(`# enforce\n${await runCase(each, 'enforce.esbuild', output)}`);
  });
});

test('CommonJS of JavaScript is not strict where nothing says so, and stays so', async () => {
  const each = listCases().find(({ name }) => name === 'code-that-is-not-strict');
  if (!each) throw new Error('The case is gone.');
  const run = (profile: string): Promise<string> => runCase(each, `${profile}.bare`, new Map(printCase(each, profile).map(({ fileName, code }) => [basename(fileName), code])));
  const [off, enforced] = [await run('off'), await run('enforce')];
  expect(off).toContain('sloppy 1 → object,1\nstrict 1 → undefined,1\n');
  const linesOf = (printed: string): string[] => printed.split('\n').filter((line) => / 1 →|lengths/.test(line));
  expect(linesOf(enforced)).toEqual(linesOf(off).filter((line) => !line.startsWith('linked')));
  expect(enforced, 'the entry value, which `arguments` does not change').toContain('linked 1 ✗');
});
