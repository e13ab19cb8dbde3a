/** Makes JavaScript of TypeScript, for a Node that does not do it itself. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { erased, type CompiledSource } from '../erasure.ts';
import { withInlineMap } from '../inline-map.ts';
import type { ProjectOptions } from '../project-options.ts';
import type { ModuleFormat } from './module-format.ts';

/** TypeScript, and how it came to be. */
export interface TypedSource extends CompiledSource {
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
export function eraseTypes(ts: TypeScript, source: TypedSource): string {
  const { format, options, isScript } = source;
  const compilerOptions: ts.CompilerOptions = {
    ...options.syntax,
    jsx: options.syntax.jsx === ts.JsxEmit.Preserve || options.syntax.jsx === undefined ? ts.JsxEmit.React : options.syntax.jsx,
    target: ts.ScriptTarget.ES2022,
    // Over `CommonJS` that one leaves `import()` to Node, which loads ES modules by it.
    module: format === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.Node16,
    esModuleInterop: true,
    verbatimModuleSyntax: format === 'module' && (options.verbatim || stripsTypes()),
  };
  const { code, map, diagnostics } = erased(ts, source, compilerOptions);
  const [wrong] = diagnostics.filter(({ category, code: number }) => category === ts.DiagnosticCategory.Error && number < firstOfOptions);
  if (wrong) throw syntaxError(ts, source, wrong);
  return withInlineMap(isScript ? code.replace(markOfModule, '') : code, JSON.stringify(map));
}

/** The line break after it stays, for the source map. */
const markOfModule = /^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);/m;

/** Of TypeScript's numbers, those below are about syntax. */
const firstOfOptions = 2000;

/** Whether this Node erases types itself. It keeps every import that is not marked as one of types, and so do we. */
function stripsTypes(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

function syntaxError(ts: TypeScript, { fileName, code }: Pick<TypedSource, 'fileName' | 'code'>, { messageText, start = 0 }: ts.DiagnosticWithLocation | ts.Diagnostic): SyntaxError {
  const before = code.slice(0, start).split('\n');
  const error = new SyntaxError(`${fileName}:${before.length}:${(before.at(-1) ?? '').length + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  error.stack = `SyntaxError: ${error.message}`;
  return error;
}
