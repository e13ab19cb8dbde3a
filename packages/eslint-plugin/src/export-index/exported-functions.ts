/** Which functions of a file others can call: the export index. */
import { sideTable } from '@proviso/compiler';
import type { Analysis } from '../analysis.ts';
import { exportedBySyntax } from './by-syntax.ts';
import { isModule, reachableByTypes } from './by-types.ts';
import { entryIndex } from './entry-index.ts';
import { namedFunctions } from './named-functions.ts';
import type { ExportedFunction, Found } from './walk.ts';

/** `entry`: reachable from the package's entries; `exported`: from any other file; `all`: every function that has a name. */
export type ExportScope = 'entry' | 'exported' | 'all';

/** What the index is made from. */
type Indexed = Pick<Analysis, 'ts' | 'sourceFile' | 'program' | 'pkg'>;

/**
 * The functions of a file in the order of its text.
 *
 * `entry` is the same as `exported` without types, and where the package names no entries or none that are files of the program.
 */
export function exportedFunctions(analysis: Indexed, scope: ExportScope): readonly ExportedFunction[] {
  const lifetime = analysis.program ?? analysis.sourceFile;
  const ofFile = known.get(lifetime) ?? new Map<string, readonly ExportedFunction[]>();
  known.set(lifetime, ofFile);
  const key = `${scope} ${analysis.sourceFile.fileName}`;
  const functions = ofFile.get(key) ?? findFunctions(analysis, scope);
  ofFile.set(key, functions);
  return functions;
}

const known = sideTable<object, Map<string, readonly ExportedFunction[]>>('exported functions');

function findFunctions(analysis: Indexed, scope: ExportScope): readonly ExportedFunction[] {
  const exported = scope === 'entry' ? reachableFromEntries(analysis) : exportedOf(analysis);
  const nodes = new Set(exported.map(({ node }) => node));
  const others = scope === 'all' ? namedFunctions(analysis.ts, analysis.sourceFile).filter(({ node }) => !nodes.has(node)) : [];
  return withKeys([...exported, ...others]);
}

function exportedOf({ ts, sourceFile, program }: Indexed): readonly Found[] {
  if (!program || !isModule(program, sourceFile)) return exportedBySyntax(ts, sourceFile);
  return reachableByTypes(ts, program, { modules: [sourceFile], isOwn: (file) => file === sourceFile });
}

function reachableFromEntries(analysis: Indexed): readonly Found[] {
  const { program, pkg, sourceFile } = analysis;
  const index = program && pkg ? entryIndex(analysis.ts, program, pkg.root) : undefined;
  return index ? (index.get(sourceFile) ?? []) : exportedOf(analysis);
}

/** The key of a function is its name; the second of one name in a file is `name~2`. */
function withKeys(found: readonly Found[]): readonly ExportedFunction[] {
  const uses = new Map<string, number>();
  const ordered = [...found].sort((a, b) => a.node.pos - b.node.pos);
  return ordered.map((each) => {
    const use = (uses.get(each.name) ?? 0) + 1;
    uses.set(each.name, use);
    return { ...each, key: use === 1 ? each.name : `${each.name}~${use}` };
  });
}
