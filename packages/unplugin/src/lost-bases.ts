/** Classes whose base or interface comes by an import that leads nowhere: what they inherit is not checked, and nothing else says so. */
import type { Span, TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/** An import of a file, by its literal. */
export interface ImportOf {
  readonly file: ts.SourceFile;
  readonly literal: ts.StringLiteralLike;
}

/** What stands behind `extends` or `implements` of a class, by a name that an import brings. */
export interface LostBase {
  readonly name: string;
  readonly heir: string;
  readonly span: Span;
}

/**
 * The first of them.
 *
 * @ensures `result === undefined || result.span.start < result.span.end`
 */
export function lostBase(ts: TypeScript, { file, literal }: ImportOf): LostBase | undefined {
  const names = namesBrought(ts, { file, literal });
  const visit = (node: ts.Node): LostBase | undefined => (ts.isClassLike(node) ? baseOf(node) : undefined) ?? ts.forEachChild(node, visit);
  const baseOf = (node: ts.ClassLikeDeclaration): LostBase | undefined => {
    const types = (node.heritageClauses ?? []).flatMap((clause) => [...clause.types]);
    const type = types.find(({ expression }) => names.has(rootOf(ts, expression)));
    return type && { name: type.expression.getText(file), heir: node.name?.text ?? 'a class', span: { start: type.getStart(file), end: type.end } };
  };
  return names.size === 0 ? undefined : ts.forEachChild(file, visit);
}

function namesBrought(ts: TypeScript, { file, literal }: ImportOf): ReadonlySet<string> {
  const clauses = file.statements.flatMap((each) => (ts.isImportDeclaration(each) && each.moduleSpecifier === literal && each.importClause ? [each.importClause] : []));
  return new Set(clauses.flatMap(({ name, namedBindings }) => {
    const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements.map((each) => each.name.text) : namedBindings ? [namedBindings.name.text] : [];
    return name ? [name.text, ...named] : named;
  }));
}

/** `a` of `a.b.c`. */
function rootOf(ts: TypeScript, node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return rootOf(ts, node.expression);
  return ts.isIdentifier(node) ? node.text : '';
}
