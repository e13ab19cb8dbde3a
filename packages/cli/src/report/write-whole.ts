/** Writes files so that nobody finds half of one. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../user-error.ts';

/**
 * Writes a file to a temporary name and renames it; its folders are made.
 *
 * @throws {UserError} where that cannot be done.
 * @noContract it writes to the disk
 */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    remove(temporary);
    throw new UserError(`${path} cannot be written: ${(error as Error).message}`);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Its folder may be the file that is in the way.
  }
}
