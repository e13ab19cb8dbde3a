/** Names as what they mean outside of the file: `existsSync` imported from `node:fs` is `fs.existsSync`. */
import { sideTable, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { declares } from '../declared-names.ts';
import { unwrapped } from '../unwrapped.ts';
import { knownModules } from './known-effects.ts';

const importsByFile = sideTable<ts.SourceFile, ReadonlyMap<string, string>>('known imports');

/** The path of a function that is global, or imported from a known module; undefined for the file's own. */
export function pathOf(ts: TypeScript, file: ts.SourceFile, expression: ts.Expression): string | undefined {
  const node = unwrapped(ts, expression);
  if (ts.isIdentifier(node)) return importsOf(ts, file).get(node.text) ?? (declares(ts, file, node.text) ? undefined : node.text);
  // `(0, eval)(text)`
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken) return pathOf(ts, file, node.right);
  const member = memberOf(ts, node);
  const object = member && pathOf(ts, file, member.object);
  if (!member || object === undefined) return undefined;
  return object === '' || /^(?:globalThis|window|self|global)$/.test(object) ? member.name : `${object}.${member.name}`;
}

/** `a.b` and `a['b']`. */
function memberOf(ts: TypeScript, node: ts.Expression): { readonly object: ts.Expression; readonly name: string } | undefined {
  if (ts.isPropertyAccessExpression(node)) return { object: node.expression, name: node.name.text };
  return ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression) ? { object: node.expression, name: node.argumentExpression.text } : undefined;
}

/** Local names of what the file imports from known modules. */
function importsOf(ts: TypeScript, file: ts.SourceFile): ReadonlyMap<string, string> {
  const known = importsByFile.get(file) ?? findImports(ts, file);
  importsByFile.set(file, known);
  return known;
}

function findImports(ts: TypeScript, file: ts.SourceFile): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const module = knownModules.get(statement.moduleSpecifier.text.replace(/^node:/, ''));
    const clause = statement.importClause;
    if (module === undefined || !clause) continue;
    const bindings = clause.namedBindings;
    if (clause.name) found.set(clause.name.text, module);
    if (bindings && ts.isNamespaceImport(bindings)) found.set(bindings.name.text, module);
    else if (bindings) for (const { name, propertyName } of bindings.elements) found.set(name.text, module === '' ? (propertyName ?? name).text : `${module}.${(propertyName ?? name).text}`);
  }
  return found;
}
