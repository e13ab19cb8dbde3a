/** How a project writes the paths of its own modules in imports. */
import type ts from 'typescript';
import { isAbsolute, posix } from 'node:path';
import type { Project } from '../project/open-project.ts';

/** As the source is called, as its output is, or without an ending. */
export type ImportStyle = 'source' | 'output' | 'none';

/**
 * What most imports of a project do; without any, what its options ask for.
 *
 * @noContract it depends on the sources
 */
export function importStyleOf({ ts, program, root }: Pick<Project, 'ts' | 'program' | 'root'>): ImportStyle {
  const counts: Record<ImportStyle, number> = { source: 0, output: 0, none: 0 };
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || !file.fileName.startsWith(`${root}/`) || file.fileName.includes('/node_modules/')) continue;
    for (const specifier of relativeSpecifiers(ts, file)) counts[styleOf(specifier)]++;
  }
  const [most = 'output'] = (Object.keys(counts) as ImportStyle[]).sort((a, b) => counts[b] - counts[a]);
  return counts[most] > 0 ? most : usual(ts, program.getCompilerOptions());
}

function relativeSpecifiers(ts: Project['ts'], file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) && /^\.\.?\//.test(moduleSpecifier.text) ? [moduleSpecifier.text] : [];
  });
}

function styleOf(specifier: string): ImportStyle {
  if (/\.[cm]?tsx?$/.test(specifier)) return 'source';
  return /\.[cm]?jsx?$/.test(specifier) ? 'output' : 'none';
}

function usual(ts: Project['ts'], options: ts.CompilerOptions): ImportStyle {
  if (options.allowImportingTsExtensions === true) return 'source';
  return options.moduleResolution === ts.ModuleResolutionKind.Bundler ? 'none' : 'output';
}

/**
 * What an import of a file in `folder` says for a module: a path, or what a package is called.
 *
 * @requires `folder.startsWith('/')`
 * @ensures `result === module || /^\.\.?\//.test(result)`
 */
export function importPath(folder: string, module: string, style: ImportStyle): string {
  if (!isAbsolute(module)) return module;
  const path = posix.relative(folder, ended(module, style));
  return path.startsWith('.') ? path : `./${path}`;
}

function ended(module: string, style: ImportStyle): string {
  switch (style) {
    case 'source': return module;
    case 'output': return module.replace(/\.([cm]?)tsx?$/, '.$1js');
    // Node and bundlers complete these two only.
    case 'none': return module.replace(/\.[jt]sx?$/, '').replace(/\.([cm])ts$/, '.$1js');
  }
}
