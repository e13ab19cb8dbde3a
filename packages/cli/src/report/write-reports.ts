/** Writes what came of a run, to everybody who asked. */
import type { Report } from '@proviso/testing';
import { resolve } from 'node:path';
import { ownManifest } from '../own-manifest.ts';
import type { Project } from '../project/open-project.ts';
import { relativePath } from '../project/select-subjects.ts';
import { emitTests } from './emit-tests.ts';
import { githubAnnotations } from './github.ts';
import { checkDocument } from './json.ts';
import { junitDocument } from './junit.ts';
import { paintFor } from './paint.ts';
import { sarifLog } from './sarif.ts';
import { printReports } from './terminal.ts';
import { writeWhole } from './write-whole.ts';

interface Documents {
  readonly root: string;
  /** How many of the reports are from the cache. */
  readonly cached?: number;
  /** Which part of a run it is. */
  readonly shard?: string | undefined;
  readonly json: boolean;
  readonly sarif: string | undefined;
  readonly junit: string | undefined;
}

interface Writing extends Omit<Documents, 'root'> {
  readonly project: Project;
  readonly emitTests: string | undefined;
}

/**
 * Writes the reports, and a test for each counterexample where that is asked for.
 *
 * @throws {UserError} where a file cannot be written.
 * @noContract it writes files and streams
 */
export async function writeReports(reports: readonly Report[], { project, emitTests: folder, ...documents }: Writing): Promise<void> {
  await writeDocuments(reports, { root: project.root, ...documents });
  if (folder !== undefined) await writeTests(reports, folder, project);
}

/**
 * Writes the reports: first what is shown, so that a file that cannot be written takes nothing from anybody.
 *
 * @throws {UserError} where a file cannot be written.
 * @noContract it writes files and streams
 */
export async function writeDocuments(reports: readonly Report[], { root, shard, cached = 0, json, sarif, junit }: Documents): Promise<void> {
  await write(process.stdout, json ? `${JSON.stringify(checkDocument(reports, { root, shard }), undefined, 2)}\n` : printReports(reports, { root, cached, paint: paintFor(process.stdout) }));
  if (process.env['GITHUB_ACTIONS'] === 'true') await write(json ? process.stderr : process.stdout, githubAnnotations(reports, root, process.env['GITHUB_WORKSPACE'] || root));
  if (sarif !== undefined) writeWhole(resolve(root, sarif), `${JSON.stringify(sarifLog(reports, root, ownManifest.version), undefined, 2)}\n`);
  if (junit !== undefined) writeWhole(resolve(root, junit), junitDocument(reports, root));
}

async function writeTests(reports: readonly Report[], folder: string, project: Project): Promise<void> {
  const { written, kept, unshown } = emitTests(reports, folder, project);
  const lines = [
    ...written.map((path) => `written: ${relativePath(project.root, path)}`),
    ...kept.map((path) => `left alone, since it was changed by hand: ${relativePath(project.root, path)}. Delete it to have it written anew`),
    ...unshown.map((symbol) => `no test can show it: ${symbol} is refuted by calls that overlap in an order that they do not take by themselves`),
  ];
  await write(process.stderr, lines.map((each) => `${each}\n`).join(''));
}

async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text !== '') await new Promise((resolveWrite) => stream.write(text, resolveWrite));
}
