/** The packages that a run is about: that of the working directory, and those of its workspace. */
import { packageFinder, type Host, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import picomatch from 'picomatch';
import { loadConfig, type ProvisoConfig } from '../config.ts';
import { openProject, typescriptFor, type Project } from '../project/open-project.ts';
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
export async function packagesToCover(where: Where): Promise<FoundPackages> {
  const { root } = where;
  const ts = typescriptFor(root);
  const others = workspaceFolders(root);
  const search: Search = { ...where, ts, packageOf: packageFinder(ts), isWorkspace: others.length > 0 };
  const found = await Promise.all([...new Set([root, ...others])].map((folder) => lookAt(folder, search)));
  const packages = found.filter((each) => each !== undefined && 'project' in each);
  const leftOut = found.filter((each) => each !== undefined && 'reason' in each);
  if (packages.length === 0) throw new UserError(nobody(leftOut, search.isWorkspace));
  return { packages, leftOut };
}

interface Search extends Where {
  readonly ts: TypeScript;
  readonly packageOf: Host['packageOf'];
  readonly isWorkspace: boolean;
}

/** A package that is covered, or why not; undefined for the root of a workspace that has nothing to do with contracts itself. */
async function lookAt(folder: string, { root, config, project, ts, packageOf, isWorkspace }: Search): Promise<PackageToCover | FoundPackages['leftOut'][number] | undefined> {
  const isRoot = folder === root;
  const known = packageOf(`${folder}/package.json`);
  if (known?.root !== folder) return undefined;
  if (known.isBroken === true) throw new UserError(`${folder}/package.json does not parse`);
  const leftOut = (reason: string): FoundPackages['leftOut'][number] => ({ folder: isRoot ? '.' : relativePath(root, folder), reason });
  if (!known.optedIn) return isRoot && isWorkspace ? undefined : leftOut('package.json does not name @proviso/runtime as a dependency');
  const own = isRoot ? config : await loadConfig(folder);
  const tsconfig = (isRoot ? project : undefined) ?? own.project;
  if (isWorkspace && !ts.sys.fileExists(`${folder}/${tsconfig ?? 'tsconfig.json'}`)) return leftOut(`there is no ${tsconfig ?? 'tsconfig.json'}`);
  return opened(folder, { name: known.name, exclude: own.exclude ?? [], tsconfig });
}

function nobody([first]: FoundPackages['leftOut'], isWorkspace: boolean): string {
  if (!first) return 'there is no package.json here, nor a workspace. Run proviso in the folder of a package';
  return `${first.reason}${isWorkspace ? `, in ${first.folder}, and no other package of the workspace can be covered` : ', so the tags of this package are no contracts. Run: npm install @proviso/runtime'}`;
}

function opened(folder: string, { name, exclude, tsconfig }: { readonly name: string; readonly exclude: readonly string[]; readonly tsconfig: string | undefined }): PackageToCover {
  const project = openProject(folder, tsconfig);
  const isExcluded = picomatch([...neverCovered, ...exclude], { dot: true });
  const isOwn = ({ fileName, isDeclarationFile }: ts.SourceFile): boolean => !isDeclarationFile && !fileName.includes('/node_modules/') && project.host.packageOf(fileName)?.root === folder;
  const files = project.program.getSourceFiles().filter((file) => isOwn(file) && !isExcluded(relativePath(folder, file.fileName)));
  return { name: name === '' ? folder.slice(folder.lastIndexOf('/') + 1) : name, folder, project, files: files.sort((a, b) => (a.fileName < b.fileName ? -1 : 1)) };
}
