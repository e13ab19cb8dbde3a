/** Compiles a fixture with the text printer, and erases the types of what it gives. */
import { compileText, oldTargetOf, moduleFinder, packageFinder, profiles, type CompiledText, type Host, type Profile, type ProfileName } from '@proviso/compiler';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { optionsOf, type Case } from './case.ts';

export interface TextFile {
  readonly fileName: string;
  readonly source: string;
  readonly code: string;
  readonly compiled: CompiledText | undefined;
}

const host: Host = { ts, packageOf: packageFinder(ts), resolveModule: moduleFinder(ts, {}) };

/** The files of a case under a profile, as TypeScript. */
export function printCase(each: Case, profile: string | Profile): TextFile[] {
  const options = optionsOf(each);
  return each.files.filter((fileName) => !fileName.endsWith('.d.ts')).map((fileName) => {
    // As TypeScript decides by the ending and by fixtures/package.json.
    const isModule = options.module === ts.ModuleKind.NodeNext || /\.[cm][jt]s$/.test(fileName);
    const source = readFileSync(fileName, 'utf8');
    const compiled = compileText(host, { fileName, text: source, profile: typeof profile === 'string' ? profiles[profile as ProfileName] : profile, verbatim: options.verbatimModuleSyntax === true, oldTarget: oldTargetOf(ts, options), isModule });
    return { fileName, source, code: compiled?.code ?? source, compiled };
  });
}

/** A file without its types, as JavaScript of the case's options, by its name in the output. */
export function erase(each: Case, { fileName, code }: Pick<TextFile, 'fileName' | 'code'>): [name: string, text: string] {
  const { outDir: _, rootDir: __, ...options } = optionsOf(each);
  // One file alone does not show what its package.json says.
  if (options.module === ts.ModuleKind.NodeNext) options.module = fileName.endsWith('.cts') ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext;
  const { outputText } = ts.transpileModule(code, { fileName, compilerOptions: { ...options, declaration: false, moduleResolution: ts.ModuleResolutionKind.Bundler, ignoreDeprecations: '6.0' } });
  return [fileName.slice(each.folder.length + 1).replace(/\.([cm]?)[jt]sx?$/, '.$1js'), outputText];
}

/** The files of a folder, by their path in it. */
export function filesIn(folder: string): Map<string, string> {
  const files = (readdirSync(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => [relative(folder, join(parentPath, name)), readFileSync(join(parentPath, name), 'utf8')]));
}
