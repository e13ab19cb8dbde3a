/** The TypeScript side of a file that ESLint looks at. */
import { parseText, type TypeScript } from '@proviso/compiler';
import type { ParserServices, TSESTree } from '@typescript-eslint/utils';
import { createRequire } from 'node:module';
import type ts from 'typescript';
import type { Context } from './analysis.ts';

export interface Source {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  /** Absent where the parser was not asked for types. */
  readonly program: ts.Program | undefined;
  /** The parser has another TypeScript than the plugin, so that its types cannot be used. */
  readonly hasOtherTypeScript: boolean;
  /** The linter's node for a TypeScript node; undefined where the parser keeps no such map. */
  nodeOf(node: ts.Node): TSESTree.Node | undefined;
}

/** The TypeScript of the plugin. An import would have Node look through all of it for its exports, which takes longer than to lint a hundred files. */
export const typescript: TypeScript = createRequire(import.meta.url)('typescript') as TypeScript;

/** The version of the plugin's own TypeScript. */
export const { version } = typescript;

const readable = /\.[cm]?[jt]sx?$/;

/** The file that the linter parsed. Where that was not done with TypeScript, it is parsed here; undefined for what is no JavaScript or TypeScript. */
export function sourceOf({ sourceCode, filename }: Context): Source | undefined {
  if (!readable.test(filename)) return undefined;
  const services: Partial<ParserServices> = sourceCode.parserServices ?? {};
  const { esTreeNodeToTSNodeMap, tsNodeToESTreeNodeMap, program } = services;
  const parsed: ts.Node | undefined = esTreeNodeToTSNodeMap?.get(sourceCode.ast);
  if (parsed?.kind === typescript.SyntaxKind.SourceFile) {
    return { ts: typescript, sourceFile: parsed as ts.SourceFile, program: program ?? undefined, hasOtherTypeScript: false, nodeOf: (node) => tsNodeToESTreeNodeMap?.get(node) };
  }
  const sourceFile = parseText(typescript, filename, sourceCode.text);
  const { parseDiagnostics = [] } = sourceFile as { parseDiagnostics?: readonly unknown[] };
  if (parseDiagnostics.length > 0) return undefined;
  return { ts: typescript, sourceFile, program: undefined, hasOtherTypeScript: parsed !== undefined, nodeOf: () => undefined };
}
