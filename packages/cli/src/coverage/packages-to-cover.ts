/** The packages that a run is about: that of the working directory, and those of its workspace. */
import { packageFinder } from '@proviso/compiler';
import { findTypeScript } from '@proviso/unplugin/typescript';
import type ts from 'typescript';
import picomatch from 'picomatch';
import { loadConfig, type ProvisoConfig } from '../config.ts';
import { openProject, type Project } from '../project/open-project.ts';
import { relativePath } from '../project/select-subjects.ts';
import { UserError } from '../user-error.ts';
import { workspaceFolders } from './workspace-folders.ts';

/** A package, and its own files that are covered. */
export interface PackageToCover {
  readonly name: string;
  readonly folder: string;
  readonly project: Project;
  readonly files: readonly ts.SourceFile[];
}

export interface FoundPackages {
  readonly packages: readonly PackageToCover[];
  readonly leftOut: readonly { readonly folder: string; readonly reason: string }[];
}

/** Tests, what only they use, and configuration. */
const neverCovered = ['**/{test,tests,__tests__,__mocks__,__fixtures__}/**', '**/*.{test,spec,test-d,bench,stories,config}.{[cm],}[jt]s{x,}'];

interface Where {
  readonly root: string;
  readonly config: ProvisoConfig;
  /** The tsconfig, where the command line names it. */
  readonly project: string | undefined;
}

/**
 * Finds the packages below a folder that use Proviso, and opens them.
 *
 * @throws {UserError} where there is none, or one cannot be opened.
 * @noContract what it finds depends on the disk
 */
export async function packagesToCover({ root, config, project }: Where): Promise<FoundPackages> {
  const ts = findTypeScript(root);
  const packageOf = packageFinder(ts);
  const packages: PackageToCover[] = [];
  const leftOut: { folder: string; reason: string }[] = [];
  const others = workspaceFolders(root);
  for (const folder of new Set([root, ...others])) {
    const isRoot = folder === root;
    const known = packageOf(`${folder}/package.json`);
    const isOwn = known?.root === folder;
    if (isOwn && known.isBroken === true) throw new UserError(`${folder}/package.json does not parse`);
    if (!isOwn || !known.optedIn) {
      if (isOwn && !(isRoot && others.length > 0)) leftOut.push({ folder: shown(root, folder), reason: 'package.json does not name @proviso/runtime as a dependency' });
      continue;
    }
    const own = isRoot ? config : await loadConfig(folder);
    const tsconfig = (isRoot ? project : undefined) ?? own.project;
    if (others.length > 0 && !ts.sys.fileExists(`${folder}/${tsconfig ?? 'tsconfig.json'}`)) leftOut.push({ folder: shown(root, folder), reason: `there is no ${tsconfig ?? 'tsconfig.json'}` });
    else packages.push(opened(folder, { name: known.name, exclude: own.exclude ?? [], tsconfig }));
  }
  if (packages.length === 0) throw new UserError(nobody(leftOut, others.length > 0));
  return { packages, leftOut };
}

function nobody([first]: FoundPackages['leftOut'], isWorkspace: boolean): string {
  if (!first) return 'there is no package.json here, nor a workspace. Run proviso in the folder of a package';
  return `${first.reason}${isWorkspace ? `, in ${first.folder}, and no other package of the workspace can be covered` : ', so the tags of this package are no contracts. Run: npm install @proviso/runtime'}`;
}

function shown(root: string, folder: string): string {
  return folder === root ? '.' : relativePath(root, folder);
}

function opened(folder: string, { name, exclude, tsconfig }: { readonly name: string; readonly exclude: readonly string[]; readonly tsconfig: string | undefined }): PackageToCover {
  const project = openProject(folder, tsconfig);
  const isExcluded = picomatch([...neverCovered, ...exclude], { dot: true });
  const isOwn = ({ fileName, isDeclarationFile }: ts.SourceFile): boolean => !isDeclarationFile && !fileName.includes('/node_modules/') && project.host.packageOf(fileName)?.root === folder;
  const files = project.program.getSourceFiles().filter((file) => isOwn(file) && !isExcluded(relativePath(folder, file.fileName)));
  return { name: name === '' ? folder.slice(folder.lastIndexOf('/') + 1) : name, folder, project, files: files.sort((a, b) => (a.fileName < b.fileName ? -1 : 1)) };
}
