/** The folders of the packages of a workspace, as npm, Yarn, Bun and pnpm name them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { UserError } from '../user-error.ts';

/**
 * The folders below a root that its workspace names, sorted; empty where it is none.
 *
 * @throws {UserError} where a manifest cannot be read.
 * @noContract what it finds depends on the disk
 */
export function workspaceFolders(root: string): string[] {
  const patterns = patternsOf(root).map((each) => each.replace(/^\.\//, '').replace(/\/$/, ''));
  const wanted = patterns.filter((each) => !each.startsWith('!'));
  if (wanted.length === 0) return [];
  const isWanted = picomatch(wanted, { ignore: patterns.filter((each) => each.startsWith('!')).map((each) => each.slice(1)) });
  return [...foldersBelow(root, '')].filter((each) => isWanted(each) && existsSync(`${root}/${each}/package.json`)).map((each) => `${root}/${each}`).sort();
}

function patternsOf(root: string): readonly string[] {
  const pnpm = `${root}/pnpm-workspace.yaml`;
  if (existsSync(pnpm)) return packagesIn(readFileSync(pnpm, 'utf8'));
  const manifest = `${root}/package.json`;
  if (!existsSync(manifest)) return [];
  const { workspaces } = parsed(manifest);
  const patterns = Array.isArray(workspaces) ? workspaces : (workspaces as { readonly packages?: unknown } | undefined)?.packages;
  return Array.isArray(patterns) ? patterns.filter((each) => typeof each === 'string') : [];
}

function parsed(manifest: string): { readonly workspaces?: unknown } {
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) ?? {}) as { readonly workspaces?: unknown };
  } catch (error) {
    throw new UserError(`${manifest} cannot be read: ${(error as Error).message}`);
  }
}

/** The list `packages` of pnpm's file: strings, one a line behind a dash, or in brackets. */
function packagesIn(yaml: string): string[] {
  const lines = yaml.split(/\r?\n/);
  const start = lines.findIndex((line) => /^packages\s*:/.test(line));
  if (start === -1) return [];
  const inline = /\[(.*)\]/.exec(lines[start] ?? '')?.[1];
  if (inline !== undefined) return inline.split(',').map(unquoted).filter((each) => each !== '');
  const rest = lines.slice(start + 1).filter((line) => !/^\s*(?:#.*)?$/.test(line));
  const end = rest.findIndex((line) => !/^\s*-\s/.test(line));
  return rest.slice(0, end === -1 ? undefined : end).map((line) => unquoted(line.replace(/^\s*-\s+/, '')));
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^(['"])(.*?)\1/.exec(trimmed)?.[2] ?? trimmed.replace(/\s+#.*$/, '');
}

function* foldersBelow(root: string, path: string): Generator<string> {
  for (const entry of readdirSync(`${root}/${path}`, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const folder = path === '' ? entry.name : `${path}/${entry.name}`;
    yield folder;
    yield* foldersBelow(root, folder);
  }
}
