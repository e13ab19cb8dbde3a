/** Writes what came of a run, to everybody who asked. */
import type { Report } from '@proviso/testing';
import { checkDocument } from './json.ts';
import { paintFor } from './paint.ts';
import { printReports } from './terminal.ts';

export interface Writing {
  readonly root: string;
  readonly json: boolean;
  readonly sarif: string | undefined;
  readonly junit: string | undefined;
  readonly emitTests: string | undefined;
}

/**
 * Writes the reports.
 *
 * @throws {Error} where a file cannot be written.
 * @noContract it writes files and streams
 */
export async function writeReports(reports: readonly Report[], { root, json }: Writing): Promise<void> {
  const text = json ? `${JSON.stringify(checkDocument(reports, root), undefined, 2)}\n` : printReports(reports, { root, paint: paintFor(process.stdout) });
  await new Promise((resolve) => process.stdout.write(text, resolve));
}
