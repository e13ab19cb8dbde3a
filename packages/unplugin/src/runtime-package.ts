/** Packages whose contracts could not run: they do not name the runtime, or it is not installed. */
import { diagnostic, mayHoldContracts, runtimeModule, strayClause, type Diagnostic, type Host, type PackageInfo } from '@proviso/compiler';

const nowhere = { start: 0, end: 0 };

/** A file, and the package that it belongs to. */
export interface PackagedFile {
  readonly fileName: string;
  readonly text: string;
  readonly pkg: PackageInfo | undefined;
}

/**
 * What is wrong with the package of a file that has contracts which count.
 *
 * @ensures `result === undefined || result.name === 'runtime-not-installed'`
 */
export function missingRuntime({ ts }: Host, { fileName, pkg }: PackagedFile): Diagnostic | undefined {
  const options = { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext };
  const isThere = pkg?.name === runtimeModule || ts.resolveModuleName(`${runtimeModule}/check`, fileName, options, ts.sys).resolvedModule !== undefined;
  return isThere ? undefined : diagnostic('runtime-not-installed', nowhere, pkg?.name ?? '');
}

/**
 * What is wrong with the package of a file that has contracts which do not count, though they cannot be meant as prose.
 *
 * @ensures `result === undefined || file.pkg?.optedIn !== true`
 */
export function strayContract(host: Host, file: PackagedFile): Diagnostic | undefined {
  const { fileName, text, pkg } = file;
  if (pkg?.optedIn === true || !mayHoldContracts(text)) return undefined;
  const stray = strayClause(host, host.ts.createSourceFile(fileName, text, host.ts.ScriptTarget.Latest, true));
  if (!stray) return undefined;
  return pkg?.isBroken === true ? diagnostic('broken-manifest', stray.span, pkg.root) : diagnostic('missing-runtime', stray.span, pkg?.name ?? '');
}
