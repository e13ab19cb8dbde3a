/** What the file of an heir calls what the file of its base declares or imports. */
import type ts from 'typescript';
import { runtimeModule } from '../1-read/body-calls.ts';
import { declarationsAt, declarationsOf, type Lookup } from '../1-read/declarations.ts';
import { exportedStatements, namesDeclaredIn } from '../1-read/scopes.ts';
import { hasModifier } from '../1-read/syntax.ts';
import type { TypeScript } from '../contract.ts';

/** Why a name of a clause cannot be meant in its heir, as a sentence goes on behind the name. */
export interface Reason {
  readonly reason: string;
}

/** Said of a name that means something else in the heir. */
export const otherMeaning: Reason = { reason: 'means something else here. Rename what has its name.' };

/** What a file calls what another declares: by a name, or as a member of a module that it imports whole. */
export interface ImportedName {
  readonly name: string;
  readonly member?: string;
}

/** What the heir's file calls what a name means in the base's file. */
export function importedName(lookup: Lookup, { base, heir }: { readonly base: ts.Node; readonly heir: ts.Node }, name: string): ImportedName | Reason {
  const { ts } = lookup;
  const meant = declarationsAt(lookup, base, name);
  const isSame = (found: readonly ts.Node[]): boolean => found.length > 0 && found.some((each) => meant.includes(each));
  const file = heir.getSourceFile();
  let [asType, isElsewhere] = [false, false];
  for (const [local, nodes] of namesDeclaredIn(ts, file)) {
    // TypeScript drops an `import x = require(…)` that it sees used in types alone.
    for (const node of nodes.filter((each) => isImport(ts, each) && !ts.isImportEqualsDeclaration(each))) {
      const found = declarationsAt(lookup, file, local);
      const member = ts.isNamespaceImport(node) ? exportedAs(lookup, found, meant) : undefined;
      const isIt = member !== undefined || isSame(found) || importsSame(ts, base, { name, node });
      if (!isIt) continue;
      if (!sameNodes(declarationsAt(lookup, heir, local), found)) isElsewhere = true;
      else if (isTypeOnly(ts, node)) asType = true;
      else return { name: local, ...(member === undefined || isSame(found) ? {} : { member }) };
    }
  }
  if (isSame(declarationsAt(lookup, heir, name))) return { name };
  if (asType) return { reason: 'is imported here as a type only. Import it as a value.' };
  if (isElsewhere || meant.some((each) => each.getSourceFile() === file)) return otherMeaning;
  const isHandedOn = meant[0]?.getSourceFile() !== base.getSourceFile();
  const canImport = isHandedOn || meant.some((each) => isExported(ts, each, name));
  return { reason: canImport ? 'is not imported here. Import it from where the contract is declared.' : 'is not exported by the file that declares it. Export it there and import it here.' };
}

function sameNodes(a: readonly ts.Node[], b: readonly ts.Node[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}

function isImport(ts: TypeScript, node: ts.Node): boolean {
  return ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isImportEqualsDeclaration(node);
}

function isTypeOnly(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isImportSpecifier(node)) return node.isTypeOnly || node.parent.parent.isTypeOnly;
  if (ts.isNamespaceImport(node)) return node.parent.isTypeOnly;
  return (node as ts.ImportClause | ts.ImportEqualsDeclaration).isTypeOnly;
}

/** Under which name a whole module exports one of some declarations. */
function exportedAs(lookup: Lookup, modules: readonly ts.Node[], meant: readonly ts.Node[]): string | undefined {
  const { ts } = lookup;
  for (const file of modules.filter((each) => ts.isSourceFile(each))) {
    for (const [name, nodes] of exportedStatements(ts, file)) {
      const found = nodes.flatMap((each) => (ts.isExportSpecifier(each) ? declarationsOf(lookup, each.propertyName ?? each.name) : [each]));
      if (/^[\p{ID_Start}$_]/u.test(name) && found.some((each) => meant.includes(each))) return name;
    }
  }
  return undefined;
}

/** Two files that import the same name of the same package, of which the source is not there. */
function importsSame(ts: TypeScript, base: ts.Node, { name, node }: { readonly name: string; readonly node: ts.Node }): boolean {
  const theirs = (namesDeclaredIn(ts, base.getSourceFile()).get(name) ?? []).map((each) => importOf(ts, each));
  const ours = importOf(ts, node);
  return ours !== undefined && theirs.includes(ours);
}

function importOf(ts: TypeScript, node: ts.Node): string | undefined {
  if (!isImport(ts, node) || ts.isImportEqualsDeclaration(node)) return undefined;
  const declaration = node.parent && (ts.isImportSpecifier(node) ? node.parent.parent.parent : ts.isImportClause(node) ? node.parent : node.parent.parent);
  const { moduleSpecifier } = declaration as ts.ImportDeclaration;
  if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text.startsWith('.') || moduleSpecifier.text === runtimeModule) return undefined;
  const imported = ts.isImportSpecifier(node) ? (node.propertyName ?? node.name).text : ts.isImportClause(node) ? 'default' : '*';
  return `${moduleSpecifier.text} ${imported}`;
}

/** Whether a declaration of a file can be imported from it. */
export function isExported(ts: TypeScript, node: ts.Node, name: string): boolean {
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  if (hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) return true;
  const lists = [...exportedStatements(ts, node.getSourceFile()).values()].flat();
  return lists.some((each) => {
    if (ts.isExportSpecifier(each)) return !each.parent.parent.moduleSpecifier && (each.propertyName ?? each.name).text === name;
    const value = ts.isExportAssignment(each) ? each.expression : ts.isBinaryExpression(each) ? each.right : undefined;
    return value !== undefined && ts.isIdentifier(value) && value.text === name;
  });
}
