/** Builds that are killed, cannot write or cannot read: nothing half-written looks whole, and what is wrong is said. */
import { packageFinder } from '@proviso/compiler';
import { spawn } from 'node:child_process';
import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { createDistantProject, createProject, errorsIn, tsconfig, type Files, type Project } from './project.ts';

const source = (name: string): string => `/**\n * @requires \`n > 0\`: ${'long '.repeat(50)}\n * @ensures \`result > n\`\n */\nexport function ${name}(n: number): number {\n  return n + 1;\n}\n`;
const sources: Files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`src/f${index}.ts`, source(`f${index}`)]));

/** Every file of the output with its text, in order. */
function output(project: Project): Record<string, string> {
  const names = (readdirSync(join(project.root, 'out'), { recursive: true }) as string[]).sort();
  return Object.fromEntries(names.filter((name) => /\.\w+$/.test(name)).map((name) => [name, project.read(`out/${name}`)]));
}

describe('a build that is killed', () => {
  /** Kills `tspc` after a time; gives whether it was still running. */
  function killed(project: Project, milliseconds: number): Promise<boolean> {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../node_modules/ts-patch/bin/tspc.js'), '-p', '.'], { cwd: project.root, stdio: 'ignore' });
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
      child.once('exit', (_, signal) => {
        clearTimeout(timer);
        resolve(signal === 'SIGKILL');
      });
    });
  }

  test.each([
    ['without incremental', {}],
    ['with incremental', { incremental: true, tsBuildInfoFile: 'out/all.tsbuildinfo' }],
  ])('is made whole by the next one, and until then contracts.json parses only if it is whole: %s', { timeout: 300_000 }, async (name, options) => {
    const files = { ...sources, 'package.json': { name: 'killed', type: 'module', dependencies: { '@proviso/runtime': '*' } }, 'tsconfig.json': tsconfig({ profile: 'boundary', options: { declaration: true, ...options } }) };
    const clean = createProject(`clean ${name}`, files);
    const start = Date.now();
    clean.tspc('-p', '.');
    const duration = Date.now() - start;
    const wanted = output(clean);
    expect(Object.keys(wanted)).toContain('contracts.json');
    const project = createProject(`killed ${name}`, files);
    let interrupted = 0;
    // The later moments are those in which files are written. Where builds have become faster since the clean one, earlier ones follow.
    const shares = [0.6, 0.85, 0.95];
    for (const share of shares) {
      rmSync(join(project.root, 'out'), { recursive: true, force: true });
      if (await killed(project, duration * share)) interrupted++;
      if (project.exists('out/contracts.json')) {
        const text = project.read('out/contracts.json');
        if (text !== wanted['contracts.json']) expect(() => void JSON.parse(text)).toThrow();
      }
      project.tspc('-p', '.');
      expect(output(project)).toEqual(wanted);
      const earlier = Math.min(...shares) / 2;
      if (share === shares.at(-1) && interrupted === 0 && earlier > 0.02) shares.push(earlier);
    }
    expect(interrupted, 'builds that were killed before their end').toBeGreaterThan(0);
  });
});

/** What is written there fails with ENOSPC. Linux alone has it. */
const fullDisk = '/dev/full';

describe('a place that takes no output is an error that names the file', () => {
  const failed = (project: Project, text: RegExp): void => {
    const { status, output: said } = project.tspc('-p', '.');
    expect(errorsIn(said)).toMatchObject([{ code: 5033, text: expect.stringMatching(text) as unknown }]);
    expect(status).toBe(2);
  };

  test('contracts.json', () => {
    failed(createProject('no sidecar', { 'src/a.ts': source('a'), 'tsconfig.json': tsconfig({ profile: 'boundary' }), 'out/contracts.json/none.txt': '' }), /^Could not write file '.*\/out\/contracts\.json': EISDIR/);
  });

  test.runIf(process.platform === 'linux')('JavaScript, on a full disk: as plain tsc says it', () => {
    // Outside of the repository, whose tools would read what never ends.
    const project = createDistantProject('full-disk', { 'package.json': { name: 'full-disk', type: 'module' }, 'src/a.ts': 'export const a = 1;\n', 'tsconfig.json': tsconfig({ profile: 'boundary' }), 'out/none.txt': '' });
    symlinkSync(fullDisk, join(project.root, 'out/a.js'));
    failed(project, /^Could not write file '.*\/out\/a\.js': ENOSPC/);
  });
});

describe('a file that cannot be read', () => {
  test('a source is the error of plain tsc', () => {
    // A folder in its place, since who runs the tests may be allowed to read every file.
    const project = createProject('unreadable source', { 'src/a.ts/none.txt': '', 'src/b.ts': source('b'), 'tsconfig.json': { ...tsconfig({ profile: 'enforce' }), files: ['src/a.ts', 'src/b.ts'] } });
    const ours = project.tspc('-p', '.');
    const plain = project.tsc('-p', '.');
    expect(ours.status).toBe(plain.status);
    expect(errorsIn(ours.output)).toEqual(errorsIn(plain.output));
    expect(errorsIn(ours.output)).not.toEqual([]);
  });

  test('a package.json is one that says nothing, and not one that is not there', () => {
    const sys = { ...ts.sys, fileExists: (path: string) => path === '/a/package.json' || path === '/package.json', readFile: (path: string) => (path === '/package.json' ? '{ "dependencies": { "@proviso/runtime": "*" } }' : undefined) };
    const packageOf = packageFinder({ ...ts, sys });
    expect(packageOf('/a/b.ts')).toMatchObject({ root: '/a', optedIn: false, isBroken: true });
    expect(packageOf('/c/b.ts')).toMatchObject({ root: '', optedIn: true });
  });
});
