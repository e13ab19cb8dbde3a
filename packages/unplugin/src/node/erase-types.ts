/** Makes JavaScript of TypeScript, for a Node that does not do it itself. */
import remapping from '@jridgewell/remapping';
import { parseText, withoutAddedMetadata, type SourceMap, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { withInlineMap } from '../inline-map.ts';
import type { ProjectOptions } from '../project-options.ts';
import type { ModuleFormat } from './module-format.ts';

/** TypeScript, and how it came to be. */
export interface TypedSource {
  readonly fileName: string;
  readonly code: string;
  /** From the code back to the file; undefined where it is the file. */
  readonly map: SourceMap | undefined;
  /** The file as it was before contracts were compiled. */
  readonly text: string;
  readonly format: ModuleFormat;
  readonly options: ProjectOptions;
  /** It had no import or export of its own: nobody may be told that it was an ES module. */
  readonly isScript: boolean;
}

/**
 * The JavaScript, with a source map in its last line.
 *
 * @throws {SyntaxError} where the text does not parse.
 * @ensures `result.includes('//# sourceMappingURL=data:')`
 */
export function eraseTypes(ts: TypeScript, { fileName, code, map, text, format, options, isScript }: TypedSource): string {
  const compilerOptions: ts.CompilerOptions = {
    ...options.syntax,
    jsx: options.syntax.jsx === ts.JsxEmit.Preserve || options.syntax.jsx === undefined ? ts.JsxEmit.React : options.syntax.jsx,
    target: ts.ScriptTarget.ES2022,
    module: format === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
    esModuleInterop: true,
    verbatimModuleSyntax: format === 'module' && (options.verbatim || stripsTypes()),
    sourceMap: true,
  };
  const metadata: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => (code === text ? file : withoutAddedMetadata(ts, context, { file, source: parseText(ts, fileName, text) }));
  const { outputText, sourceMapText, diagnostics = [] } = ts.transpileModule(code, { fileName, compilerOptions, reportDiagnostics: true, transformers: { after: [metadata] } });
  const [wrong] = diagnostics.filter(({ category, code: number }) => category === ts.DiagnosticCategory.Error && number < firstOfOptions);
  if (wrong) throw syntaxError(ts, { fileName, code }, wrong);
  const erased = outputText.slice(0, outputText.lastIndexOf('//# sourceMappingURL='));
  return withInlineMap(isScript ? erased.replace(markOfModule, '') : erased, mapText({ fileName, code, map, mapOfErasure: sourceMapText ?? '' }));
}

/** The line break after it stays, for the source map. */
const markOfModule = /^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);/m;

/** Of TypeScript's numbers, those below are about syntax. */
const firstOfOptions = 2000;

/** Whether this Node erases types itself. It keeps every import that is not marked as one of types, and so do we. */
function stripsTypes(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

function mapText({ fileName, code, map, mapOfErasure }: Pick<TypedSource, 'fileName' | 'code' | 'map'> & { readonly mapOfErasure: string }): string {
  const outer = { ...(JSON.parse(mapOfErasure) as { version: 3; names: string[]; mappings: string }), sources: [fileName], sourcesContent: [code] };
  if (!map) return JSON.stringify(outer);
  const whole = remapping(outer, (source, { depth }) => (depth === 1 && source === fileName ? { ...map, names: [...map.names], sources: [fileName], sourcesContent: [...map.sourcesContent] } : null));
  return JSON.stringify(whole);
}

function syntaxError(ts: TypeScript, { fileName, code }: Pick<TypedSource, 'fileName' | 'code'>, { messageText, start = 0 }: ts.DiagnosticWithLocation | ts.Diagnostic): SyntaxError {
  const before = code.slice(0, start).split('\n');
  const error = new SyntaxError(`${fileName}:${before.length}:${(before.at(-1) ?? '').length + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  error.stack = `SyntaxError: ${error.message}`;
  return error;
}
