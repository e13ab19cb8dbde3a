/** Classes that inherit a contract from another file, found through the checker. */
import { contractedTypes, heirsIn, type CheckedContracts, type Diagnostic } from '@proviso/compiler';
import type ts from 'typescript';
import type { Build } from './program.ts';

/** A problem and the file that it is in. */
export interface FileDiagnostic {
  readonly sourceFile: ts.SourceFile;
  /** For people: relative to the package. */
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

/** The heirs, in packages that opted in, of contracted classes and interfaces of other files. */
export function heirsAcrossFiles({ ts, program, analysis }: Build, files: readonly CheckedContracts[]): FileDiagnostic[] {
  const contracted = new Set<ts.Node>(files.flatMap(({ file }) => [...contractedTypes(ts, file)]));
  if (contracted.size === 0) return [];
  const checker = program.getTypeChecker();
  return program.getSourceFiles().flatMap((sourceFile) => {
    const pkg = analysis.packageOf(sourceFile.fileName);
    if (sourceFile.isDeclarationFile || pkg?.optedIn !== true || !/\b(?:extends|implements)\b/.test(sourceFile.text)) return [];
    const path = sourceFile.fileName.slice(pkg.root.length + 1);
    const baseOf = (expression: ts.Expression): string | undefined => {
      const base = declarationOf(ts, checker, expression)?.find((node) => node.getSourceFile() !== sourceFile && contracted.has(node));
      return base && expression.getText();
    };
    return heirsIn(ts, sourceFile, baseOf).map((diagnostic) => ({ sourceFile, path, diagnostic }));
  });
}

function declarationOf(ts: Build['ts'], checker: ts.TypeChecker, expression: ts.Expression): readonly ts.Node[] | undefined {
  const symbol = checker.getSymbolAtLocation(expression);
  if (!symbol) return undefined;
  return ((symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)).declarations;
}
