#!/usr/bin/env node
/** `proviso-clause <id> [folder …]`: what the id in a violation of a published build stands for. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { PublishedClause, PublishedContract } from '@proviso/compiler';

const usage = 'Usage: proviso-clause <id> [folder …]\n  Finds the clause that a violation names by its id, in the contracts.json files below the folders (by default the working directory) and in what is installed for them.';
const idForm = /^[0-9a-hjkmnp-tv-z]{8}$/;

/** A clause that was found, and where. */
interface Found {
  readonly packageName: string;
  readonly path: string;
  readonly contract: PublishedContract;
  readonly clause: PublishedClause;
  readonly record: string;
}

function main([id, ...folders]: readonly string[]): void {
  if (id === undefined || id === '--help' || id === '-h') return void (id === undefined ? fail(usage) : console.log(usage));
  if (!idForm.test(id)) return fail(`${JSON.stringify(id)} is not the id of a clause: an id has eight letters and digits, as in "requires clause vncc7s81".`);
  const roots = folders.length > 0 ? folders : ['.'];
  const own = roots.flatMap((root) => recordsBelow(root, false));
  const found = firstIn(own, id) ?? firstIn(roots.flatMap((root) => recordsBelow(root, true)), id) ?? firstIn(roots.flatMap(recordsInstalledAbove), id);
  if (!found) return fail(`No contracts.json below ${roots.join(', ')} has the clause ${id}, nor one in the node_modules of the folders above (${own.length} ${own.length === 1 ? 'was' : 'were'} found outside of node_modules). It stands beside the JavaScript of every profile but off: name the folder of the build that the violation comes from.`);
  console.log(`${found.contract.owner}: ${printed(found.clause)}`);
  console.log(`  at ${found.path}:${found.clause.at} in ${found.packageName} (${relative('.', found.record)})`);
}

function printed({ kind, source, message }: PublishedClause): string {
  return `${kind} \`${source ?? ''}\`${message === undefined ? '' : `: ${message}`}`;
}

function firstIn(records: readonly string[], id: string): Found | undefined {
  for (const record of records) {
    try {
      const found = clauseIn(record, id);
      if (found) return found;
    } catch {
      // Another file of that name.
    }
  }
  return undefined;
}

interface Sidecar {
  readonly version: number;
  readonly packages: Readonly<Record<string, Readonly<Record<string, readonly PublishedContract[]>>>>;
}

function clauseIn(record: string, id: string): Found | undefined {
  const { version, packages } = JSON.parse(readFileSync(record, 'utf8')) as Sidecar;
  if (version !== 1) return undefined;
  for (const [packageName, files] of Object.entries(packages)) {
    for (const [path, contracts] of Object.entries(files)) {
      for (const contract of contracts) {
        const clause = contract.clauses.find((each) => each.id === id);
        if (clause) return { packageName, path, contract, clause, record };
      }
    }
  }
  return undefined;
}

/** The records below a folder, hidden folders left out; `installed`: those in node_modules instead, through links too. */
function recordsBelow(folder: string, installed: boolean): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const walk = (at: string, isInstalled: boolean): void => {
    for (const name of namesIn(at, seen)) {
      const path = join(at, name);
      const isModules = name === 'node_modules';
      if (name === 'contracts.json') {
        if (isInstalled === installed) found.push(path);
      } else if ((installed || !isModules) && isFolder(path)) walk(path, isInstalled || isModules);
    }
  };
  walk(folder, basename(folder) === 'node_modules');
  return found;
}

/** The records in node_modules of the folders above one, where the packages of a workspace share what is installed. */
function recordsInstalledAbove(folder: string): string[] {
  const above = dirname(resolve(folder));
  return above === resolve(folder) ? [] : [...recordsBelow(join(above, 'node_modules'), true), ...recordsInstalledAbove(above)];
}

/** What is in a folder that was not seen before and can be read. */
function namesIn(folder: string, seen: Set<string>): string[] {
  try {
    const real = realpathSync(folder);
    if (seen.has(real)) return [];
    seen.add(real);
    return readdirSync(folder).filter((name) => !name.startsWith('.')).sort();
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

main(process.argv.slice(2));
