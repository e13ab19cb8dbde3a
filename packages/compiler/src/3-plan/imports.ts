/** Which imports go with the contract statements that leave a file, so that what is left is what the contract-free source has. */
import type ts from 'typescript';
import { namedImports, runtimeModule } from '../1-read/body-calls.ts';
import { isReference, isType, meansTopLevel } from '../1-read/resolve.ts';
import type { TypeScript } from '../contract.ts';
import type { PlanDraft } from './draft.ts';

/** A contract statement: gone from the output, or replaced by its check, which still needs what its condition names. */
export interface LeavingStatement {
  readonly statement: ts.ExpressionStatement;
  readonly checked: boolean;
}

export interface ImportPlanning {
  readonly leaving: readonly LeavingStatement[];
  /** Names that the checks of doc clauses use. */
  readonly stillUsed: ReadonlySet<string>;
  /** `verbatimModuleSyntax`. */
  readonly verbatim: boolean;
}

/**
 * Plans the removal of import bindings that only leaving statements use.
 *
 * TypeScript never elides a binding of a declaration that was changed, a type's neither, so once one binding goes, all go that the
 * contract-free source would not keep in JavaScript.
 */
export function planImports(draft: PlanDraft, { leaving, stillUsed, verbatim }: ImportPlanning): void {
  const { ts } = draft;
  const { sourceFile } = draft.file;
  const uses = countUses(ts, sourceFile, leaving);
  for (const name of stillUsed) uses.set(name, { leaving: false, asType: false, ...uses.get(name), asValue: true });
  for (const declaration of sourceFile.statements) {
    if (!ts.isImportDeclaration(declaration) || !declaration.importClause || declaration.importClause.isTypeOnly) continue;
    const bindings = bindingsOf(ts, declaration.importClause);
    const isGone = ({ name }: Binding): boolean => {
      const use = uses.get(name.text);
      return use?.leaving === true && !use.asValue && !(verbatim && use.asType);
    };
    if (!bindings.some(isGone)) continue;
    const isKept = (binding: Binding): boolean => (verbatim ? !isGone(binding) : uses.get(binding.name.text)?.asValue === true);
    planDeclaration(draft, declaration, { bindings, isKept, verbatim });
  }
}

interface Binding {
  readonly name: ts.Identifier;
  /** What to remove with it: the specifier, the namespace import or the default name. */
  readonly node: ts.Node;
}

function bindingsOf(ts: TypeScript, clause: ts.ImportClause): Binding[] {
  const bindings: Binding[] = clause.name ? [{ name: clause.name, node: clause.name }] : [];
  const named = clause.namedBindings;
  if (named && ts.isNamespaceImport(named)) bindings.push({ name: named.name, node: named });
  else for (const specifier of named?.elements ?? []) bindings.push({ name: specifier.name, node: specifier });
  return bindings;
}

interface Going {
  readonly bindings: readonly Binding[];
  /** Whether the contract-free source has a binding, be it of a type. */
  readonly isKept: (binding: Binding) => boolean;
  readonly verbatim: boolean;
}

function planDeclaration(draft: PlanDraft, declaration: ts.ImportDeclaration, { bindings, isKept, verbatim }: Going): void {
  const { ts, edits } = draft;
  if (bindings.some(isKept)) {
    for (const each of bindings) if (!isKept(each) || (ts.isImportSpecifier(each.node) && each.node.isTypeOnly)) edits.set(each.node, { op: 'remove' });
    const named = declaration.importClause?.namedBindings;
    if (named && ts.isNamedImports(named) && named.elements.every((each) => !isKept({ name: each.name, node: each }))) edits.set(named, { op: 'remove' });
    return;
  }
  const isRuntime = ts.isStringLiteral(declaration.moduleSpecifier) && declaration.moduleSpecifier.text === runtimeModule;
  edits.set(declaration, { op: verbatim && !isRuntime ? 'unbind' : 'remove' });
}

interface Uses {
  leaving: boolean;
  asValue: boolean;
  asType: boolean;
}

/** How every name of the file's top level is used, in leaving statements and elsewhere. */
function countUses(ts: TypeScript, sourceFile: ts.SourceFile, leaving: readonly LeavingStatement[]): Map<string, Uses> {
  const uses = new Map<string, Uses>();
  const byStatement = new Map<ts.Node, LeavingStatement>(leaving.map((each) => [each.statement, each]));
  const compiledAway = new Set([...namedImports(ts, sourceFile)].filter(([, imported]) => imported === 'old' || imported === 'unchanged').map(([local]) => local));
  const note = (name: ts.Identifier, use: keyof Uses): void => {
    const known = uses.get(name.text) ?? { leaving: false, asValue: false, asType: false };
    known[use] = true;
    uses.set(name.text, known);
  };
  const visit = (node: ts.Node, context: { inType: boolean; within?: LeavingStatement }): void => {
    const within = byStatement.get(node) ?? context.within;
    const inType = context.inType || isType(ts, node) || isImplements(ts, node);
    if (ts.isIdentifier(node) && isReference(ts, node) && meansTopLevel(ts, node)) {
      const vanishes = within && (!within.checked || node === calleeOf(ts, within.statement) || compiledAway.has(node.text));
      if (vanishes === true) note(node, 'leaving');
      else note(node, inType || isTypeExport(ts, node) ? 'asType' : 'asValue');
      return;
    }
    if (!ts.isImportDeclaration(node)) ts.forEachChild(node, (child) => visit(child, within ? { inType, within } : { inType }));
  };
  visit(sourceFile, { inType: false });
  return uses;
}

function calleeOf(ts: TypeScript, statement: ts.ExpressionStatement): ts.Expression | undefined {
  return ts.isCallExpression(statement.expression) ? statement.expression.expression : undefined;
}

function isImplements(ts: TypeScript, node: ts.Node): boolean {
  return (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

function isTypeExport(ts: TypeScript, node: ts.Identifier): boolean {
  return ts.isExportSpecifier(node.parent) && (node.parent.isTypeOnly || node.parent.parent.parent.isTypeOnly);
}
