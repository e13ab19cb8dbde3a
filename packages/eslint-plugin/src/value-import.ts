/** Turns `import type` into an import of the value, for one name and for that alone. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Edit } from './doc-comment.ts';

interface Typed {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly sourceFile: ts.SourceFile;
}

type TypeImport = ts.ImportClause | ts.ImportSpecifier | ts.NamespaceImport;

/** The edits that import a name as a value; undefined where it is not imported as a type, or where its value cannot be imported. */
export function valueImportEdits(typed: Typed, name: string): Edit[] | undefined {
  const { ts, sourceFile } = typed;
  for (const statement of sourceFile.statements) {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const binding = clause && bindingOf(ts, clause, name);
    if (clause && binding) return isImportable(typed, clause, binding) ? editsFor(typed, clause, binding) : undefined;
  }
  return undefined;
}

/** What an import declaration binds a name with, where that is for types only. */
function bindingOf(ts: TypeScript, clause: ts.ImportClause, name: string): TypeImport | undefined {
  const { namedBindings, isTypeOnly } = clause;
  if (isTypeOnly && clause.name?.text === name) return clause;
  if (!namedBindings) return undefined;
  if (ts.isNamespaceImport(namedBindings)) return isTypeOnly && namedBindings.name.text === name ? namedBindings : undefined;
  return namedBindings.elements.find((each) => each.name.text === name && (isTypeOnly || each.isTypeOnly));
}

function editsFor({ ts, sourceFile }: Typed, clause: ts.ImportClause, binding: TypeImport): Edit[] {
  const { text } = sourceFile;
  // `import { type A, type B }` → `import { A, type B }`
  if (!clause.isTypeOnly) return [withoutWord(text, binding.getStart(sourceFile))];
  // `import type { A, B }` → `import { A, type B }`
  const named = clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
  const others = named.filter((each) => each !== binding).map((each) => each.getStart(sourceFile));
  return [withoutWord(text, clause.getStart(sourceFile)), ...others.map((at): Edit => ({ range: [at, at], text: 'type ' }))];
}

/** Removes the word `type` and the blanks behind it. */
function withoutWord(text: string, start: number): Edit {
  const [word] = /^type\s*/.exec(text.slice(start)) ?? ['type'];
  return { range: [start, start + word.length], text: '' };
}

const declarationFile = /\.d\.(?:\w+\.)?[cm]?ts$/;
const sourcePath = /\.[cm]?tsx?$/;

/** Whether the module can be imported at run time, and gives the name there. */
function isImportable(typed: Typed, clause: ts.ImportClause, binding: TypeImport): boolean {
  const { ts, program, sourceFile } = typed;
  const { moduleSpecifier, attributes } = clause.parent as ts.ImportDeclaration;
  const options = program.getCompilerOptions();
  // Which of two modules is meant can be said of types alone.
  if (attributes !== undefined || !ts.isStringLiteral(moduleSpecifier)) return false;
  if (declarationFile.test(moduleSpecifier.text)) return false;
  if (sourcePath.test(moduleSpecifier.text) && options.allowImportingTsExtensions !== true && options.rewriteRelativeImportExtensions !== true) return false;
  if (options.verbatimModuleSyntax === true && isCommonJs(ts, options, sourceFile)) return false;
  const module = program.getTypeChecker().getSymbolAtLocation(moduleSpecifier);
  if (!module) return false;
  if (ts.isNamespaceImport(binding)) return true;
  const exported = ts.isImportSpecifier(binding) ? (binding.propertyName ?? binding.name).text : 'default';
  return isValueExport(typed, { module, name: exported });
}

/** There `import` is written for types only, once syntax is kept as it is. */
function isCommonJs(ts: TypeScript, { module }: ts.CompilerOptions, { impliedNodeFormat, fileName }: ts.SourceFile): boolean {
  return module === ts.ModuleKind.CommonJS || impliedNodeFormat === ts.ModuleKind.CommonJS || fileName.endsWith('.cts');
}

interface Exported {
  readonly module: ts.Symbol;
  readonly name: string;
}

/** Whether a module exports a name as a value: neither there nor where it comes from `type` stands before it. */
function isValueExport(typed: Typed, { module, name }: Exported, seen: ReadonlySet<ts.Symbol> = new Set()): boolean {
  const { ts, program } = typed;
  const checker = program.getTypeChecker();
  const symbol = checker.getExportsOfModule(module).find((each) => each.name === name);
  if (!symbol || seen.has(symbol)) return false;
  const isOwn = module.exports?.has(ts.escapeLeadingUnderscores(name)) === true;
  if (!isOwn && starExports(ts, module).some(({ isTypeOnly }) => isTypeOnly)) return false;
  if ((symbol.flags & ts.SymbolFlags.Alias) === 0) return (symbol.flags & ts.SymbolFlags.Value) !== 0;
  if ((checker.getAliasedSymbol(symbol).flags & ts.SymbolFlags.Value) === 0) return false;
  const within = new Set([...seen, symbol]);
  return (symbol.declarations ?? []).every((each) => isValueAlias(typed, each, within));
}

function starExports(ts: TypeScript, module: ts.Symbol): ts.ExportDeclaration[] {
  const files = (module.declarations ?? []).filter((each) => ts.isSourceFile(each));
  return files.flatMap(({ statements }) => statements.filter((each) => ts.isExportDeclaration(each)).filter(({ exportClause }) => exportClause === undefined));
}

/** `export { a }`, `export { a } from`, or an import that is exported again. */
function isValueAlias(typed: Typed, declaration: ts.Declaration, seen: ReadonlySet<ts.Symbol>): boolean {
  const { ts, program } = typed;
  const checker = program.getTypeChecker();
  if (ts.isTypeOnlyImportOrExportDeclaration(declaration)) return false;
  if (!ts.isExportSpecifier(declaration) && !ts.isImportSpecifier(declaration)) return true;
  const from = ts.isExportSpecifier(declaration) ? declaration.parent.parent.moduleSpecifier : declaration.parent.parent.parent.moduleSpecifier;
  const { text: name } = declaration.propertyName ?? declaration.name;
  if (from) {
    const module = checker.getSymbolAtLocation(from);
    return module !== undefined && isValueExport(typed, { module, name }, seen);
  }
  const local = ts.isExportSpecifier(declaration) ? checker.getExportSpecifierLocalTargetSymbol(declaration) : undefined;
  return (local?.declarations ?? []).every((each) => isValueAlias(typed, each, seen));
}
