/** The files of a project that the code of a file can reach. */
import type ts from 'typescript';
import type { Project } from './open-project.ts';

/** Those that some files reach, themselves among them. */
export type ReachOf = (fileNames: Iterable<string>) => ReadonlySet<string>;

/**
 * Finds what files reach, each import once. What a dependency reaches is left out.
 *
 * @noContract what it finds depends on the disk
 */
export function reachFinder({ ts, program }: Project): ReachOf {
  const direct = new Map<string, readonly string[]>();
  const importsOf = (fileName: string): readonly string[] => {
    const known = direct.get(fileName);
    if (known) return known;
    const file = program.getSourceFile(fileName);
    const found = file ? namesIn(ts, file).flatMap((name) => ts.resolveModuleName(name, fileName, program.getCompilerOptions(), ts.sys).resolvedModule?.resolvedFileName ?? []) : [];
    const own = found.filter((each) => !each.includes('/node_modules/')).flatMap((each) => [each, ...compiledOf(ts, each)]);
    direct.set(fileName, own);
    return own;
  };
  return (fileNames) => {
    const reached = new Set(fileNames);
    for (const each of reached) for (const next of importsOf(each)) reached.add(next);
    return reached;
  };
}

/** Of a package of the workspace, types are what is found, and what runs is beside them. */
function compiledOf({ sys }: Project['ts'], fileName: string): string[] {
  const compiled = fileName.replace(/\.d\.([cm]?)ts$/, '.$1js');
  return compiled !== fileName && sys.fileExists(compiled) ? [compiled] : [];
}

function namesIn({ preProcessFile }: Project['ts'], { text }: ts.SourceFile): string[] {
  return preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}
