/** Checks what has a contract in a text, here in this process, with suspensions marked as `proviso check` marks them. */
import { compileText, profiles } from '@proviso/compiler';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';
import { markSuspensions } from '../src/interleaving/mark-suspensions.ts';
import { installTurns } from '../src/interleaving/turns.ts';
import { checkSubject, type CheckOptions } from '../src/running/check-subject.ts';
import type { Overlap, Report } from '../src/verdict.ts';
import { subjectsOf } from './subjects-of.ts';

const folder = fileURLToPath(new URL(`../.tmp/check-text-${process.pid}`, import.meta.url));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

installTurns();

let files = 0;

/** Reports by symbol. */
export async function checkText(text: string, options: Partial<CheckOptions> = {}): Promise<ReadonlyMap<string, Report>> {
  const file = written(text);
  let copies = 0;
  const load = async (): Promise<Record<string, new () => object>> => (await import(/* @vite-ignore */ `${pathToFileURL(file).href}?copy=${copies++}`)) as never;
  const exports = await load();
  const reports: Report[] = [];
  for (const subject of subjectsOf(text)) {
    reports.push(...await checkSubject(subject, {
      runs: 60, exhaustive: 50, patience: 4000, seed: 1, interleavings: 50, registered: new Map(), ...options,
      exportsOf: () => exports,
      freshExportsOf: load,
      classOf: ({ exported }) => exports[exported] as new (...args: unknown[]) => object,
    }));
  }
  return new Map(reports.map((report) => [report.symbol, report]));
}

function written(text: string): string {
  const compiled = compileText({ ts, packageOf: () => ({ name: 'case', root: '/project', optedIn: true }) }, { fileName: '/project/src/case.ts', text, profile: profiles.audit, isModule: true });
  const marked = markSuspensions(ts, { text: compiled?.code ?? text, isTypeScript: true, placeOf: (line) => `case.ts:${line + 1}` });
  const { outputText } = ts.transpileModule(marked, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
  const file = `${folder}/case-${files++}.mjs`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, outputText);
  return file;
}

/** How calls overlap, as people read it: `a begins, waits at 3`. */
export function told({ parts }: Overlap): string[] {
  return parts.map(({ call, from, waits, isEnd }) => `${call} ${from ? `from ${from.line}` : 'begins'}${waits.map(({ line }) => `, waits at ${line}`).join('')}${isEnd ? ', ends' : ''}`);
}
