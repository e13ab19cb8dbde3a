/** Laws of what the rules offer, over random modules. `RUNS=2000` looks harder. */
import { check, read } from '@proviso/compiler';
import fc from 'fast-check';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { rules } from '../src/rules/index.ts';
import { changesIn, faultsOf, type Change } from './changes.ts';
import { lintText, programOfText } from './lint-text.ts';
import { randomModule } from './random-modules.ts';

const settings = { numRuns: Number(process.env['RUNS'] ?? 25) };
const others = { 'kinds.ts': 'export class Kind extends Error {}\nexport interface Other { n: number }\n' };

function changesOf(text: string): Change[] {
  const { program, fileName } = programOfText(text, others);
  return changesIn(program, { fileName, text });
}

/** What the reader and the checker find wrong with the contracts of a text. */
function problemsIn(text: string): string[] {
  const file = read({ ts, packageOf: () => ({ name: 'p', root: '/p', optedIn: true }) }, ts.createSourceFile('/p/a.ts', text, ts.ScriptTarget.Latest, true));
  return file ? check(ts, file).errors.map((error) => error.text) : [];
}

/** The same with types, which takes longer. */
function typedProblemsIn(text: string): string[] {
  return lintText('valid-contract', text, { options: [{ maxLength: 0 }], others, compilerOptions: { types: [] } }).map(({ message }) => message);
}

/** What is in the second list more often than in the first. */
function added(before: readonly string[], after: readonly string[]): string[] {
  const left = [...before];
  return after.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What was no clause before may not fit its types, as the backticks around it bring to light. */
function isOfProse({ rule }: Change, problem: string): boolean {
  return rule === '@proviso/no-prose-clause' && problem.endsWith('If this is prose, remove the backticks.');
}

test('random modules parse, and make every rule that suggests something do so', () => {
  const samples = fc.sample(randomModule, { numRuns: 90, seed: 1 });
  expect(samples.flatMap((text) => faultsOf('a.ts', text))).toEqual([]);
  const said = samples.flatMap(changesOf).filter(({ desc }) => !desc.startsWith('Disable ')).map(({ rule, desc }) => `${rule}: ${desc.split(' ', 1)[0] ?? ''}`);
  const suggesting = Object.entries(rules).flatMap(([name, { meta }]) => (meta.docs?.suggests === true ? [`@proviso/${name}`] : []));
  expect([...new Set(said.map((each) => each.split(':', 1)[0]))].sort()).toEqual(suggesting.sort());
  expect(said).toEqual(expect.arrayContaining(['@proviso/valid-contract: Import', '@proviso/valid-contract: Move']));
});

test('after each fix and each suggestion a module parses, and its contracts are no worse', { timeout: 1_200_000 }, () => {
  fc.assert(
    fc.property(randomModule, fc.nat(), (text, chosen) => {
      const changes = changesOf(text);
      const before = problemsIn(text);
      for (const { rule, desc, output } of changes) {
        expect(faultsOf('a.ts', output), `${rule}: ${desc}\n${output}`).toEqual([]);
        expect(added(before, problemsIn(output)), `${rule}: ${desc}\n${output}`).toEqual([]);
      }
      const change = changes[chosen % Math.max(changes.length, 1)];
      if (change) expect(added(typedProblemsIn(text), typedProblemsIn(change.output)).filter((each) => !isOfProse(change, each)), `${change.rule}: ${change.desc}\n${change.output}`).toEqual([]);
    }),
    settings,
  );
});
