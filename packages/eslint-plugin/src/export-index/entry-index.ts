/** What the entries of a package reach, file by file; kept from one program to the next where nothing that it depends on has changed. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { reachableByTypes } from './by-types.ts';
import { entryModules } from './entry-modules.ts';
import type { CallableNode } from './function-nodes.ts';
import { counterparts, lookAlike } from './outline.ts';
import { reportNode, type Found } from './walk.ts';

type EntryIndex = ReadonlyMap<ts.SourceFile, readonly Found[]>;

/** An index, and what it was made from. */
interface Made {
  readonly root: string;
  readonly options: ts.CompilerOptions;
  readonly manifest: string | undefined;
  readonly files: readonly ts.SourceFile[];
  readonly index: EntryIndex | undefined;
}

const byProgram = new WeakMap<ts.Program, Map<string, EntryIndex | undefined>>();

/** The functions that the entries of the package at `root` reach in a program; undefined where it has no entries there. */
export function entryIndex(ts: TypeScript, program: ts.Program, root: string): EntryIndex | undefined {
  const byRoot = byProgram.get(program) ?? new Map<string, EntryIndex | undefined>();
  byProgram.set(program, byRoot);
  if (!byRoot.has(root)) byRoot.set(root, makeIndex(ts, program, root));
  return byRoot.get(root);
}

/** The last index of each package and project, the latest first: an editor makes a program for each key that is pressed. */
let latest: readonly Made[] = [];

/** How many are kept: with an index, the files of a program stay in memory. */
const mostKept = 4;

function makeIndex(ts: TypeScript, program: ts.Program, root: string): EntryIndex | undefined {
  // A project keeps its options object as long as its configuration is the same.
  const options = program.getCompilerOptions();
  const manifest = ts.sys.readFile(`${root}/package.json`);
  const files = program.getSourceFiles();
  const last = latest.find((each) => each.root === root && each.options === options);
  const isFresh = last !== undefined && last.manifest === manifest && lookTheSame(ts, last.files, files);
  const index = (isFresh ? carriedOver(ts, last, files) : undefined) ?? walkFrom(ts, program, root);
  latest = [{ root, options, manifest, files, index }, ...latest.filter((each) => each !== last)].slice(0, mostKept);
  return index;
}

function lookTheSame(ts: TypeScript, before: readonly ts.SourceFile[], after: readonly ts.SourceFile[]): boolean {
  return before.length === after.length && after.every((file, index) => {
    const old = before[index];
    return old !== undefined && old.fileName === file.fileName && lookAlike(ts, old, file);
  });
}

/** The same index with the nodes of the new versions of files; undefined where it holds a node that has no counterpart. */
function carriedOver(ts: TypeScript, { files: before, index }: Made, after: readonly ts.SourceFile[]): EntryIndex | undefined {
  const carried = new Map(index);
  for (const [at, old] of before.entries()) {
    const file = after[at];
    const found = index?.get(old);
    if (!file || !found || file === old) continue;
    const nodes = counterparts(ts, old, file);
    const moved = found.flatMap((each) => inVersion(ts, each, nodes) ?? []);
    if (moved.length < found.length) return undefined;
    carried.delete(old);
    carried.set(file, moved);
  }
  return index && carried;
}

function inVersion(ts: TypeScript, found: Found, nodes: ReadonlyMap<ts.Node, ts.Node>): Found | undefined {
  const node = nodes.get(found.node) as CallableNode | undefined;
  const declarations = found.declarations.flatMap((each) => (nodes.get(each) as CallableNode | undefined) ?? []);
  if (!node || declarations.length < found.declarations.length) return undefined;
  // A name that is no node of the tree is a token of the function itself.
  return { ...found, node, declarations, nameNode: nodes.get(found.nameNode) ?? reportNode(ts, node, { text: found.name }) };
}

function walkFrom(ts: TypeScript, program: ts.Program, root: string): EntryIndex | undefined {
  const modules = entryModules(ts, program, root);
  return modules && byFile(reachableByTypes(ts, program, { modules, isOwn: () => true }));
}

function byFile(found: readonly Found[]): EntryIndex {
  const groups = new Map<ts.SourceFile, Found[]>();
  for (const each of found) {
    const file = each.node.getSourceFile();
    const group = groups.get(file);
    if (group) group.push(each);
    else groups.set(file, [each]);
  }
  return groups;
}
