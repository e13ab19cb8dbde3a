/** Classes that inherit a contract from another file, found through the checker. */
import { contractedTypes, heirsIn, type CheckedContracts, type ContractedType, type Diagnostic } from '@proviso/compiler';
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
  const contracted = contractedTypes(ts, files.map(({ file }) => file));
  const names = [...contracted.keys()].flatMap((node) => (node as ContractedType).name?.text ?? []);
  if (names.length === 0) return [];
  const heritage = new RegExp(String.raw`\b(?:extends|implements)\b[^{]*\b(?:${names.join('|')})\b`);
  return program.getSourceFiles().flatMap((sourceFile) => {
    const pkg = analysis.packageOf(sourceFile.fileName);
    if (sourceFile.isDeclarationFile || pkg?.optedIn !== true || !heritage.test(sourceFile.text)) return [];
    const path = sourceFile.fileName.slice(pkg.root.length + 1);
    const baseOf = (expression: ts.Expression): ContractedType | undefined => {
      const declarations = declarationsOf(ts, program.getTypeChecker(), expression);
      return declarations.find((node): node is ContractedType => node.getSourceFile() !== sourceFile && contracted.has(node));
    };
    return heirsIn(ts, sourceFile, { contracted, baseOf }).map((diagnostic) => ({ sourceFile, path, diagnostic }));
  });
}

function declarationsOf(ts: Build['ts'], checker: ts.TypeChecker, expression: ts.Expression): readonly ts.Node[] {
  const symbol = checker.getSymbolAtLocation(expression);
  if (!symbol) return [];
  return ((symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)).declarations ?? [];
}
