/** Classes of packages, by the imports that lead to them. */
import type { Host, TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

export interface ImportedClass {
  /** As imports name it: `@shop/accounts`. */
  readonly module: string;
  readonly exported: string;
}

const imports = new WeakMap<ts.Program, ReadonlyMap<ts.Symbol, ImportedClass>>();

/**
 * How files of the program import a class of a package that has contracts; undefined where none does. Other packages' constructors are not called: they may
 * open files and connections.
 *
 * @noContract what it finds depends on packages on the disk
 */
export function importedClass({ ts, program, host }: { readonly ts: TypeScript; readonly program: ts.Program; readonly host: Host }, symbol: ts.Symbol): ImportedClass | undefined {
  const file = symbol.valueDeclaration?.getSourceFile();
  if (!file || host.packageOf(file.fileName)?.optedIn !== true) return undefined;
  const known = imports.get(program) ?? importsOf(ts, program);
  imports.set(program, known);
  return known.get(symbol);
}

/** Every class that the program's own files import from a package, and whatever else is exported beside it. */
function importsOf(ts: TypeScript, program: ts.Program): ReadonlyMap<ts.Symbol, ImportedClass> {
  const checker = program.getTypeChecker();
  const found = new Map<ts.Symbol, ImportedClass>();
  const seen = new Set<ts.Symbol>();
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || file.fileName.includes('/node_modules/')) continue;
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || /^[./]/.test(statement.moduleSpecifier.text)) continue;
      const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
      if (!module || seen.has(module)) continue;
      seen.add(module);
      for (const exported of checker.getExportsOfModule(module)) {
        const meant = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
        if (meant.flags & ts.SymbolFlags.Class) found.set(meant, { module: statement.moduleSpecifier.text, exported: exported.name });
      }
    }
  }
  return found;
}
