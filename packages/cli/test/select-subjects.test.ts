/** What people name when they want a part of a project. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openProject } from '../src/project/open-project.ts';
import { selectSubjects } from '../src/project/select-subjects.ts';

const project = openProject(fileURLToPath(new URL('fixtures/verdicts', import.meta.url)));
const selected = (...wanted: string[]): string[] => selectSubjects(project, { wanted, exclude: [], registered: new Set() }).map(({ symbol }) => symbol);
const all = selected();

test.each(['src', 'src/', 'src/*.ts', './src'])('%s is all of it', (wanted) => expect(selected(wanted)).toEqual(all));

test('a file', () => {
  expect(selected('src/kept.ts')).toContain('half');
  expect(selected('src/kept.ts')).not.toContain('limited');
});

test('a function, and a method with its class', () => {
  expect(selected('half')).toEqual(['half']);
  expect(selected('Counter.up')).toEqual(['Counter']);
});

test('a file and a function besides', () => expect(selected('src/kept.ts', 'limited').sort()).toEqual([...selected('src/kept.ts'), 'limited'].sort()));

test.each(['nowhere', 'src/nowhere.ts', 'Counter.down'])('%s is not there, which is said', (wanted) => expect(() => selected(wanted)).toThrow(`nothing with a contract is called ${wanted}`));
