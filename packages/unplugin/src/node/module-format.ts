/** Whether Node loads a file as an ES module or as CommonJS, by Node's own rules. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

export type ModuleFormat = 'module' | 'commonjs';

const byEnding: Readonly<Record<string, ModuleFormat>> = { mts: 'module', mjs: 'module', cts: 'commonjs', cjs: 'commonjs' };

/** A source, as it stands on the disk. */
export interface SourceText {
  readonly fileName: string;
  readonly text: string;
}

/**
 * The format of a file: by its ending, by `type` in the nearest package.json, or by its syntax.
 *
 * @noContract what it finds depends on the disk too
 */
export function moduleFormat(ts: TypeScript, { fileName, text }: SourceText): ModuleFormat {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1);
  const own = byEnding[ending];
  if (own) return own;
  const type = packageType(ts, fileName);
  if (type !== undefined) return type;
  return isModuleText(ts, { fileName, text }) ? 'module' : 'commonjs';
}

/**
 * The format beside tsx, by its rules: what is required is CommonJS, and so is TypeScript of a package that does not say its `type`, but for what
 * only an ES module can have.
 *
 * @noContract what it finds depends on the disk too
 */
export function formatBesideTsx(ts: TypeScript, source: SourceText, isRequired: boolean): ModuleFormat {
  const format = moduleFormat(ts, source);
  const isFree = /\.tsx?$/.test(source.fileName) && !importMeta.test(source.text);
  return isFree && (isRequired || packageType(ts, source.fileName) === undefined) ? 'commonjs' : format;
}

const importMeta = /\bimport\.meta\b/;

function packageType(ts: TypeScript, fileName: string): ModuleFormat | undefined {
  const manifest = ts.findConfigFile(fileName.slice(0, fileName.lastIndexOf('/')), (name) => ts.sys.fileExists(name), 'package.json');
  const { config } = manifest === undefined ? {} : (ts.readConfigFile(manifest, (name) => ts.sys.readFile(name)) as { config?: { readonly type?: unknown } });
  return config?.type === 'module' || config?.type === 'commonjs' ? config.type : undefined;
}

/**
 * Whether a text can only be an ES module: it imports or exports. `import x = require(…)` and `export =` are CommonJS.
 *
 * @pure
 */
export function isModuleText(ts: TypeScript, { fileName, text }: SourceText): boolean {
  return importMeta.test(text) || importsOrExports(ts, ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest));
}

/**
 * Whether a file imports or exports as ES modules do.
 *
 * @pure
 */
export function importsOrExports(ts: TypeScript, file: ts.SourceFile): boolean {
  return file.statements.some((statement) => {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return true;
    if (ts.isExportAssignment(statement)) return statement.isExportEquals !== true;
    return ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  });
}
