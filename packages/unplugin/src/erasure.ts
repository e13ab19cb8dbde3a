/** Makes JavaScript of TypeScript that contracts were compiled into, with one source map for both steps. */
import remapping from '@jridgewell/remapping';
import { parseText, withoutAddedMetadata, type SourceMap, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { ProjectOptions } from './project-options.ts';

/** TypeScript, and how it came to be. */
export interface CompiledSource {
  readonly fileName: string;
  readonly code: string;
  /** From the code back to the file; undefined where it is the file. */
  readonly map: SourceMap | undefined;
  /** The file as it was before contracts were compiled. */
  readonly text: string;
}

interface Erased {
  readonly code: string;
  readonly map: SourceMap;
  readonly diagnostics: readonly ts.Diagnostic[];
}

/**
 * The JavaScript, without a comment that names its map.
 *
 * @noContract what it gives is TypeScript's
 */
export function erased(ts: TypeScript, { fileName, code, map, text }: CompiledSource, options: ts.CompilerOptions): Erased {
  const metadata: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => (code === text ? file : withoutAddedMetadata(ts, context, { file, source: parseText(ts, fileName, text) }));
  const { outputText, sourceMapText = '', diagnostics = [] } = ts.transpileModule(code, { fileName, compilerOptions: { ...options, sourceMap: true }, reportDiagnostics: true, transformers: { after: [metadata] } });
  return { code: outputText.slice(0, outputText.lastIndexOf('//# sourceMappingURL=')), map: wholeMap({ fileName, code, map }, sourceMapText), diagnostics };
}

function wholeMap({ fileName, code, map }: Omit<CompiledSource, 'text'>, mapOfErasure: string): SourceMap {
  const outer = { ...(JSON.parse(mapOfErasure) as { version: 3; names: string[]; mappings: string }), sources: [fileName], sourcesContent: [code] };
  if (!map) return outer;
  return remapping(outer, (source, { depth }) => (depth === 1 && source === fileName ? { ...map, names: [...map.names], sources: [fileName], sourcesContent: [...map.sourcesContent] } : null)) as SourceMap;
}

/**
 * What a bundler gets of a file that not every eraser of types understands: JavaScript, with JSX and decorators of the standard as they are.
 *
 * @ensures `result.map.version === 3`
 */
export function erasedForBundlers(ts: TypeScript, source: CompiledSource, { syntax, verbatim }: ProjectOptions): Pick<Erased, 'code' | 'map'> {
  return erased(ts, source, { ...syntax, jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: verbatim });
}
