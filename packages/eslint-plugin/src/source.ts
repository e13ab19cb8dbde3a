/** The TypeScript side of a file that ESLint looks at. */
import type { TypeScript } from '@proviso/compiler';
import type { ParserServices, TSESTree } from '@typescript-eslint/utils';
import typescript from 'typescript';
import type ts from 'typescript';
import type { Context } from './analysis.ts';

export interface Source {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  /** Absent where the parser was not asked for types. */
  readonly program: ts.Program | undefined;
  /** The linter's node for a TypeScript node; undefined where the parser keeps no such map. */
  nodeOf(node: ts.Node): TSESTree.Node | undefined;
}

const readable = /\.[cm]?[jt]sx?$/;

/** The file that the linter parsed. Another parser's file is parsed by TypeScript; undefined for a file that is no JavaScript or TypeScript. */
export function sourceOf({ sourceCode, filename }: Context): Source | undefined {
  const services: Partial<ParserServices> | undefined = sourceCode.parserServices;
  const { esTreeNodeToTSNodeMap, tsNodeToESTreeNodeMap, program } = services ?? {};
  if (esTreeNodeToTSNodeMap) {
    const sourceFile = esTreeNodeToTSNodeMap.get(sourceCode.ast) as ts.SourceFile;
    if (sourceFile.kind !== typescript.SyntaxKind.SourceFile) throw new Error(otherTypeScript);
    return { ts: typescript, sourceFile, program: program ?? undefined, nodeOf: (node) => tsNodeToESTreeNodeMap?.get(node as never) as TSESTree.Node | undefined };
  }
  if (!readable.test(filename)) return undefined;
  const sourceFile = typescript.createSourceFile(filename, sourceCode.text, typescript.ScriptTarget.Latest, true);
  const { parseDiagnostics = [] } = sourceFile as { parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics.length > 0 ? undefined : { ts: typescript, sourceFile, program: undefined, nodeOf: () => undefined };
}

const otherTypeScript = `@proviso/eslint-plugin found another TypeScript than the parser's (its own is ${typescript.version}). Install one version of typescript for both.`;
